"""Opening hours and days as people write them into a form, and back."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yorisoi.kernel.calendar import CalendarError, hours
from yorisoi.kernel.text import DayError, day_of

_COMMA = re.compile(r"\s*[,、，]\s*")
_SPAN = re.compile(r"\d{1,2}:\d{2}\s*[-–~〜～]\s*\d{1,2}:\d{2}")
_YEARLY = re.compile(r"(\d{1,2})[-/月](\d{1,2})日?")
_TO = re.compile(r"\s*(?:~|〜|～|–)\s*")
_CLOSED = {"", "休み", "休業", "定休", "閉", "closed", "-"}
_LEAP = 2024
"""A year with every day that there is."""


def spans_of(text: str) -> tuple[str, ...]:
    """9:00-12:00、13:00-18:00 as two spans; none for 休み or nothing. Raises ValidationError."""
    plain = _plain(text)
    return () if plain.lower() in _CLOSED else tuple(_COMMA.split(plain))


def yearly_of(text: str) -> tuple[str, ...]:
    """Days closed each year: lines or commas, 12/29〜1/3 a stretch. As "12-29". Raises ValidationError."""
    found: list[str] = []
    for part in re.split(r"[\n,、，]+", _plain(text)):
        if part.strip():
            ends = [_yearly_day(end) for end in _TO.split(part.strip(), maxsplit=1)]
            found += [f"{day:%m-%d}" for day in _stretch(ends[0], ends[-1])]
    return tuple(dict.fromkeys(found))


def special_of(text: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Lines of a day, its hours or 休み, and a name: 2026-12-30 9:00-12:00 大掃除. Raises ValidationError."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(_special(_plain(line)))
            except (DayError, CalendarError) as error:
                raise ValidationError(_("Line %(n)s: %(what)s") % {"n": number, "what": error}) from error
    return tuple(found)


def spans_text(spans: Iterable[str]) -> str:
    """As `spans_of` reads it."""
    return ", ".join(spans)


def yearly_text(days: Iterable[str]) -> str:
    """As `yearly_of` reads it, stretches joined."""
    parts: list[list[date]] = []
    for day in sorted(date.fromisoformat(f"{_LEAP}-{each}") for each in days):
        if parts and parts[-1][-1] + timedelta(days=1) == day:
            parts[-1].append(day)
        else:
            parts.append([day])
    if len(parts) > 1 and parts[0][0] == date(_LEAP, 1, 1) and parts[-1][-1] == date(_LEAP, 12, 31):
        parts = [*parts[1:-1], parts[-1] + parts[0]]
    return "\n".join(_month_day(part[0]) + (f"〜{_month_day(part[-1])}" if len(part) > 1 else "") for part in parts)


def special_text(days: Iterable[tuple[str, tuple[str, ...], str]]) -> str:
    """As `special_of` reads it."""
    return "\n".join(
        " ".join(filter(None, [day, spans_text(spans) or _("closed day"), name])) for day, spans, name in days
    )


def _special(line: str) -> tuple[str, tuple[str, ...], str]:
    first, _space, rest = line.strip().partition(" ")
    day, spans = day_of(first), []
    rest = rest.strip()
    while match := _SPAN.match(rest):
        spans.append(match.group())
        rest = rest[match.end() :].lstrip(" ,、，")
    word, _space, name = rest.partition(" ")
    if not spans and word.lower() in (_CLOSED | {_("closed day")}):
        rest = name
    elif not spans:
        raise CalendarError(_("“%(text)s” are neither hours nor “closed”.") % {"text": word})
    hours(*spans)
    return day.isoformat(), tuple(spans), rest.strip()


def _yearly_day(text: str) -> date:
    match = _YEARLY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        return date(_LEAP, int(match[1]), int(match[2]))
    except ValueError:
        raise ValidationError(_("“%(text)s” is not a day of the year such as 12/29.") % {"text": text}) from None


def _stretch(first: date, last: date) -> Iterator[date]:
    """The days from one to the other, over the turn of the year where it must be."""
    if last < first:
        yield from _stretch(first, date(_LEAP, 12, 31))
        first = date(_LEAP, 1, 1)
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _month_day(day: date) -> str:
    return f"{day.month}/{day.day}"


def _plain(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFKC", text)).strip()
