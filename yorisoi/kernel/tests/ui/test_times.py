"""Moments and spans in both languages, around midnight, new year and the zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from yorisoi.kernel import clock
from yorisoi.kernel.ui import times

NOON = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)  # Sunday, 14:05 in Tokyo


@pytest.fixture(autouse=True)
def _sunday_afternoon() -> Iterator[None]:
    with clock.moved_to(NOON):
        yield


def test_date_long_names_the_weekday_in_both_languages() -> None:
    with translation.override("ja"):
        assert times.date_long(NOON) == "2026年11月22日(日) 14:05"
    with translation.override("en"):
        assert times.date_long(NOON) == "Sun 22 Nov 2026, 14:05"


def test_date_long_is_in_the_organisations_zone() -> None:
    with translation.override("ja"):
        assert times.date_long(datetime(2026, 12, 31, 15, 0, tzinfo=UTC)) == "2027年1月1日(金) 00:00"


def test_a_plain_day_has_no_time_and_none_is_nothing() -> None:
    with translation.override("ja"):
        assert times.date_long(date(2019, 5, 1)) == "2019年5月1日(水)"
        assert times.day(NOON, year=False) == "11月22日(日)"
    assert times.date_long(None) == times.date_short(None) == times.duration(None) == ""
    assert times.remaining(None) == times.relative(None) == ""


@pytest.mark.parametrize(
    ("earlier", "japanese", "english"),
    [
        (timedelta(hours=1), "13:05", "13:05"),
        (timedelta(days=1), "11/21 14:05", "21 Nov 14:05"),
        (timedelta(days=400), "2025/10/18", "18 Oct 2025"),
    ],
)
def test_date_short_says_only_what_is_needed(earlier: timedelta, japanese: str, english: str) -> None:
    with translation.override("ja"):
        assert times.date_short(NOON - earlier) == japanese
    with translation.override("en"):
        assert times.date_short(NOON - earlier) == english


@pytest.mark.parametrize(
    ("past", "japanese", "english"),
    [
        (timedelta(seconds=59), "たった今", "just now"),
        (timedelta(seconds=60), "1分前", "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59分前", "59 min ago"),
        (timedelta(hours=1), "1時間前", "1 h ago"),
        (timedelta(hours=13), "13時間前", "13 h ago"),
        (timedelta(hours=15), "昨日", "yesterday"),  # 23:05 the evening before
        (timedelta(days=3), "3日前", "3 days ago"),
        (timedelta(days=7), "11月15日", "15 Nov"),
        (timedelta(days=400), "2025/10/18", "18 Oct 2025"),
        (-timedelta(minutes=20), "20分後", "in 20 min"),
        (-timedelta(hours=5), "5時間後", "in 5 h"),
        (-timedelta(days=1), "明日", "tomorrow"),
        (-timedelta(days=4), "4日後", "in 4 days"),
    ],
)
def test_ago_in_one_unit(past: timedelta, japanese: str, english: str) -> None:
    with translation.override("ja"):
        assert times.ago(NOON - past) == japanese
    with translation.override("en"):
        assert times.ago(NOON - past) == english


def test_a_short_time_ago_wins_over_yesterday_just_after_midnight() -> None:
    with clock.moved_to(datetime(2026, 11, 22, 15, 30, tzinfo=UTC)), translation.override("ja"):  # 00:30
        assert times.ago(datetime(2026, 11, 22, 13, 30, tzinfo=UTC)) == "2時間前"


def test_relative_carries_the_exact_time_for_people_and_machines() -> None:
    with translation.override("ja"):
        assert times.relative(NOON - timedelta(minutes=3)) == (
            '<time datetime="2026-11-22T05:02:00+00:00" title="2026年11月22日(日) 14:02" data-relative>3分前</time>'
        )


@pytest.mark.parametrize(
    ("seconds", "japanese", "english"),
    [
        (7800, "あと2時間10分（営業時間）", "2 h 10 min left (business hours)"),
        (3600, "あと1時間（営業時間）", "1 h left (business hours)"),
        (59, "あと59秒（営業時間）", "59 s left (business hours)"),
        (-4800, "1時間20分超過（営業時間）", "1 h 20 min over (business hours)"),
        (3_600_000, "あと1,000時間（営業時間）", "1,000 h left (business hours)"),
    ],
)
def test_remaining_says_that_hours_are_business_hours(seconds: int, japanese: str, english: str) -> None:
    with translation.override("ja"):
        assert times.remaining(timedelta(seconds=seconds)) == times.remaining(seconds) == japanese
    with translation.override("en"):
        assert times.remaining(seconds) == english


def test_remaining_short_leaves_the_words_to_the_title() -> None:
    with translation.override("ja"):
        assert times.remaining_short(7800) == times.remaining(7800, business=False) == "あと2時間10分"
