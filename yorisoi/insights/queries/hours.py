"""When a brand's desk is open."""

from functools import cache
from uuid import UUID

from django.conf import settings

from yorisoi.kernel.calendar import BusinessCalendar, on_weekdays


def hours_of(_brand_id: UUID, _queue_id: UUID | None) -> BusinessCalendar:
    """The opening hours by which the durations of this queue are measured."""
    return _usual(settings.TIME_ZONE)


@cache
def _usual(zone: str) -> BusinessCalendar:
    year_end = frozenset({(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)})
    return BusinessCalendar(on_weekdays("9:00-18:00"), timezone=zone, closed_yearly=year_end)
