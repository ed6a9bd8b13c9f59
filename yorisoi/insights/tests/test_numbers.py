"""The numbers of a known Monday, whole and in parts, and what each is compared with."""

from datetime import date, timedelta

import pytest

from yorisoi.desk.testing import Case, Queue, Topic
from yorisoi.insights.contracts import Counted, Share, Spread
from yorisoi.insights.models import Fact, RollUp
from yorisoi.insights.queries import asking, numbers
from yorisoi.insights.queries.asking import Days, Question
from yorisoi.insights.queries.behind import behind, condition_of, counted_facts
from yorisoi.insights.queries.breakdowns import parts, standing
from yorisoi.insights.queries.choices import scene
from yorisoi.insights.reckoning import Number, change_of_count, change_of_median, change_of_share, share, spread
from yorisoi.insights.testing import WEDNESDAY
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Staff, actor

DAY = Days(date(2026, 11, 16), date(2026, 11, 16))


def number_of(who: Staff, key: str, question: Question | None = None) -> Number:
    question = question or Question(DAY)
    with clock.moved_to(WEDNESDAY):
        of = scene(actor(who), question)
        return numbers.result(numbers.read(of, question, [numbers.metric(key)]), numbers.metric(key)).number


def test_numbers_of_the_monday(monday: list[Case], kobayashi: Staff) -> None:
    assert number_of(kobayashi, "arrivals.contacts@1").value == 3
    assert number_of(kobayashi, "arrivals.cases@1").value == 3
    assert number_of(kobayashi, "closures.done@1").value == 2
    assert number_of(kobayashi, "backlog.open@1").value == 1
    first = number_of(kobayashi, "first_response.business@1")
    assert (first.value, first.n, first.low) == (3600.0, 2, None)  # of 30 and 90 minutes; two values bound nothing
    assert first.upper is not None
    assert first.upper.value == pytest.approx(84 * 60)
    rate = number_of(kobayashi, "answer_rate.ended@1")
    assert (rate.value, rate.part, rate.n) == (1.0, 2, 2)  # the third still runs
    age = number_of(kobayashi, "backlog_age.calendar@1")
    assert age.value == pytest.approx(13 / 24)  # from 11:00 to midnight


def test_what_cannot_be_reckoned_is_none_and_not_zero(monday: list[Case], kobayashi: Staff) -> None:
    assert number_of(kobayashi, "next_response.business@1").value is None
    sunday = Question(Days(date(2026, 11, 15), date(2026, 11, 15)))
    assert number_of(kobayashi, "answer_rate.ended@1", sunday).value is None
    assert number_of(kobayashi, "first_response.business@1", sunday).value is None
    assert number_of(kobayashi, "arrivals.contacts@1", sunday).value == 0


def test_filters(monday: list[Case], kobayashi: Staff, sato: Staff, suzuki: Staff, topic: Topic, queue: Queue) -> None:
    first = "first_response.business@1"
    assert number_of(kobayashi, first, Question(DAY, staff_id=suzuki.id)).value == 5400
    assert number_of(kobayashi, first, Question(DAY, topic_id=topic.id)).value == 1800
    assert number_of(kobayashi, first, Question(DAY, queue_id=queue.id)).n == 2
    assert number_of(kobayashi, "backlog.open@1", Question(DAY, topic_id=topic.id)).value == 0


def test_parts_by_queue_topic_and_person(
    monday: list[Case], kobayashi: Staff, sato: Staff, topic: Topic, queue: Queue, settings: object
) -> None:
    question, metric = Question(DAY), numbers.metric("first_response.business@1")
    with clock.moved_to(WEDNESDAY):
        of = scene(actor(kobayashi), question)
        found = parts(of, question, metric, [])
        assert [(row.key, row.number.value) for row in found["queue"]] == [(queue.id, 3600.0)]
        assert {row.key: row.number.value for row in found["topic"]} == {topic.id: 1800.0, None: 5400.0}
        # Each answered one case: too few for a person's number, which says so.
        assert {row.number.value for row in found["person"]} == {None}
        assert all("20" in row.number.why for row in found["person"])
        settings.PERSON_LEAST = 1  # type: ignore[attr-defined]
        shown = parts(of, question, metric, [])["person"]
        assert {row.key: row.number.value for row in shown}[sato.id] == 1800.0
        backlog = numbers.metric("backlog.open@1")
        open_now = standing(of, question, backlog)
        assert [(row.key, row.number.value) for row in parts(of, question, backlog, open_now)["person"]] == [(None, 1)]


def test_condition_of_each_measure_meets_as_many_facts_as_were_summed(monday: list[Case], kobayashi: Staff) -> None:
    for metric in numbers.catalogue():
        match metric.reckoning:
            case Counted(measure) | Spread(measure):
                measures = [measure]
            case Share(part, whole):
                measures = [part, whole]
            case _:
                continue
        for measure in measures:
            summed = sum(RollUp.objects.filter(measure=measure, cut="day").values_list("n", flat=True))
            assert Fact.objects.filter(condition_of(measure)).count() == summed, measure


def test_cases_behind_a_number(monday: list[Case], kobayashi: Staff, suzuki: Staff) -> None:
    with clock.moved_to(WEDNESDAY):
        metric = numbers.metric("first_response.business@1")
        found = behind(actor(kobayashi), metric, Question(DAY))
        assert [line.case.number for line in found.lines if line.case] == [monday[1].number, monday[0].number]
        assert [line.seconds for line in found.lines] == [5400, 1800]
        own = behind(actor(kobayashi), metric, Question(DAY, staff_id=suzuki.id))
        assert [line.seconds for line in own.lines] == [5400]
        open_now = behind(actor(kobayashi), numbers.metric("backlog.open@1"), Question(DAY))
        assert [line.case.id for line in open_now.lines if line.case] == [monday[2].id]


def test_shares_that_must_mature_are_of_earlier_days(monday: list[Case], kobayashi: Staff) -> None:
    with clock.moved_to(WEDNESDAY):
        question = Question(DAY)
        metric = numbers.metric("recontact_rate.7d@1")
        found = numbers.read(scene(actor(kobayashi), question), question, [metric])
        shown = numbers.result(found, metric)
    assert shown.days == Days(date(2026, 11, 10), date(2026, 11, 10))
    with clock.moved_to(WEDNESDAY + timedelta(days=30)):
        of = scene(actor(kobayashi), question)
        later = numbers.result(numbers.read(of, question, [metric]), metric)
        assert counted_facts(of, metric, question, part=False).count() == 3
    assert (later.days, later.number.value, later.number.n) == (DAY, 0.0, 3)


def test_other_brands_supervisor_sees_nothing(monday: list[Case], nakamura: Staff, queue: Queue) -> None:
    assert number_of(nakamura, "arrivals.contacts@1").value == 0
    with clock.moved_to(WEDNESDAY):
        assert behind(actor(nakamura), numbers.metric("arrivals.contacts@1"), Question(DAY)).lines == []
        with pytest.raises(NotFound):
            scene(actor(nakamura), Question(DAY, queue_id=queue.id))


def test_operator_may_not_see_numbers(monday: list[Case], suzuki: Staff) -> None:
    with pytest.raises(NotAllowed):
        scene(actor(suzuki), Question(DAY))


def test_changes_are_told_from_chance() -> None:
    assert change_of_count(100, 90, 1.0).quiet  # type: ignore[union-attr]
    told = change_of_count(200, 90, 1.0)
    assert told is not None
    assert (told.quiet, told.by > 1) == (False, True)
    assert change_of_count(200, 90, 100.0).quiet  # type: ignore[union-attr]
    assert change_of_count(5, 0, 1.0) is None
    assert change_of_share(share(0, 0), share(3, 4)) is None
    assert not change_of_share(share(90, 100), share(50, 100)).quiet  # type: ignore[union-attr]
    assert change_of_median(spread([1, 2]), spread([300, 400])).quiet  # type: ignore[union-attr]
    assert not change_of_median(spread(range(100)), spread(range(500, 600))).quiet  # type: ignore[union-attr]


def test_days_to_compare_with_are_the_same_weekdays() -> None:
    week = Question(Days(date(2026, 11, 16), date(2026, 11, 22)))
    assert week.previous == Days(date(2026, 11, 9), date(2026, 11, 15))
    assert week.year_before == Days(date(2025, 11, 17), date(2025, 11, 23))
    month = Question(Days(date(2026, 10, 26), date(2026, 11, 24)))
    assert (month.previous.first - month.days.first).days == -35
    assert [each.first.weekday() for each in (month.previous, month.year_before)] == [0, 0]


@pytest.mark.parametrize("query", [{"from": "x", "to": "2026-01-01"}, {"from": "2026-02-01", "to": "2026-01-01"}])
def test_days_that_make_no_sense_become_the_usual_ones(query: dict[str, str]) -> None:
    found = asking.parse(query)
    assert found.days == asking.last_days(7)
    assert found.complaint


def test_id_that_is_none_is_not_found() -> None:
    with pytest.raises(NotFound):
        asking.parse({"queue": "1; drop table"})


def test_many_days_have_a_point_a_week() -> None:
    spans = Days(date(2026, 1, 1), date(2026, 12, 31)).spans()
    assert len(spans) == 53
    assert sum(span.count for span in spans) == 365
    assert all(span.first.weekday() == 0 for span in spans[1:])
