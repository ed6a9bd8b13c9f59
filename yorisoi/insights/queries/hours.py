"""When a brand's desk is open."""

from uuid import UUID

from yorisoi.kernel.calendar import BusinessCalendar
from yorisoi.workspace import public as workspace


def hours_of(brand_id: UUID, _queue_id: UUID | None) -> BusinessCalendar:
    """The opening hours by which the durations of this queue are measured: its brand's."""
    return workspace.business_calendar(brand_id)
