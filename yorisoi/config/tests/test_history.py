"""The demo's history: the same for the same seed, inside its year, and in proportion."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from yorisoi.config.demo.history import DAYS, stories
from yorisoi.config.demo.people import BRANDS, STAFF

UNTIL = datetime(2026, 11, 20, 15, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_same_seed_same_history() -> None:
    assert list(stories(seed=7, count=60, until=UNTIL)) == list(stories(seed=7, count=60, until=UNTIL))
    assert list(stories(seed=7, count=60, until=UNTIL)) != list(stories(seed=8, count=60, until=UNTIL))


def test_history_lies_within_twelve_months_in_order() -> None:
    moments = [story.at for story in stories(seed=1, count=500, until=UNTIL)]
    assert moments == sorted(moments)
    assert UNTIL - timedelta(days=DAYS + 1) <= moments[0] < moments[-1] < UNTIL


def test_newest_cases_wait_and_oldest_are_closed() -> None:
    told = list(stories(seed=1, count=2000, until=UNTIL))
    assert {story.ending for story in told[-24:]} <= {"new", "open"}
    old = Counter(story.ending for story in told[:1900])
    assert old["done"] / 1900 > 0.95
    assert old["new"] == 0


def test_every_story_is_handled_by_somebody_of_its_brand() -> None:
    for story in stories(seed=3, count=300, until=UNTIL):
        assert story.matter.brand in story.staff.brands
        assert story.staff.role != "viewer"
        assert "{" not in story.body + (story.answer or "") + (story.follow_up or "") + (story.second_answer or "")


def test_company_has_two_brands_and_twenty_staff() -> None:
    assert len(BRANDS) == 2
    assert len({person.email for person in STAFF}) == 20
