"""Business time: how much of it lies between two moments, and when a given amount of it will have passed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from django.utils.translation import gettext as _

from yorisoi.kernel.calendar.hours import CLOSED, DAY, CalendarError, Hours, Week, checked
from yorisoi.kernel.calendar.national import national_holidays
from yorisoi.kernel.calendar.pauses import NEVER, Pause, merged
from yorisoi.kernel.calendar.zones import Stretch, moment, stretches, unix, zone

_EPOCH_DAY = date(1970, 1, 1).toordinal()
LONGEST_SEARCH_YEARS = 60
"""How far ahead (or back) a deadline is looked for before the calendar is called closed."""


@dataclass(frozen=True, slots=True)
class _Year:
    """The open stretches of one UTC year: starts and ends in Unix seconds, and the seconds open before each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def open_until(self, second: int) -> int:
        """Open seconds of this year before `second`."""
        at = bisect_right(self.starts, second) - 1
        return 0 if at < 0 else self.before[at] + min(second, self.ends[at]) - self.starts[at]

    def reached(self, wanted: int) -> int:
        """The earliest second by which `wanted` (1 … total) open seconds of this year have passed."""
        at = bisect_left(self.before, wanted) - 1
        return self.starts[at] + wanted - self.before[at]

    def left(self, wanted: int) -> int:
        """The latest second before which `wanted` (0 … total - 1) open seconds of this year have passed."""
        at = bisect_right(self.before, wanted) - 1
        return self.starts[at] + wanted - self.before[at]


@dataclass(frozen=True)
class BusinessCalendar:
    """When an organisation (or a queue) is open. Immutable; keep one instance and ask it often.

    `week` is Monday to Sunday. `country` names whose national holidays are kept, "" for none; on them `holiday_hours`
    hold. `closed_yearly` are days closed each year as (month, day): (12, 29) … (1, 3). `special` are single days with
    hours of their own, CLOSED among them; they win over everything, then `closed_yearly`, then holidays.

    Local hours are read on the wall clock of `timezone`: in the hour that daylight saving repeats they count twice,
    in the one it leaves out not at all. Years are worked out when first asked for (3 ms, then kept).
    """

    week: Week
    timezone: str = "Asia/Tokyo"
    country: str = "JP"
    holiday_hours: Hours = CLOSED
    closed_yearly: frozenset[tuple[int, int]] = frozenset()
    special: tuple[tuple[date, Hours], ...] = ()
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)
    _special: dict[date, Hours] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        zone(self.timezone)
        if len(self.week) != 7:
            raise CalendarError(_("A week has seven days, not %(number)s.") % {"number": len(self.week)})
        for day, day_hours in self.special:
            if day in self._special:
                raise CalendarError(_("The day %(day)s has hours twice.") % {"day": day.isoformat()})
            self._special[day] = checked(day_hours)

    def hours_on(self, day: date) -> Hours:
        """The hours of one local day."""
        if (special := self._special.get(day)) is not None:
            return special
        if (day.month, day.day) in self.closed_yearly:
            return CLOSED
        if self.country and day in national_holidays(day.year, self.country):
            return self.holiday_hours
        return self.week[day.weekday()]

    def is_business_day(self, day: date) -> bool:
        """True if there are any hours on `day`."""
        return bool(self.hours_on(day))

    def is_open(self, at: datetime) -> bool:
        """True if the moment `at` (aware) lies within hours."""
        second = unix(at)
        return self._open_until(second + 1) > self._open_until(second)

    def business_seconds_between(self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
        """Open seconds from `start` up to `end` (aware), less those in `pauses`; 0 if `end` is not after `start`.

        Fractions of a second are cut off both moments. Pauses may overlap, stick out, or be still running.
        """
        first, last = unix(start), unix(end)
        if last <= first:
            return 0
        paused = sum(self._between(begin, stop) for begin, stop in merged(pauses, first, last))
        return self._between(first, last) - paused

    def add_business_seconds(self, start: datetime, seconds: int) -> datetime:
        """The earliest moment (UTC) by which `seconds` open seconds have passed since `start` (aware).

        So a day's last second ends at closing time, not at the next opening; 0 gives `start` itself. A negative
        number goes back: the latest moment from which that many pass until `start`. Raises CalendarError if the
        calendar is not open for so long within 60 years.
        """
        first = unix(start)
        if seconds == 0:
            return moment(first)
        return moment(self._forward(first, seconds) if seconds > 0 else self._back(first, -seconds))

    def deadline(self, start: datetime, seconds: int, pauses: Iterable[Pause] = ()) -> datetime | None:
        """When `seconds` open seconds outside `pauses` will have passed since `start`; None while a pause runs.

        A pause that is over moves the deadline by its open seconds. A running pause stops the clock for good, unless
        the deadline had come before it.
        """
        at, wanted = unix(start), max(seconds, 0)
        for begin, stop in merged(pauses, at, NEVER):
            available = self._between(at, begin)
            if available >= wanted:
                break
            wanted -= available
            if stop == NEVER:
                return None
            at = stop
        return self.add_business_seconds(moment(at), wanted)

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself if it lies within hours, else the next moment (UTC) that does."""
        second = unix(at)
        return moment(second if self.is_open(at) else self._forward(second, 1) - 1)

    def add_business_days(self, day: date, count: int) -> date:
        """The `count`-th business day after `day` (before it, if negative); `day` itself for 0.

        Raises CalendarError if there are not so many within 60 years.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        for _day in range(LONGEST_SEARCH_YEARS * 366):
            if not left:
                return day
            day += step
            left -= self.is_business_day(day)
        raise self._never_open()

    def local_day(self, at: datetime) -> date:
        """The calendar day of the moment `at` in this calendar's zone."""
        return at.astimezone(zone(self.timezone)).date()

    def _between(self, first: int, last: int) -> int:
        start, end = _year_of(first), _year_of(last)
        if start == end:
            year = self._year(start)
            return year.open_until(last) - year.open_until(first)
        whole_years = sum(self._year(year).total for year in range(start, end))
        return whole_years - self._year(start).open_until(first) + self._year(end).open_until(last)

    def _open_until(self, second: int) -> int:
        return self._year(_year_of(second)).open_until(second)

    def _forward(self, first: int, wanted: int) -> int:
        start = _year_of(first)
        wanted += self._year(start).open_until(first)
        for number in range(start, start + LONGEST_SEARCH_YEARS):
            year = self._year(number)
            if wanted <= year.total:
                return year.reached(wanted)
            wanted -= year.total
        raise self._never_open()

    def _back(self, first: int, wanted: int) -> int:
        start = _year_of(first)
        wanted -= self._year(start).open_until(first)
        for number in range(start, start - LONGEST_SEARCH_YEARS, -1):
            if wanted <= 0:
                return self._year(number).left(-wanted)
            wanted -= self._year(number - 1).total
        raise self._never_open()

    def _never_open(self) -> CalendarError:
        return CalendarError(_("This calendar is not open long enough within 60 years. Does it have any hours?"))

    def _year(self, number: int) -> _Year:
        known = self._years.get(number)
        if known is None:
            known = self._years[number] = self._worked_out(number)
        return known

    def _worked_out(self, number: int) -> _Year:
        found = [span for stretch in stretches(self.timezone, number) for span in self._open_spans(stretch)]
        lengths = [end - start for start, end in found]
        before = tuple(accumulate(lengths, initial=0))
        return _Year(
            tuple(start for start, _end in found), tuple(end for _start, end in found), before[:-1], before[-1]
        )

    def _open_spans(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """The open spans of `stretch` as Unix seconds, in order."""
        start, end, offset = stretch
        for days in range((start + offset) // DAY, (end - 1 + offset) // DAY + 1):
            midnight = days * DAY - offset
            for interval in self.hours_on(date.fromordinal(_EPOCH_DAY + days)):
                opens, closes = max(midnight + interval.start, start), min(midnight + interval.end, end)
                if opens < closes:
                    yield opens, closes


def _year_of(second: int) -> int:
    return moment(second).year
