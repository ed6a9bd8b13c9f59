"""One change to many cases: what is done, refused with its reason, put back, and by whom."""

from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels.testing import Mailbox
from yorisoi.desk import actions, live
from yorisoi.desk.contracts import BulkState, BulkVerb, NotPossible, Priority, Status
from yorisoi.desk.models import BulkChange, BulkItem, Case, CaseTag, Queue, Topic
from yorisoi.desk.queries import Filters, View
from yorisoi.desk.testing import make_queue, make_tag, make_topic
from yorisoi.desk.tests.test_inbox_queries import make
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff

pytestmark = pytest.mark.django_db


def begin(staff: Staff, verb: BulkVerb, value: dict[str, Any], ids: list[UUID], **more: Any) -> BulkChange:
    """Begun and carried out."""
    change_id = actions.begin_bulk(actor=actor(staff), verb=verb, value=value, words="変更", case_ids=ids, **more)
    actions.run_bulk(change_id=change_id)
    return BulkChange.objects.get(id=change_id)


def undo(staff: Staff, change: BulkChange) -> BulkChange:
    actions.undo_bulk(actor=actor(staff), change_id=change.id)
    actions.run_undo(change_id=change.id)
    change.refresh_from_db()
    return change


def states(change: BulkChange) -> list[str]:
    return list(BulkItem.objects.filter(change=change).order_by("id").values_list("state", flat=True))


CHANGES: list[tuple[BulkVerb, str, Any]] = [
    (BulkVerb.ASSIGN, "assignee_id", lambda w: ({"staff": str(w["suzuki"].id)}, w["suzuki"].id)),
    (BulkVerb.QUEUE, "queue_id", lambda w: ({"queue": str(w["other"].id)}, w["other"].id)),
    (BulkVerb.TOPIC, "topic_id", lambda w: ({"topic": str(w["topic"].id)}, w["topic"].id)),
    (BulkVerb.PRIORITY, "priority", lambda _w: ({"priority": 3}, 3)),
    (BulkVerb.STATUS, "waiting_reason", lambda _w: ({"status": "pending", "waiting": "outside"}, "outside")),
    (BulkVerb.STATUS, "status", lambda _w: ({"status": "open"}, "open")),
    (BulkVerb.CLOSE, "status", lambda _w: ({"outcome": "done"}, "done")),
    (BulkVerb.CLOSE, "status", lambda _w: ({"outcome": "no_action"}, "no_action")),
]


@pytest.mark.parametrize(("verb", "field", "making"), CHANGES)
def test_each_verb_is_done_and_undone(
    queue: Queue, brand: Brand, sato: Staff, suzuki: Staff, verb: BulkVerb, field: str, making: Any
) -> None:
    value, expected = making({"suzuki": suzuki, "other": make_queue(brand, "解約"), "topic": make_topic(brand, "料金")})
    ids = make(queue, 2) + make(queue, 1, status=Status.PENDING, assignee_id=sato.id)
    kept = ("assignee_id", "queue_id", "topic_id", "priority", "status", "waiting_reason", "is_open", "due_at")
    before = list(Case.objects.order_by("id").values_list(*kept))
    change = begin(sato, verb, value, ids)
    assert list(Case.objects.values_list(field, flat=True)) == [expected] * 3
    assert (change.state, change.done, change.refused, states(change)) == ("done", 3, 0, ["done"] * 3)
    assert (undo(sato, change).state, change.undone) == (BulkState.UNDONE, 3)
    assert list(Case.objects.order_by("id").values_list(*kept)) == before
    from yorisoi.desk.actions import counts

    assert counts.live() == counts.kept()


def test_tags_are_added_and_taken_off_and_put_back(queue: Queue, brand: Brand, sato: Staff) -> None:
    old, new = make_tag(brand, "旧"), make_tag(brand, "新")
    one, two = make(queue, 2)
    actions.set_tags(actor=actor(sato), case_id=one, tag_ids=[old.id])
    change = begin(sato, BulkVerb.TAGS, {"add": [str(new.id)], "remove": [str(old.id)]}, [one, two])
    assert set(CaseTag.objects.values_list("case_id", "tag_id")) == {(one, new.id), (two, new.id)}
    undo(sato, change)
    assert set(CaseTag.objects.values_list("case_id", "tag_id")) == {(one, old.id)}


def test_what_stood_so_already_is_said_and_not_touched_by_undo(queue: Queue, sato: Staff) -> None:
    one, two = make(queue, 2)
    actions.set_priority(actor=actor(sato), case_id=one, priority=Priority.HIGH)
    change = begin(sato, BulkVerb.PRIORITY, {"priority": 2}, [one, two])
    assert sorted(states(change)) == ["done", "same"]
    undo(sato, change)
    assert dict(Case.objects.values_list("id", "priority")) == {one: 2, two: 1}


def test_a_refusal_names_its_reason_and_the_rest_is_done(queue: Queue, brand: Brand, sato: Staff) -> None:
    topic = make_topic(brand, "解約", needs_record=True)
    one, two = make(queue, 2)
    actions.set_topic(actor=actor(sato), case_id=one, topic_id=topic.id)
    change = begin(sato, BulkVerb.CLOSE, {"outcome": "done"}, [one, two])
    assert (change.done, change.refused) == (2, 1)
    refused = BulkItem.objects.get(change=change, state="refused")
    assert (refused.case_id, "応対記録" in refused.reason) == (one, True)
    assert dict(Case.objects.values_list("id", "is_open")) == {one: True, two: False}
    page = client_of(sato).get(f"/inbox/bulk/{change.id}/").content.decode()
    assert "応対記録が必要" in page
    result = b"".join(client_of(sato).get(f"/inbox/bulk/{change.id}/result/")).decode("utf-8-sig")
    assert [line.split(",")[2] for line in result.splitlines()] == ["結果の内容", "変更できない", "完了"]
    assert "応対記録が必要" in result


def test_undo_leaves_what_somebody_changed_since_and_names_it(queue: Queue, sato: Staff, suzuki: Staff) -> None:
    one, two = make(queue, 2)
    change = begin(sato, BulkVerb.PRIORITY, {"priority": 3}, [one, two])
    actions.assign(actor=actor(suzuki), case_id=one, staff_id=suzuki.id)
    undo(sato, change)
    assert dict(Case.objects.values_list("id", "priority")) == {one: 3, two: 1}
    kept = BulkItem.objects.get(change=change, state="kept")
    assert (kept.case_id, kept.reason) == (one, "その後に案件が変更されています。")
    with pytest.raises(NotPossible):
        actions.undo_bulk(actor=actor(sato), change_id=change.id)


def test_all_of_a_view_is_taken_as_it_stands(queue: Queue, sato: Staff, suzuki: Staff) -> None:
    make(queue, 3)
    make(queue, 2, assignee_id=suzuki.id, status=Status.OPEN)
    view = (View("all"), Filters(assignee="nobody"))
    change = begin(sato, BulkVerb.PRIORITY, {"priority": 3}, [], everything=view)
    assert (change.total, Case.objects.filter(priority=3).count()) == (3, 3)


def test_a_run_that_died_goes_on_where_it_stopped(queue: Queue, sato: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = make(queue, 5)
    change_id = actions.begin_bulk(
        actor=actor(sato), verb=BulkVerb.PRIORITY, value={"priority": 3}, words="優先度", case_ids=ids
    )
    from yorisoi.desk.actions import bulk_steps

    done: list[UUID] = []
    step = bulk_steps.STEPS[BulkVerb.PRIORITY]

    def dies(who: Any, case_id: UUID, value: Any) -> None:
        done.append(case_id)
        step(who, case_id, value)
        if len(done) == 3:
            raise KeyboardInterrupt

    monkeypatch.setitem(bulk_steps.STEPS, BulkVerb.PRIORITY, dies)
    with pytest.raises(KeyboardInterrupt):
        actions.run_bulk(change_id=change_id)
    assert Case.objects.filter(priority=3).count() == 2  # the third was rolled back with its item
    actions.run_bulk(change_id=change_id)
    actions.run_bulk(change_id=change_id)
    change = BulkChange.objects.get(id=change_id)
    assert (change.done, change.state, Case.objects.filter(priority=3).count()) == (5, "done", 5)
    assert list(Case.objects.values_list("version", flat=True).distinct()) == [Case.objects.get(id=ids[0]).version]


def test_what_one_may_not_see_or_do_is_left_out_or_refused(
    queue: Queue, other_brand: Brand, sato: Staff, brand: Brand, tanaka: Staff
) -> None:
    (mine,), (theirs,) = make(queue), make(make_queue(other_brand, "会員"))
    change = begin(sato, BulkVerb.PRIORITY, {"priority": 3}, [mine, theirs])
    assert (change.total, Case.objects.get(id=theirs).priority) == (1, 1)
    with pytest.raises(NotPossible):
        begin(sato, BulkVerb.PRIORITY, {"priority": 3}, [theirs])
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    with pytest.raises(NotAllowed):
        begin(viewer, BulkVerb.PRIORITY, {"priority": 0}, [mine])
    for staff in (tanaka, viewer):
        with pytest.raises(NotFound):
            actions.undo_bulk(actor=actor(staff), change_id=change.id)
        assert not live.may_hear_bulk(str(staff.user_id), f"bulk:{change.id}")
    assert live.may_hear_bulk(str(sato.user_id), f"bulk:{change.id}")
    assert audit.entries("bulk_change", change.id).filter(verb="bulk.begun").exists()


def test_too_many_are_refused_before_any_is_changed(queue: Queue, sato: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.desk.actions.bulk_changes.MOST", 2)
    with pytest.raises(NotPossible):
        begin(sato, BulkVerb.PRIORITY, {"priority": 3}, make(queue, 3))
    assert not BulkChange.objects.exists()


def test_the_form_begins_one_and_shows_how_far_it_is(case: Case, sato: Staff, topic: Topic) -> None:
    client = client_of(sato)
    dialog = client.get("/inbox/bulk/new/?verb=topic").content.decode()
    assert topic.path in dialog
    given = {"verb": "topic", "topic": str(topic.id), "ids": str(case.id)}
    answer = client.post("/inbox/bulk/", given, headers={"HX-Request": "true"})
    assert (answer.status_code, "bulk:begun" in answer["HX-Trigger"]) == (200, True)
    change = BulkChange.objects.get()
    actions.run_bulk(change_id=change.id)
    case.refresh_from_db()
    assert case.topic_id == topic.id
    assert "配送" in client.get(f"/inbox/bulk/{change.id}/", headers={"HX-Request": "true"}).content.decode()
    assert "配送" in client.get("/inbox/bulk/").content.decode()
    assert client.post(f"/inbox/bulk/{change.id}/undo/").status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"verb": "assign", "staff": "x"},
        {"verb": "queue", "queue": ""},
        {"verb": "priority", "priority": "9"},
        {"verb": "tags"},
        {"verb": "status", "status": "date"},
        {"verb": "status", "status": "x"},
        {"verb": "close", "ids": "x"},
    ],
)
def test_what_is_not_chosen_is_refused(case: Case, sato: Staff, given: dict[str, str]) -> None:
    answer = client_of(sato).post("/inbox/bulk/", {"ids": str(case.id)} | given)
    assert (answer.status_code, BulkChange.objects.count()) == (422, 0)


def test_an_unknown_verb_is_not_found(case: Case, sato: Staff) -> None:
    assert client_of(sato).post("/inbox/bulk/", {"verb": "burn", "ids": str(case.id)}).status_code == 404


def test_a_thousand_cost_the_same_each_and_little_memory(
    queue: Queue, mailbox: Mailbox, sato: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    import tracemalloc

    ids = make(queue, 1000)
    tracemalloc.start()
    change = begin(sato, BulkVerb.PRIORITY, {"priority": 3}, ids)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (change.done, change.refused) == (1000, 0)
    assert peak < 40_000_000
