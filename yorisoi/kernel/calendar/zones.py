"""A time zone as stretches of constant offset, so that local hours become moments by adding a number."""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from yorisoi.kernel.calendar.hours import DAY, CalendarError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class Stretch(NamedTuple):
    """From `start` up to `end` (Unix seconds) local time is UTC plus `offset` seconds."""

    start: int
    end: int
    offset: int


def unix(moment: datetime) -> int:
    """Whole Unix seconds of an aware datetime, fractions cut off (towards the past). Raises CalendarError if naive."""
    if moment.tzinfo is None:
        raise CalendarError(_("The time %(time)s has no time zone.") % {"time": moment.isoformat()})
    return (moment - EPOCH) // _SECOND


def moment(second: int) -> datetime:
    """The aware UTC datetime of a Unix second."""
    return EPOCH + timedelta(seconds=second)


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone `name` (Asia/Tokyo). Raises CalendarError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CalendarError(_("There is no time zone called “%(name)s”.") % {"name": name}) from None


@lru_cache(maxsize=512)
def stretches(name: str, year: int) -> tuple[Stretch, ...]:
    """The stretches of the UTC year `year` in zone `name`, without gaps, from its first second to its last."""
    first = unix(datetime(year, 1, 1, tzinfo=UTC))
    last = unix(datetime(year + 1, 1, 1, tzinfo=UTC))
    result: list[Stretch] = []
    start, offset = first, _offset(name, first)
    for day in range(first + DAY, last + DAY, DAY):
        end = min(day, last)
        if _offset(name, end - 1) == offset:
            continue
        change = _change(name, max(start, end - DAY), end - 1)
        result.append(Stretch(start, change, offset))
        start, offset = change, _offset(name, change)
    result.append(Stretch(start, last, offset))
    return tuple(result)


def _change(name: str, before: int, after: int) -> int:
    """The first second of the new offset, given a second before and one after the change."""
    old = _offset(name, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(name, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(name: str, second: int) -> int:
    offset = moment(second).astimezone(zone(name)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
