"""When a case comes back, in the words of business: 明日の朝, 来週月曜, 3営業日後, 金曜 15時, tomorrow, in 2 hours."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import NotPossible
from yorisoi.kernel import clock
from yorisoi.kernel.calendar import BusinessCalendar
from yorisoi.kernel.text import fold

MORNING, NOON, AFTERNOON, EVENING, NIGHT = 9, 12, 13, 17, 19
_WEEKDAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Moment:
    """A suggestion: `text` is understood by `moment_of`, in either language."""

    text: str
    words: str
    at: datetime


def suggestions(office: BusinessCalendar) -> list[Moment]:
    """The times that people choose most, the nearest first; none twice and none that is over."""
    offered = [
        ("1時間後", _("In an hour")),
        ("今日の夕方", _("This evening")),
        ("明日の朝", _("Tomorrow morning")),
        ("翌営業日", _("Next business day")),
        ("来週月曜", _("Monday next week")),
        ("1週間後", _("In a week")),
        ("来月", _("First business day of next month")),
    ]
    found: dict[datetime, Moment] = {}
    for text, words in offered:
        at = moment_of(text, office, past=True)
        if at > clock.now():
            found.setdefault(at, Moment(text, words, at))
    return sorted(found.values(), key=lambda each: each.at)


def moment_of(text: str, office: BusinessCalendar, *, past: bool = False) -> datetime:
    """The moment that the words mean, as seen now; `office` knows business days.

    Raises NotPossible for words not understood, or for what is over.
    """
    words = fold(text).replace(fold("の"), "").replace(fold("に"), "")
    found = _after(words, office)
    if found is None:
        day, rest = _day(words, office)
        hour = _hour(rest.strip())
        if hour is None:
            raise NotPossible(_("This time was not understood: %(text)s") % {"text": text})
        found = datetime.combine(day, hour, timezone.get_current_timezone())
    if found <= clock.now() and not past:
        raise NotPossible(_("The date lies in the past."))
    return found


_UNITS = {"分": "m", "時間": "h", "日": "d", "週間": "w", "営業日": "b"} | {
    "min": "m",
    "h": "h",
    "d": "d",
    "w": "w",
    "b": "b",
}
_AFTER = re.compile(
    r"(?:in )?(\d{1,3}) ?(分|時間|日|週間|営業日|min(?:ute)?s?|h(?:our)?s?|days?|weeks?|business days?)(?: ?後)?$"
)


def _after(words: str, office: BusinessCalendar) -> datetime | None:
    """N hours or days from now; days begin in the morning."""
    found = _AFTER.match(words)
    if found is None:
        return None
    count, unit = int(found.group(1)), found.group(2)
    kind = _UNITS.get(unit) or _UNITS["min" if unit.startswith("min") else unit[0]]
    if kind in ("m", "h"):
        return clock.now() + (timedelta(minutes=count) if kind == "m" else timedelta(hours=count))
    today = clock.today()
    day = (
        office.add_business_days(today, count)
        if kind == "b"
        else today + timedelta(days=count * (7 if kind == "w" else 1))
    )
    return datetime.combine(day, time(MORNING), timezone.get_current_timezone())


def _day(words: str, office: BusinessCalendar) -> tuple[date, str]:
    """The day, and what stands after it; today where none is named."""
    today = clock.today()
    for pattern, day_of in _DAYS:
        found = re.match(pattern, words)
        if found is not None:
            try:
                return day_of(today, found, office), words[found.end() :]
            except ValueError:
                raise NotPossible(_("This time was not understood: %(text)s") % {"text": words}) from None
    return today, words


def _weekday(today: date, found: re.Match[str], _office: BusinessCalendar) -> date:
    """The next such day; with 来週 that of next week (weeks begin on Monday)."""
    name = found.group("day")
    wanted = _WEEKDAYS.index(name) if name in _WEEKDAYS else _ENGLISH.index(name[:3])
    if found.group("next"):
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _date(today: date, found: re.Match[str], _office: BusinessCalendar) -> date:
    """A day of a month; without its year the next one to come."""
    year, month, day = found.group("year"), int(found.group("month")), int(found.group("day"))
    if year:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _first_of_next_month(today: date, office: BusinessCalendar) -> date:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return office.add_business_days(first - timedelta(days=1), 1)


def _last_of_month(today: date, office: BusinessCalendar) -> date:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return office.add_business_days(first, -1)


_DAYS: tuple[tuple[str, Callable[[date, re.Match[str], BusinessCalendar], date]], ...] = (
    (r"(?:翌|次)営業日|next business day", lambda today, _found, office: office.add_business_days(today, 1)),
    (r"明後日|アサッテ|day after tomorrow", lambda today, _found, _office: today + timedelta(days=2)),
    (r"明日|アシタ|アス|tomorrow", lambda today, _found, _office: today + timedelta(days=1)),
    (r"今日|本日|キョウ|today|this(?= evening)", lambda today, _found, _office: today),
    (
        r"(?P<next>来週|next (?:week )?)?"
        r"(?P<day>[月火水木金土日](?=曜|\)|$| |\d)|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?:曜日?)?",
        _weekday,
    ),
    (r"来週|next week", lambda today, _found, _office: today + timedelta(days=7 - today.weekday())),
    (r"来月|next month", lambda today, _found, office: _first_of_next_month(today, office)),
    (r"月末|end of (?:the )?month", lambda today, _found, office: _last_of_month(today, office)),
    (r"(?:(?P<year>\d{4})[-/年])?(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?t?", _date),
)
_WORDS = (
    ("朝|午前中?|アサ|morning", MORNING),
    ("昼|ヒル|noon", NOON),
    ("午後|afternoon", AFTERNOON),
    ("夕方|ユウガタ|evening", EVENING),
    ("夜|ヨル|night", NIGHT),
)
_TIME = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?:(?::|時)(?P<minute>\d{2}|半)?分?)?"
    r"(?::\d{2})? ?(?P<english>am|pm)?(?:マデ)?$"
)


def _hour(words: str) -> time | None:
    """The time of the day; the morning where none is named, None for what is none."""
    if not words:
        return time(MORNING)
    found = _TIME.match(words)
    if found is None:
        return next((time(hour) for pattern, hour in _WORDS if re.fullmatch(pattern, words)), None)
    hour = int(found.group("hour"))
    if hour < 12 and (found.group("half") == "午後" or found.group("english") == "pm"):
        hour += 12
    minute = 30 if found.group("minute") == "半" else int(found.group("minute") or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
