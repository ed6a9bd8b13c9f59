"""The only source of the present time, so that tests and the demo company can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment a test or the demo has moved to."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in the active time zone (the organisation's)."""
    return now().astimezone(timezone.get_current_timezone()).date()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Within the block `now()` stands still at `moment` (must be aware)."""
    if moment.tzinfo is None:
        raise ValueError("clock.moved_to needs an aware datetime")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
