"""Business hours in which answers are due. One set for all until brands have their own."""

from datetime import datetime
from uuid import UUID

from yorisoi.kernel.calendar import BusinessCalendar, on_weekdays

_OFFICE = BusinessCalendar(on_weekdays("9:00-18:00"))


def hours_of(brand_id: UUID) -> BusinessCalendar:
    """The brand's business hours: weekdays 9 to 18, not on Japan's holidays."""
    del brand_id
    return _OFFICE


def seconds_left(brand_id: UUID, due_at: datetime | None, now: datetime) -> int | None:
    """Open seconds until the date, negative when it is over; None where there is none."""
    if due_at is None:
        return None
    office = hours_of(brand_id)
    if due_at >= now:
        return office.business_seconds_between(now, due_at)
    return -max(office.business_seconds_between(due_at, now), 1)
