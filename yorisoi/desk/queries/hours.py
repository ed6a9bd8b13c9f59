"""Business hours in which answers are due: those of the case's brand."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from yorisoi.kernel.calendar import BusinessCalendar
from yorisoi.workspace import public as workspace


def hours_of(brand_id: UUID) -> BusinessCalendar:
    """The brand's business hours."""
    return workspace.business_calendar(brand_id)


def hours_of_due(rows: Iterable[tuple[UUID, datetime | None]]) -> dict[UUID, BusinessCalendar]:
    """The hours of the brands of (brand, due) that have a date; no query where none has."""
    brand_ids = {brand_id for brand_id, due_at in rows if due_at is not None}
    return workspace.business_calendars(brand_ids) if brand_ids else {}


def seconds_left(office: BusinessCalendar | None, due_at: datetime | None, now: datetime) -> int | None:
    """Open seconds until the date, negative when it is over; None where there is none."""
    if due_at is None or office is None:
        return None
    if due_at >= now:
        return office.business_seconds_between(now, due_at)
    return -max(office.business_seconds_between(due_at, now), 1)
