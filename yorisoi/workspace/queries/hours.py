"""Business hours: those of a brand as a calendar, and as they are entered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from yorisoi.kernel import clock
from yorisoi.kernel.calendar import BusinessCalendar, Hours, holiday_name, hours, week
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import BusinessHours
from yorisoi.workspace.permissions import BRANDS_MANAGE, needs_everywhere

WEEKDAYS = 7
_SHOWN_DAYS = 28
_NO_BRAND = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is kept of a brand's hours; see `models.BusinessHours`."""

    week: tuple[tuple[str, ...], ...]
    country: str = "JP"
    holiday: tuple[str, ...] = ()
    closed_yearly: tuple[str, ...] = ()
    special: tuple[tuple[str, tuple[str, ...], str], ...] = ()


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of the preview: its hours in words ("" closed), and why it differs."""

    day: date
    hours: str
    why: str


USUAL = Opening(
    week=(("9:00-18:00",),) * 5 + ((), ()), closed_yearly=("12-29", "12-30", "12-31", "01-01", "01-02", "01-03")
)
"""Where nobody has entered anything: weekdays 9 to 18, closed on Japan's holidays and over the turn of the year."""


def business_calendar(brand_id: UUID | None) -> BusinessCalendar:
    """The brand's hours, else those of all brands, else the usual ones. One query; equal hours are one calendar."""
    return business_calendars([brand_id or _NO_BRAND])[brand_id or _NO_BRAND]


def business_calendars(brand_ids: Iterable[UUID]) -> dict[UUID, BusinessCalendar]:
    """The same for several brands in one query."""
    wanted = set(brand_ids)
    rows = {row[0]: _opening(row) for row in _rows(wanted)}
    return {brand_id: calendar_of(rows.get(brand_id) or rows.get(None) or USUAL) for brand_id in wanted}


@lru_cache(maxsize=64)
def calendar_of(opening: Opening, zone: str = "") -> BusinessCalendar:
    """The calendar of what was entered, in this time zone or the house's. Raises CalendarError."""
    return BusinessCalendar(
        week(dict(enumerate(opening.week))),
        timezone=zone or settings.TIME_ZONE,
        country=opening.country,
        holiday_hours=hours(*opening.holiday),
        closed_yearly=frozenset(_month_day(text) for text in opening.closed_yearly),
        special=tuple((date.fromisoformat(day), hours(*spans)) for day, spans, _name in opening.special),
    )


def opening_to_change(actor: Actor, brand_id: UUID | None) -> tuple[Opening, bool]:
    """The hours of a brand (None: of all) for who may change them, and whether they are its own."""
    if brand_id is None:
        needs_everywhere(actor, BRANDS_MANAGE)
    else:
        actor.needs(BRANDS_MANAGE, brand_id)
    rows = {row[0]: _opening(row) for row in _rows({brand_id or _NO_BRAND})}
    return rows.get(brand_id) or rows.get(None) or USUAL, brand_id in rows


def own_hours(brand_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these brands that have hours of their own."""
    return {row[0] for row in _rows(set(brand_ids)) if row[0] is not None}


def days_ahead(opening: Opening) -> list[DayShown]:
    """The next four weeks as these hours make them."""
    calendar, today = calendar_of(opening), clock.today()
    names = {day: name for day, _spans, name in opening.special}
    shown = []
    for day in (today + timedelta(days=number) for number in range(_SHOWN_DAYS)):
        holiday = holiday_name(day, opening.country) if opening.country else ""
        why = names.get(day.isoformat(), "") or holiday
        shown.append(DayShown(day, words_of(calendar.hours_on(day)), why))
    return shown


def words_of(day_hours: Hours) -> str:
    """9:00-12:00, 13:00-18:00"""
    return ", ".join(str(interval) for interval in day_hours)


@prepared
def _rows(brand_ids: Collection[UUID]) -> Rows:
    rows = BusinessHours.objects.filter(Q(brand_id__in=brand_ids) | Q(of_all=True))
    return rows.values_list("brand_id", "week", "country", "holiday", "closed_yearly", "special")


def _opening(row: Sequence[Any]) -> Opening:
    _brand, days, country, holiday, yearly, special = row
    return Opening(
        week=tuple(tuple(spans) for spans in days),
        country=country,
        holiday=tuple(holiday),
        closed_yearly=tuple(yearly),
        special=tuple((each["day"], tuple(each["spans"]), each["name"]) for each in special),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, _dash, day = text.partition("-")
    return int(month), int(day)
