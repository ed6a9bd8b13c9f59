"""Assign, note, sort, hold, close, reopen: each verb's effect, refusals and trace."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yorisoi.desk import actions
from yorisoi.desk.contracts import Kind, NotPossible, Priority, RecordFields, RecordNeeded, Status, Waiting
from yorisoi.desk.events import CaseAssigned, CaseReopened, CaseResolved
from yorisoi.desk.models import Assignment, Case, Closure, Contact, Happening, Hold, Message, Queue, Record, Topic
from yorisoi.desk.testing import make_queue, make_topic
from yorisoi.kernel import audit, clock, events, jobs
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, make_staff

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[[Actor, UUID], Any]] = {
    "assign": lambda who, case_id: actions.assign(actor=who, case_id=case_id, staff_id=who.staff_id),
    "note": lambda who, case_id: actions.note(actor=who, case_id=case_id, text="メモ"),
    "topic": lambda who, case_id: actions.set_topic(actor=who, case_id=case_id, topic_id=None),
    "priority": lambda who, case_id: actions.set_priority(actor=who, case_id=case_id, priority=Priority.HIGH),
    "subject": lambda who, case_id: actions.set_subject(actor=who, case_id=case_id, subject="新しい件名"),
    "hold": lambda who, case_id: actions.hold(actor=who, case_id=case_id, reason=Waiting.CUSTOMER),
    "start": lambda who, case_id: actions.start(actor=who, case_id=case_id),
    "close": lambda who, case_id: actions.close(actor=who, case_id=case_id),
    "record": lambda who, case_id: actions.write_record(actor=who, case_id=case_id, record=RecordFields(reason="x")),
    "lease": lambda who, case_id: actions.take_lease(actor=who, case_id=case_id),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_viewer_is_refused_and_another_brand_knows_nothing(
    case: Case, brand: Brand, tanaka: Staff, verb: str
) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    before = Case.objects.values().get(id=case.id)
    with pytest.raises(NotAllowed):
        VERBS[verb](actor(viewer), case.id)
    with pytest.raises(NotFound):
        VERBS[verb](actor(tanaka), case.id)
    assert Case.objects.values().get(id=case.id) == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("lease", "topic")])
def test_each_is_audited_and_raises_the_version(case: Case, suzuki: Staff, verb: str) -> None:
    before = case.version
    VERBS[verb](actor(suzuki), case.id)
    case.refresh_from_db()
    assert case.version > before or verb == "start"
    if verb != "start":
        assert audit.entries("case", case.id).filter(actor_id=suzuki.id).exists()


def heard(*kinds: type) -> list[object]:
    told: list[object] = []
    for kind in kinds:
        events.subscribe(kind)(told.append)
    return told


@pytest.fixture(autouse=True)
def _forget_listeners() -> Any:
    before = {kind: list(handlers) for kind, handlers in events._subscribers.items()}
    yield
    events._subscribers.clear()
    events._subscribers.update(before)


def test_assigning_is_told_and_kept(case: Case, sato: Staff, suzuki: Staff) -> None:
    told = heard(CaseAssigned)
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=suzuki.id)
    case.refresh_from_db()
    assert (case.assignee_id, case.status) == (suzuki.id, Status.NEW)
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=None)
    assert Assignment.objects.get(case=case).ended_at is not None
    assert told == [CaseAssigned(case.id, suzuki.id), CaseAssigned(case.id, None)]


def test_taking_it_oneself_begins_the_work(case: Case, suzuki: Staff) -> None:
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=suzuki.id)
    case.refresh_from_db()
    assert case.status == Status.OPEN
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=None)
    case.refresh_from_db()
    assert case.status == Status.NEW


def test_only_people_of_the_brand_get_it(case: Case, sato: Staff, tanaka: Staff) -> None:
    with pytest.raises(NotPossible):
        actions.assign(actor=actor(sato), case_id=case.id, staff_id=tanaka.id)


def test_a_note_is_no_message_to_the_customer(case: Case, suzuki: Staff) -> None:
    note = Message.objects.get(id=actions.note(actor=actor(suzuki), case_id=case.id, text="倉庫に電話した"))
    case.refresh_from_db()
    assert (note.kind, note.author_id, note.outbound_id) == (Kind.NOTE, suzuki.id, None)
    assert (case.last_direction, case.status, case.message_count) == ("note", Status.NEW, 2)
    with pytest.raises(NotPossible):
        actions.note(actor=actor(suzuki), case_id=case.id, text=" ")


def test_topic_priority_queue_and_subject(case: Case, brand: Brand, topic: Topic, suzuki: Staff) -> None:
    second, who = make_queue(brand, "解約"), actor(suzuki)
    actions.set_topic(actor=who, case_id=case.id, topic_id=topic.id)
    actions.set_priority(actor=who, case_id=case.id, priority=Priority.URGENT)
    actions.set_queue(actor=who, case_id=case.id, queue_id=second.id)
    actions.set_subject(actor=who, case_id=case.id, subject=" 荷物が\n届かない ")
    case.refresh_from_db()
    assert (case.topic_id, case.priority, case.queue_id, case.subject) == (topic.id, 3, second.id, "荷物が 届かない")
    verbs = list(Happening.objects.filter(case=case).order_by("id").values_list("verb", flat=True))
    assert verbs == ["topic", "priority", "moved", "subject"]


def test_nothing_of_another_brand_is_taken(case: Case, other_brand: Brand, suzuki: Staff) -> None:
    with pytest.raises(NotPossible):
        actions.set_queue(actor=actor(suzuki), case_id=case.id, queue_id=make_queue(other_brand, "x").id)
    with pytest.raises(NotPossible):
        actions.set_topic(actor=actor(suzuki), case_id=case.id, topic_id=make_topic(other_brand, "x").id)


def test_a_hold_until_a_date_wakes_by_itself(case: Case, suzuki: Staff) -> None:
    start = clock.now()
    actions.hold(actor=actor(suzuki), case_id=case.id, reason=Waiting.DATE, until=start + timedelta(hours=2))
    jobs.run_pending()
    case.refresh_from_db()
    assert (case.status, case.waiting_reason) == (Status.PENDING, "date")
    with clock.moved_to(start + timedelta(hours=2, minutes=1)):
        jobs.run_pending()
    case.refresh_from_db()
    assert (case.status, case.waiting_reason) == (Status.NEW, "")
    assert Hold.objects.get().ended_at is not None


def test_an_older_hold_does_not_wake_a_newer_one(case: Case, suzuki: Staff) -> None:
    start, who = clock.now(), actor(suzuki)
    actions.hold(actor=who, case_id=case.id, reason=Waiting.DATE, until=start + timedelta(hours=1))
    actions.hold(actor=who, case_id=case.id, reason=Waiting.CUSTOMER)
    with clock.moved_to(start + timedelta(hours=2)):
        jobs.run_pending()
    case.refresh_from_db()
    assert case.status == Status.PENDING


def test_a_hold_needs_a_future_date(case: Case, suzuki: Staff) -> None:
    for until in (None, clock.now() - timedelta(minutes=1)):
        with pytest.raises(NotPossible):
            actions.hold(actor=actor(suzuki), case_id=case.id, reason=Waiting.DATE, until=until)


def test_hold_and_resume(case: Case, suzuki: Staff) -> None:
    actions.hold(actor=actor(suzuki), case_id=case.id, reason=Waiting.DEPARTMENT)
    actions.resume(actor=actor(suzuki), case_id=case.id)
    case.refresh_from_db()
    assert case.status == Status.NEW
    with pytest.raises(NotPossible):
        actions.resume(actor=actor(suzuki), case_id=case.id)


@pytest.mark.parametrize("outcome", [Status.DONE, Status.NO_ACTION])
def test_close_and_reopen(case: Case, suzuki: Staff, outcome: Status) -> None:
    told, who = heard(CaseResolved, CaseReopened), actor(suzuki)
    actions.close(actor=who, case_id=case.id, outcome=outcome)
    case.refresh_from_db()
    assert (case.status, case.is_open, case.closed_at is None) == (outcome, False, False)
    assert Contact.objects.get(case=case).ended_at == case.closed_at
    with pytest.raises(NotPossible):
        actions.close(actor=who, case_id=case.id)
    actions.reopen(actor=who, case_id=case.id)
    case.refresh_from_db()
    assert (case.status, case.is_open, case.closed_at) == (Status.NEW, True, None)
    assert Closure.objects.get(case=case).reopened_by_id == suzuki.id
    assert told == [CaseResolved(case.id), CaseReopened(case.id)]
    with pytest.raises(NotPossible):
        actions.reopen(actor=who, case_id=case.id)


def test_a_topic_may_want_a_record_before_closing(case: Case, brand: Brand, suzuki: Staff) -> None:
    who, topic = actor(suzuki), make_topic(brand, "事故", needs_record=True)
    actions.set_topic(actor=who, case_id=case.id, topic_id=topic.id)
    with pytest.raises(RecordNeeded):
        actions.close(actor=who, case_id=case.id)
    assert Case.objects.get(id=case.id).is_open
    actions.write_record(actor=who, case_id=case.id, record=RecordFields(reason="誤配", action="再送", outcome="解決"))
    actions.close(actor=who, case_id=case.id)
    assert Record.objects.get(case=case).by_id == suzuki.id


def test_no_action_never_needs_a_record(case: Case, brand: Brand, suzuki: Staff) -> None:
    who, topic = actor(suzuki), make_topic(brand, "事故", needs_record=True)
    actions.set_topic(actor=who, case_id=case.id, topic_id=topic.id)
    actions.close(actor=who, case_id=case.id, outcome=Status.NO_ACTION)
    assert not Case.objects.get(id=case.id).is_open


def test_queue_limits_hold(case: Case, brand: Brand, queue: Queue, suzuki: Staff) -> None:
    from yorisoi.workspace import public as workspace
    from yorisoi.workspace.contracts import SYSTEM

    other = make_queue(brand, "解約")
    limited = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", None)
    limited.grants.all().delete()
    workspace.give_role(actor=SYSTEM, staff_id=limited.id, role_key="operator", brand_id=brand.id, queue_id=other.id)
    with pytest.raises(NotFound):
        actions.note(actor=actor(limited), case_id=case.id, text="見えないはず")
    actions.set_queue(actor=actor(suzuki), case_id=case.id, queue_id=other.id)
    assert actions.note(actor=actor(limited), case_id=case.id, text="見える")
