"""Business time against a count second by second, over 1955–2027 and through daylight saving."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yorisoi.kernel.calendar import (
    ALL_DAY,
    CLOSED,
    BusinessCalendar,
    CalendarError,
    Hours,
    Interval,
    Pause,
    hours,
    national_holidays,
    on_weekdays,
    week,
)

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = BusinessCalendar(on_weekdays("9:00-18:00"))
LUNCH = BusinessCalendar(on_weekdays("9:00-12:00", "13:00-17:45"))
MINUTE = timedelta(minutes=1)
ZONES = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def jst(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=TOKYO)


def test_over_a_long_weekend_only_the_open_hour_counts() -> None:
    """Friday 17:30 to Tuesday 9:30 with 勤労感謝の日 on Monday: the handbook's worked example, one hour."""
    assert OFFICE.business_seconds_between(jst(2026, 11, 20, 17, 30), jst(2026, 11, 24, 9, 30)) == 3600


@pytest.mark.parametrize(
    ("start", "seconds", "due"),
    [
        ((2026, 11, 20, 17, 30), 3600, (2026, 11, 24, 9, 30)),
        ((2026, 11, 20, 17, 30), 1800, (2026, 11, 20, 18, 0)),
        ((2026, 11, 20, 17, 30), 1801, (2026, 11, 24, 9, 0, 1)),
        ((2026, 11, 21, 12, 0), 0, (2026, 11, 21, 12, 0)),
        ((2026, 11, 21, 12, 0), 1, (2026, 11, 24, 9, 0, 1)),
        ((2026, 12, 31, 17, 59), 120, (2027, 1, 4, 9, 1)),
        ((2026, 11, 24, 9, 30), -3600, (2026, 11, 20, 17, 30)),
        ((2026, 11, 24, 9, 0), -1, (2026, 11, 20, 17, 59, 59)),
        ((2026, 11, 24, 10, 0), -3600, (2026, 11, 24, 9, 0)),
        ((2027, 1, 4, 9, 1), -120, (2026, 12, 31, 17, 59)),
    ],
)
def test_deadlines_fall_where_a_clerk_would_put_them(
    start: tuple[int, ...], seconds: int, due: tuple[int, ...]
) -> None:
    closed = BusinessCalendar(OFFICE.week, closed_yearly=frozenset({(1, 1), (1, 2), (1, 3)}))
    assert closed.add_business_seconds(jst(*start), seconds) == jst(*due)


def test_lunch_does_not_count_and_deadlines_jump_over_it() -> None:
    assert LUNCH.business_seconds_between(jst(2026, 11, 24, 11, 30), jst(2026, 11, 24, 13, 30)) == 3600
    assert LUNCH.add_business_seconds(jst(2026, 11, 24, 11, 30), 2400) == jst(2026, 11, 24, 13, 10)


def test_company_days_win_over_holidays_and_weekdays() -> None:
    calendar = BusinessCalendar(
        OFFICE.week,
        closed_yearly=frozenset({(12, 29)}),
        special=(
            (date(2026, 11, 23), hours("10:00-15:00")),
            (date(2026, 11, 24), CLOSED),
            (date(2026, 12, 29), ALL_DAY),
        ),
    )
    assert calendar.hours_on(date(2026, 11, 23)) == hours("10:00-15:00")
    assert not calendar.is_business_day(date(2026, 11, 24))
    assert calendar.hours_on(date(2026, 12, 29)) == ALL_DAY
    assert not calendar.is_business_day(date(2025, 12, 29))


def test_holidays_may_have_hours_of_their_own_or_not_matter() -> None:
    short = BusinessCalendar(OFFICE.week, holiday_hours=hours("10:00-12:00"))
    always = BusinessCalendar(week(dict.fromkeys(range(7), ("0:00-24:00",))), country="")
    assert short.hours_on(date(2026, 11, 23)) == hours("10:00-12:00")
    assert (
        always.business_seconds_between(jst(1955, 1, 1), jst(2027, 12, 31))
        == (jst(2027, 12, 31) - jst(1955, 1, 1)).days * 86_400
    )


def test_pauses_are_taken_off_once_even_where_they_overlap() -> None:
    start, end = jst(2026, 11, 24, 9), jst(2026, 11, 24, 18)
    pauses = [
        Pause(jst(2026, 11, 24, 10), jst(2026, 11, 24, 12)),
        Pause(jst(2026, 11, 24, 11), jst(2026, 11, 24, 13)),
        Pause(jst(2026, 11, 20, 9), jst(2026, 11, 24, 9, 30)),
        Pause(jst(2026, 11, 24, 17)),
    ]
    assert OFFICE.business_seconds_between(start, end, pauses) == (9 * 60 - 180 - 30 - 60) * 60


def test_a_running_pause_stops_the_deadline_unless_it_came_before() -> None:
    asked = jst(2026, 11, 24, 9)
    over, running = Pause(jst(2026, 11, 24, 10), jst(2026, 11, 24, 11)), Pause(jst(2026, 11, 24, 15))
    assert OFFICE.deadline(asked, 3600, [over]) == jst(2026, 11, 24, 10)
    assert OFFICE.deadline(asked, 3601, [over]) == jst(2026, 11, 24, 11, 0, 1)
    assert OFFICE.deadline(asked, 5 * 3600, [running, over]) == jst(2026, 11, 24, 15)
    assert OFFICE.deadline(asked, 5 * 3600 + 1, [running, over]) is None


def test_opening_times_and_business_days() -> None:
    assert OFFICE.next_opening(jst(2026, 11, 20, 18)) == jst(2026, 11, 24, 9)
    assert OFFICE.next_opening(jst(2026, 11, 24, 10)) == jst(2026, 11, 24, 10)
    assert OFFICE.is_open(jst(2026, 11, 24, 17, 59))
    assert not OFFICE.is_open(jst(2026, 11, 24, 18))
    assert OFFICE.add_business_days(date(2026, 11, 20), 1) == date(2026, 11, 24)
    assert OFFICE.add_business_days(date(2026, 11, 24), -1) == date(2026, 11, 20)
    assert OFFICE.add_business_days(date(2026, 11, 22), 0) == date(2026, 11, 22)
    assert OFFICE.local_day(datetime(2026, 11, 23, 15, tzinfo=UTC)) == date(2026, 11, 24)


def test_daylight_saving_repeats_and_leaves_out_an_hour() -> None:
    night = BusinessCalendar(week(dict.fromkeys(range(7), ("1:00-3:00",))), "America/New_York", country="")
    assert night.business_seconds_between(datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)) == 3600
    assert (
        night.business_seconds_between(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)) == 10_800
    )


def test_questions_without_an_answer_are_refused_in_words() -> None:
    never = BusinessCalendar(week({}))
    with pytest.raises(CalendarError, match="not open long enough"):
        never.add_business_seconds(jst(2026, 1, 1), 1)
    with pytest.raises(CalendarError, match="not open long enough"):
        never.add_business_seconds(jst(2026, 1, 1), -1)
    with pytest.raises(CalendarError, match="not open long enough"):
        never.add_business_days(date(2026, 1, 1), 1)
    with pytest.raises(CalendarError, match="no time zone"):
        OFFICE.is_open(datetime.fromisoformat("2026-01-05T10:00"))
    with pytest.raises(CalendarError, match="Asia/Nowhere"):
        BusinessCalendar(OFFICE.week, "Asia/Nowhere")
    with pytest.raises(CalendarError, match="2026-01-05"):
        BusinessCalendar(OFFICE.week, special=((date(2026, 1, 5), CLOSED), (date(2026, 1, 5), ALL_DAY)))
    with pytest.raises(CalendarError, match="cannot end"):
        Pause(jst(2026, 1, 2), jst(2026, 1, 1))


def test_equal_calendars_are_equal_and_can_be_keys() -> None:
    twin = BusinessCalendar(on_weekdays("9:00-18:00"))
    twin.is_open(jst(2026, 1, 5))
    assert twin == OFFICE
    assert len({twin, OFFICE}) == 1


# --- against the brute force -----------------------------------------------------------------------------------------


def minutes() -> st.SearchStrategy[Hours]:
    """Hours of a day: up to three intervals on whole minutes."""
    borders = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
    return borders.map(
        lambda at: tuple(Interval(a * 60, b * 60) for a, b in zip(at[::2], at[1::2], strict=False) if a < b)
    )


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    weekday, saturday, sunday = draw(minutes()), draw(minutes()), draw(minutes())
    monday, friday = draw(minutes()), draw(minutes())
    return BusinessCalendar(
        (monday, weekday, weekday, weekday, friday, saturday, sunday),
        draw(st.sampled_from(ZONES)),
        draw(st.sampled_from(["JP", ""])),
        draw(minutes()),
        draw(st.frozensets(st.sampled_from([(12, 31), (1, 1), (8, 15), (2, 29)]))),
    )


def starts() -> st.SearchStrategy[datetime]:
    """Minutes of 1955–2027, often near a new year, a change of the clocks or a holiday."""
    anywhere = st.datetimes(datetime.fromisoformat("1955-01-01"), datetime.fromisoformat("2027-12-20"))
    near = st.sampled_from(
        ["2019-04-29", "2020-12-30", "2026-03-07", "2026-10-31", "2011-12-28", "1989-01-06", "2026-04-04"]
    ).flatmap(lambda day: st.integers(0, 4 * 1440).map(lambda m: datetime.fromisoformat(day) + timedelta(minutes=m)))
    return st.one_of(anywhere, near).map(lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC))


def counted(calendar: BusinessCalendar, start: datetime, length: int, pauses: Iterable[Pause] = ()) -> list[bool]:
    """For each of `length` minutes from `start` whether it is business time, by the definition and nothing else."""
    zone, pauses, result = ZoneInfo(calendar.timezone), list(pauses), []
    special = dict(calendar.special)
    for number in range(length):
        at = start + number * MINUTE
        local = at.astimezone(zone)
        day = local.date()
        if day in special:
            open_hours = special[day]
        elif (day.month, day.day) in calendar.closed_yearly:
            open_hours = CLOSED
        elif calendar.country and day in national_holidays(day.year, calendar.country):
            open_hours = calendar.holiday_hours
        else:
            open_hours = calendar.week[day.weekday()]
        paused = any(pause.start <= at and (pause.end is None or at < pause.end) for pause in pauses)
        second = local.hour * 3600 + local.minute * 60
        result.append(not paused and any(span.start <= second < span.end for span in open_hours))
    return result


@settings(max_examples=60, deadline=None)
@given(calendars(), starts(), st.integers(1, 6 * 1440), st.data())
@example(LUNCH, datetime(2019, 4, 26, tzinfo=UTC), 12 * 1440, None)
def test_between_is_what_a_count_by_minutes_finds(
    calendar: BusinessCalendar, start: datetime, length: int, data: st.DataObject | None
) -> None:
    end = start + length * MINUTE
    spans = (
        []
        if data is None
        else data.draw(st.lists(st.tuples(st.integers(-60, length), st.integers(0, 1500)), max_size=3))
    )
    pauses = [Pause(start + a * MINUTE, start + (a + n) * MINUTE if n < 1440 else None) for a, n in spans]
    found = calendar.business_seconds_between(start, end, pauses)
    assert found == 60 * sum(counted(calendar, start, length, pauses))


@settings(max_examples=60, deadline=None)
@given(calendars(), starts(), st.integers(1, 4 * 1440), st.integers(1, 4 * 1440 * 60))
def test_the_deadline_is_the_first_moment_by_which_enough_has_passed(
    calendar: BusinessCalendar, start: datetime, length: int, seconds: int
) -> None:
    available = 60 * sum(counted(calendar, start, length))
    if available < seconds:
        return
    due = calendar.add_business_seconds(start, seconds)
    assert start < due <= start + length * MINUTE
    assert calendar.business_seconds_between(start, due) == seconds
    assert calendar.business_seconds_between(start, due - timedelta(seconds=1)) == seconds - 1
    assert calendar.deadline(start, seconds) == due


@settings(max_examples=60, deadline=None)
@given(calendars(), starts(), st.integers(1, 200_000))
def test_going_back_undoes_going_forward(calendar: BusinessCalendar, start: datetime, seconds: int) -> None:
    if not any(calendar.week):
        return
    back = calendar.add_business_seconds(start, -seconds)
    assert back < start
    assert calendar.business_seconds_between(back, start) == seconds
    assert calendar.business_seconds_between(back + timedelta(seconds=1), start) == seconds - 1


@settings(max_examples=15, deadline=None)
@given(calendars(), starts(), starts(), starts())
def test_long_stretches_add_up(calendar: BusinessCalendar, a: datetime, b: datetime, c: datetime) -> None:
    first, middle, last = sorted((a, b, c))
    whole = calendar.business_seconds_between(first, last)
    parts = calendar.business_seconds_between(first, middle) + calendar.business_seconds_between(middle, last)
    assert whole == parts
    assert calendar.business_seconds_between(last, first) == 0


@pytest.mark.parametrize("year", [1955, 1973, 1989, 2019, 2020, 2027])
def test_whole_years_are_counted_day_by_day(year: int) -> None:
    found = LUNCH.business_seconds_between(jst(year, 1, 1), jst(year + 1, 1, 1))
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    open_days = sum(d.year == year and d.weekday() < 5 and d not in national_holidays(year) for d in days)
    assert found == open_days * (3 * 3600 + 4 * 3600 + 45 * 60)


def test_pauses_are_a_deadline_moved_by_what_they_cost() -> None:
    asked = jst(2026, 11, 24, 9)
    pause = Pause(jst(2026, 11, 24, 17), jst(2026, 11, 25, 10))
    due = OFFICE.deadline(asked, 9 * 3600, [pause])
    assert due is not None
    assert OFFICE.business_seconds_between(asked, due, [pause]) == 9 * 3600
    assert due == jst(2026, 11, 25, 11)
