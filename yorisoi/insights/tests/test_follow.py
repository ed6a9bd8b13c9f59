"""Facts follow what happens at the desk, once, whatever is repeated."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import public as desk
from yorisoi.desk.contracts import Priority, RecordFields, Status
from yorisoi.desk.testing import Case, Queue, Topic, case_of, received_case
from yorisoi.insights import actions
from yorisoi.insights.models import Fact, RollUp
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.testing import Staff, actor

MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo, an ordinary Monday


def standing(kind: str) -> list[Fact]:
    return list(Fact.objects.filter(kind=kind, replaced_at=None).order_by("at"))


def counted(measure: str, cut: str = "day") -> int:
    return sum(RollUp.objects.filter(measure=measure, cut=cut).values_list("n", flat=True))


@pytest.fixture
def told(mailbox: Mailbox, queue: Queue, sato: Staff) -> Case:
    """山田 asks on Monday at 10:00, 佐藤 answers and closes at 11:30."""
    with clock.moved_to(MONDAY):
        case = received_case(mailbox)
    with clock.moved_to(MONDAY + timedelta(minutes=90)):
        draft = desk.Draft(text="お調べします。", to=["yamada@example.com"], then=Status.DONE)
        desk.reply(actor=actor(sato), case_id=case.id, draft=draft, hold_seconds=0)
    jobs.run_pending()
    return case


def test_mail_answer_and_closure_become_facts(told: Case, sato: Staff) -> None:
    [first] = standing("first_response")
    assert (first.seconds, first.staff_id, first.since) == (5400, sato.id, MONDAY)
    [contact] = standing("contact")
    assert (contact.mark, contact.seconds, contact.at) == ("answered", 5400, MONDAY)
    [closure] = standing("closure")
    assert (closure.mark, closure.seconds, closure.until) == ("first", 5400, None)
    spans = standing("open")
    assert [(span.staff_id, span.at, span.until) for span in spans] == [
        (None, MONDAY, MONDAY + timedelta(minutes=90)),
    ]
    assert counted("contacts") == counted("contacts", "hour") == counted("contacts", "person") == 1


def test_following_again_changes_nothing(told: Case) -> None:
    before = list(Fact.objects.order_by("id").values())
    sums = list(RollUp.objects.order_by("id").values())
    changes = actions.follow(case_ids=[told.id])
    assert not changes.new
    assert not changes.gone
    assert list(Fact.objects.order_by("id").values()) == before
    assert list(RollUp.objects.order_by("id").values()) == sums


def test_topic_set_later_corrects_by_new_rows(told: Case, topic: Topic, sato: Staff) -> None:
    desk.set_topic(actor=actor(sato), case_id=told.id, topic_id=topic.id)
    jobs.run_pending()
    [first] = standing("first_response")
    assert first.topic_id == topic.id
    old = Fact.objects.get(kind="first_response", replaced_at__isnull=False)
    assert old.topic_id is None
    assert counted("first_response", "topic") == 1
    [row] = RollUp.objects.filter(measure="first_response", cut="topic")
    assert row.topic_key == topic.id


def test_answer_after_the_end_reopens_and_counts_the_return(told: Case, mailbox: Mailbox) -> None:
    with clock.moved_to(MONDAY + timedelta(days=1)):
        number = f"#{told.number}"
        again = arrive(mailbox, mail(message_id="2@example.com", subject=f"Re: [{number}] 届かない"))
        case = case_of(desk.receive(received_id=again))
    jobs.run_pending()
    assert counted("contacts") == 2
    assert counted("needs") == 2
    assert counted("recontacts_7d") == 1
    if case.id == told.id:
        assert counted("reopened") == 1


def test_rebuilding_gives_the_same_sums(told: Case, topic: Topic, sato: Staff) -> None:
    desk.set_topic(actor=actor(sato), case_id=told.id, topic_id=topic.id)
    desk.reopen(actor=actor(sato), case_id=told.id)
    jobs.run_pending()
    sums = list(RollUp.objects.order_by("id").values())
    actions.rebuild_roll_ups()
    assert list(RollUp.objects.order_by("id").values()) == sums


def test_catching_up_follows_every_case_once(mailbox: Mailbox, queue: Queue) -> None:
    case = received_case(mailbox)
    assert not Fact.objects.exists()
    assert actions.catch_up() == 1
    assert {fact.case_id for fact in standing("case")} == {case.id}
    assert actions.catch_up() == 0


def test_many_changes_in_one_transaction_are_read_once(told: Case, sato: Staff) -> None:
    from yorisoi.kernel import unit
    from yorisoi.kernel.models import Job

    Job.objects.all().delete()
    with unit.work():
        desk.reopen(actor=actor(sato), case_id=told.id)
        desk.set_priority(actor=actor(sato), case_id=told.id, priority=Priority.HIGH)
        desk.close(actor=actor(sato), case_id=told.id, record=RecordFields(reason="r"))
    assert [job.kwargs for job in Job.objects.filter(name="insights.follow")] == [{"case_ids": told.id.hex}]


def test_facts_of_other_capabilities_are_corrected_and_withdrawn(told: Case) -> None:
    from yorisoi.insights import public
    from yorisoi.insights.contracts import NewFact

    source = UUID(int=7)

    def fact(seconds: int) -> NewFact:
        return NewFact(
            "quality.evaluation", source, told.id, told.brand_id, told.queue_id, None, None, None, "", MONDAY,
            seconds=seconds,
        )  # fmt: skip

    public.record_facts(kind="quality.evaluation", facts=[fact(80)])
    public.record_facts(kind="quality.evaluation", facts=[fact(80)])
    assert counted("quality.evaluation") == 1
    public.record_facts(kind="quality.evaluation", facts=[fact(90)])
    assert [each.seconds for each in standing("quality.evaluation")] == [90]
    actions.follow(case_ids=[told.id])
    assert counted("quality.evaluation") == 1
    public.record_facts(kind="quality.evaluation", facts=[], withdrawn=[source])
    assert counted("quality.evaluation") == 0
    with pytest.raises(ValueError, match="closure"):
        public.record_facts(kind="closure", facts=[])
