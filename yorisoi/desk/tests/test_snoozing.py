"""Times in the words of business."""

from datetime import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.snoozing import moment_of, suggestions
from yorisoi.kernel import clock
from yorisoi.kernel.calendar import BusinessCalendar, on_weekdays, week

OFFICE = BusinessCalendar(on_weekdays("9:00-18:00"))
# Friday, 20 November 2026, 14:30; Monday the 23rd is 勤労感謝の日.
NOW = datetime(2026, 11, 20, 14, 30, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("明日の朝", (11, 21, 9, 0)),
        ("あした", (11, 21, 9, 0)),
        ("今日の夕方", (11, 20, 17, 0)),
        ("翌営業日", (11, 24, 9, 0)),
        ("次の営業日の午後", (11, 24, 13, 0)),
        ("来週月曜", (11, 23, 9, 0)),
        ("来週の水曜日 15時", (11, 25, 15, 0)),
        ("金曜", (11, 27, 9, 0)),
        ("土曜１０時半", (11, 21, 10, 30)),
        ("来週", (11, 23, 9, 0)),
        ("来月", (12, 1, 9, 0)),
        ("月末", (11, 30, 9, 0)),
        ("2時間後", (11, 20, 16, 30)),
        ("４５分後", (11, 20, 15, 15)),
        ("3日後", (11, 23, 9, 0)),
        ("3営業日後", (11, 26, 9, 0)),
        ("1週間後", (11, 27, 9, 0)),
        ("12/1 10:00", (12, 1, 10, 0)),
        ("12月1日の午後3時", (12, 1, 15, 0)),
        ("2026-12-01T10:15", (12, 1, 10, 15)),
        ("18時", (11, 20, 18, 0)),
        ("tomorrow", (11, 21, 9, 0)),
        ("next monday", (11, 23, 9, 0)),
        ("Monday 3pm", (11, 23, 15, 0)),
        ("in 2 hours", (11, 20, 16, 30)),
        ("next business day", (11, 24, 9, 0)),
        ("in 2 business days", (11, 25, 9, 0)),
    ],
)
def test_words_are_understood(words: str, meant: tuple[int, int, int, int]) -> None:
    with clock.moved_to(NOW):
        assert timezone.localtime(moment_of(words, OFFICE)) == datetime(2026, *meant, tzinfo=NOW.tzinfo)


def test_business_days_are_the_brands() -> None:
    closed_on_tuesdays = BusinessCalendar(week({day: ["9:00-18:00"] for day in (0, 2, 3, 4)}))
    with clock.moved_to(NOW):
        assert moment_of("翌営業日", closed_on_tuesdays).day == 25


@pytest.mark.parametrize("words", ["", "いつか", "25時", "2/30", "今日の朝", "2026-01-01", "月面"])
def test_others_are_refused(words: str) -> None:
    with clock.moved_to(NOW), pytest.raises(NotPossible):
        moment_of(words, OFFICE)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_suggestions_come_in_order_and_only_once(language: str) -> None:
    with override(language), clock.moved_to(NOW):
        found = suggestions(OFFICE)
    assert [each.at for each in found] == sorted({each.at for each in found})
    assert {each.text for each in found} >= {"明日の朝", "翌営業日"}
    with clock.moved_to(NOW.replace(hour=18)):
        assert "今日の夕方" not in {each.text for each in suggestions(OFFICE)}
