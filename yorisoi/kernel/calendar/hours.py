"""Opening hours of a day and of a week: plain values, in seconds of the local day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

DAY = 86_400
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–~〜～]\s*(\d{1,2}):(\d{2})")

type Hours = tuple[Interval, ...]
type Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]


class CalendarError(ValueError):
    """Hours or days that make no sense, or a question the calendar cannot answer; says what is wrong and where."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from `start` up to, not including, `end`: seconds after local midnight, 0 ≤ start < end ≤ 86,400."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY:
            raise CalendarError(
                _("Hours must begin before they end, within 0:00 and 24:00: %(hours)s.") % {"hours": self}
            )

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


CLOSED: Hours = ()
ALL_DAY: Hours = (Interval(0, DAY),)


def hours(*spans: str) -> Hours:
    """Hours of one day from texts: `hours("9:00-12:00", "13:00-18:00")`; the lunch is what lies between.

    24:00 is the end of the day. Raises CalendarError for what is no span, overlaps, or goes past midnight
    (give those to `week`, which carries the rest over to the next day).
    """
    return checked(Interval(*_span(text)) for text in spans)


def checked(intervals: Iterable[Interval]) -> Hours:
    """`intervals` in order, those that touch joined. Raises CalendarError if two overlap."""
    result: list[Interval] = []
    for interval in sorted(intervals):
        if result and interval.start < result[-1].end:
            raise CalendarError(
                _("The hours %(first)s and %(second)s overlap.") % {"first": result[-1], "second": interval}
            )
        if result and interval.start == result[-1].end:
            result[-1] = Interval(result[-1].start, interval.end)
        else:
            result.append(interval)
    return tuple(result)


def week(days: Mapping[int, Iterable[str]]) -> Week:
    """A week from texts by weekday (0 Monday … 6 Sunday); days left out are closed.

    A span that ends at or before its start (`22:00-6:00`) runs past midnight: its rest opens the next weekday.
    """
    spans: list[list[Interval]] = [[] for _weekday in range(7)]
    for weekday, texts in days.items():
        if weekday not in range(7):
            raise CalendarError(
                _("Weekdays are numbered 0 (Monday) to 6 (Sunday), not %(number)s.") % {"number": weekday}
            )
        for text in texts:
            start, end = _span(text)
            if end > start:
                spans[weekday].append(Interval(start, end))
                continue
            spans[weekday].append(Interval(start, DAY))
            if end:
                spans[(weekday + 1) % 7].append(Interval(0, end))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (checked(day) for day in spans)
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def on_weekdays(*spans: str) -> Week:
    """The same hours from Monday to Friday, closed at the weekend."""
    return week(dict.fromkeys(range(5), spans))


def _span(text: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise CalendarError(_("“%(text)s” are no hours; write them as 9:00-18:00.") % {"text": text})
    start_hour, start_minute, end_hour, end_minute = (int(part) for part in match.groups())
    start, end = start_hour * 3600 + start_minute * 60, end_hour * 3600 + end_minute * 60
    if max(start_minute, end_minute) > 59 or start >= DAY or end > DAY:
        raise CalendarError(_("There is no such time of day: %(text)s.") % {"text": text})
    return start, end


def _clock(second: int) -> str:
    return f"{second // 3600}:{second % 3600 // 60:02d}"
