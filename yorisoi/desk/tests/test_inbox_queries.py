"""The inbox's pages: what stands in which view, in which order, for whom, in how many queries."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from yorisoi.desk import actions, bulk
from yorisoi.desk.contracts import Kind, Status, Waiting
from yorisoi.desk.models import Case, Queue
from yorisoi.desk.queries import Filters, View, inbox, parse_view, rail, rows_among
from yorisoi.desk.queries.filters import Chosen
from yorisoi.desk.testing import make_queue
from yorisoi.kernel import clock
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, make_staff

pytestmark = pytest.mark.django_db
ALL = View("all")


def make(queue: Queue, n: int = 1, **fields: Any) -> list[UUID]:
    now = clock.now()
    return bulk.make(
        bulk.BulkCase(
            brand_id=queue.brand_id,
            queue_id=queue.id,
            subject=f"件名{each}",
            messages=[bulk.BulkMessage(Kind.IN, now - timedelta(minutes=each), "本文", author_address="a@example.com")],
            **fields,
        )
        for each in range(n)
    )


def numbers(page: Any) -> list[int]:
    return [row.face.number for row in page.rows]


def test_each_view_holds_its_own(queue: Queue, sato: Staff, suzuki: Staff) -> None:
    new, mine, others, held, done, none = (
        make(queue, **fields)[0]
        for fields in (
            {},
            {"status": Status.OPEN, "assignee_id": sato.id},
            {"status": Status.OPEN, "assignee_id": suzuki.id},
            {"status": Status.PENDING, "assignee_id": suzuki.id},
            {"status": Status.DONE},
            {"status": Status.NO_ACTION},
        )
    )
    expected = {
        "mine": {mine},
        "unassigned": {new},
        "all": {new, mine, others, held},
        "pending": {held},
        "done": {done, none},
        f"queue:{queue.id}": {new, mine, others, held},
    }
    for key, ids in expected.items():
        page = inbox(actor(sato), parse_view(key))
        assert {row.face.id for row in page.rows} == ids, key
    counted = {entry.key: entry.n for entry in (*rail(actor(sato)).views, *rail(actor(sato)).queues)}
    assert counted == {key: len(ids) for key, ids in expected.items()} | {"done": None}


def test_pages_follow_without_gap_or_double(queue: Queue, sato: Staff) -> None:
    make(queue, 7)
    Case.objects.update(last_at=clock.now())  # all at one moment: the id decides
    make(queue, 5)
    seen: list[int] = []
    cursor = ""
    while True:
        page = inbox(actor(sato), ALL, cursor=cursor, size=4)
        seen += numbers(page)
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 12
    assert seen == numbers(inbox(actor(sato), ALL))


def test_several_brands_come_in_one_order(queue: Queue, other_brand: Brand, takahashi: Staff) -> None:
    second = make_queue(other_brand, "もみじ")
    make(queue, 3)
    make(second, 3)
    page = inbox(actor(takahashi), ALL)
    assert [row.face.at for row in page.rows] == sorted((row.face.at for row in page.rows), reverse=True)
    assert {row.face.brand_sign for row in page.rows} == {"サクラ", "モミジ"}
    only = inbox(actor(takahashi), ALL, Filters(brand_id=other_brand.id))
    assert {row.face.brand_sign for row in only.rows} == {"モミジ"}
    assert len(numbers(inbox(actor(takahashi), ALL, size=4))) == 4


def test_other_brands_and_queues_are_not_there(queue: Queue, brand: Brand, tanaka: Staff) -> None:
    second = make_queue(brand, "解約")
    make(queue)
    (there,) = make(second)
    limited = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", None)
    limited.grants.all().delete()
    workspace.give_role(actor=SYSTEM, staff_id=limited.id, role_key="operator", brand_id=brand.id, queue_id=second.id)
    for key in ("all", "unassigned", f"queue:{queue.id}", f"queue:{second.id}"):
        assert inbox(actor(tanaka), parse_view(key)).rows == []
    assert [row.face.id for row in inbox(actor(limited), ALL).rows] == [there]
    assert inbox(actor(limited), View("queue", queue.id)).rows == []
    assert [entry.title for entry in rail(actor(limited)).queues] == ["解約"]
    assert rail(actor(tanaka)).queues == ()
    assert {entry.n for entry in rail(actor(tanaka)).views} == {0, None}


def test_filters_narrow(queue: Queue, sato: Staff) -> None:
    make(queue, 2)
    (mine,) = make(queue, assignee_id=sato.id, status=Status.OPEN, priority=3)
    for filters in (Filters(status="open"), Filters(assignee=str(sato.id)), Filters(priority=3)):
        assert [row.face.id for row in inbox(actor(sato), ALL, filters).rows] == [mine]
    assert inbox(actor(sato), ALL, Filters(channel="phone")).rows == []


def test_unread_until_looked_at_and_again_after_an_answer(case: Case, sato: Staff, suzuki: Staff) -> None:
    assert inbox(actor(sato), ALL).rows[0].unread
    actions.look(actor=actor(sato), case_id=case.id)
    row = inbox(actor(sato), ALL).rows[0]
    assert (row.unread, row.lookers) == (False, ())
    row = inbox(actor(suzuki), ALL).rows[0]
    assert (row.unread, row.lookers) == (True, (sato.display_name,))


def test_a_row_says_all_at_a_glance(case: Case, sato: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
    actions.hold(actor=actor(sato), case_id=case.id, reason=Waiting.CUSTOMER)
    row = inbox(actor(sato), View("mine")).rows[0]
    face = row.face
    assert (face.number, face.customer, face.subject, face.line) == (
        case.number,
        "山田 太郎",
        "届かない",
        "こんにちは。",
    )
    assert (face.status, face.assignee, face.waiting, row.mine) == ("pending", "佐藤 花子", "customer", True)


def test_rows_among_tells_which_still_stand_in_a_view(queue: Queue, sato: Staff, tanaka: Staff) -> None:
    ids = make(queue, 3)
    actions.close(actor=actor(sato), case_id=ids[0])
    assert {row.face.id for row in rows_among(actor(sato), ALL, Filters(), ids)} == set(ids[1:])
    assert rows_among(actor(tanaka), ALL, Filters(), ids) == []


@pytest.mark.parametrize("key", ["nothing", "queue:x", ""])
def test_no_such_view(key: str) -> None:
    with pytest.raises(NotFound):
        parse_view(key)


def test_a_broken_cursor_is_not_found(queue: Queue, sato: Staff) -> None:
    with pytest.raises(NotFound):
        inbox(actor(sato), ALL, cursor="yesterday~x")


def test_queries_do_not_grow_with_rows(
    queue: Queue, sato: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = actor(sato)
    make(queue, 10)
    for _round in range(2):
        with django_assert_num_queries(3):
            inbox(who, ALL)
        make(queue, 40)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan")
@pytest.mark.parametrize(
    ("key", "index"),
    [
        ("all", "desk_case_open"),
        ("unassigned", "desk_case_nobody"),
        ("mine", "desk_case_mine"),
        ("done", "desk_case_closed"),
        ("pending", "desk_case_status"),
        ("queue", "desk_case_queue"),
    ],
)
def test_each_view_reads_one_index_in_order(queue: Queue, sato: Staff, key: str, index: str) -> None:
    from yorisoi.desk.queries.inbox import _places, _read, _who

    who, view = actor(sato), View("queue", queue.id) if key == "queue" else View(key)
    for after in (None, (clock.now(), queue.id)):
        for place in _places(who, view, Filters()):
            for order in "no":
                rows = _read.build(place, _who(who, view), Chosen(), after, None, view=key, order=order, most=51)
                plan = rows.explain()
                assert re.search(rf"{index}\b", plan), plan
                assert "USE TEMP B-TREE FOR ORDER" not in plan, plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan")
def test_the_order_by_due_date_reads_its_index(queue: Queue, sato: Staff) -> None:
    from yorisoi.desk.queries.inbox import _places, _read

    for place in _places(actor(sato), ALL, Filters()):
        plan = _read.build(place, None, Chosen(), None, None, view="all", order="d", most=51).explain()
        assert "desk_case_due_brand" in plan, plan
        assert "USE TEMP B-TREE FOR ORDER" not in plan, plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan")
def test_suggestions_read_an_index_in_order(queue: Queue, sato: Staff) -> None:
    from yorisoi.desk.queries.relations import _of_customer, _of_subject

    for rows, index in (
        (_of_customer.build(None, queue.id, clock.now(), most=6), "desk_case_customer"),
        (_of_subject.build(None, queue.brand_id, "x", clock.now(), most=6), "desk_case_alike"),
    ):
        plan = rows.explain()
        assert index in plan, plan
        assert "TEMP B-TREE" not in plan, plan
