"""Opening hours from what people write."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from yorisoi.kernel.calendar import ALL_DAY, CLOSED, CalendarError, Interval, hours, on_weekdays, week


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_lunch_is_the_gap_between_two_spans() -> None:
    day = hours("9:00-12:00", "13:00～18:30")
    assert day == (Interval(32_400, 43_200), Interval(46_800, 66_600))
    assert [str(interval) for interval in day] == ["9:00-12:00", "13:00-18:30"]


def test_spans_that_touch_are_one() -> None:
    assert hours("13:00-18:00", "9:00-13:00") == (Interval(32_400, 64_800),)
    assert hours("0:00-24:00") == ALL_DAY


def test_a_night_shift_opens_the_next_weekday() -> None:
    days = week({0: ["22:00-6:00"], 6: ["22:00-6:00"]})
    assert days[0] == hours("0:00-6:00", "22:00-24:00")
    assert days[1] == hours("0:00-6:00")
    assert days[6] == hours("22:00-24:00")
    assert days[2] == CLOSED


def test_midnight_to_midnight_is_the_whole_day() -> None:
    assert week({3: ["0:00-0:00"]})[3] == ALL_DAY


def test_weekdays_are_monday_to_friday() -> None:
    days = on_weekdays("9:00-17:00")
    assert [bool(day) for day in days] == [True] * 5 + [False] * 2


@pytest.mark.parametrize("text", ["9-17", "9:00", "9:60-10:00", "24:00-25:00", "9:00-24:01", "", "9:00-17:00 noon"])
def test_what_is_no_time_of_day_is_refused_by_name(text: str) -> None:
    with pytest.raises(CalendarError) as refused:
        hours(text)
    assert text in str(refused.value)


def test_overlaps_and_turned_round_hours_are_refused() -> None:
    with pytest.raises(CalendarError, match="9:00-12:00 and 11:00-13:00"):
        hours("11:00-13:00", "9:00-12:00")
    with pytest.raises(CalendarError):
        hours("18:00-9:00")
    with pytest.raises(CalendarError):
        week({7: ["9:00-10:00"]})
