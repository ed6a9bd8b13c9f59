"""Filters and orders of the inbox: what each leaves, and that the address holds them all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.desk import actions, bulk, public
from yorisoi.desk.contracts import Kind, Status, Waiting
from yorisoi.desk.models import Case, Queue
from yorisoi.desk.queries import Filters, View, address_of, filters_in, ids_in_view, inbox, rows_among
from yorisoi.desk.testing import make_queue, make_tag, make_topic
from yorisoi.kernel import clock
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
ALL = View("all")


def make(queue: Queue, subject: str, minutes: int = 0, **fields: Any) -> Case:
    at = clock.now() - timedelta(minutes=minutes)
    message = bulk.BulkMessage(Kind.IN, at, "本文", author_address="a@example.com")
    (pk,) = bulk.make([bulk.BulkCase(queue.brand_id, queue.id, subject, [message], **fields)])
    return Case.objects.get(pk=pk)


def found(staff: Staff, view: View = ALL, **filters: Any) -> list[str]:
    return [row.face.subject for row in inbox(actor(staff), view, Filters(**filters)).rows]


def test_assignee_me_nobody_a_person_or_a_team(queue: Queue, brand: Brand, sato: Staff, suzuki: Staff) -> None:
    make(queue, "誰も")
    make(queue, "佐藤", 1, assignee_id=sato.id, status=Status.OPEN)
    make(queue, "鈴木", 2, assignee_id=suzuki.id, status=Status.OPEN)
    team = workspace.create_team(actor=SYSTEM, brand_id=brand.id, name="配送")
    suzuki.teams.through.objects.create(staff_id=suzuki.id, team_id=team)
    assert found(sato, assignee="me") == ["佐藤"]
    assert found(sato, assignee="nobody") == ["誰も"]
    assert found(sato, assignee=str(suzuki.id)) == found(sato, assignee=f"team:{team}") == ["鈴木"]
    suzuki.teams.clear()
    assert found(sato, assignee=f"team:{team}") == []


def test_a_topic_comes_with_all_below_it(queue: Queue, brand: Brand, sato: Staff) -> None:
    big = make_topic(brand, "料金")
    middle = make_topic(brand, "請求書", big)
    small = make_topic(brand, "再発行", middle)
    for each, topic in enumerate((big, middle, small, make_topic(brand, "配送"))):
        make(queue, topic.name, each, topic_id=topic.id)
    assert found(sato, topic_id=big.id) == ["料金", "請求書", "再発行"]
    assert found(sato, topic_id=small.id) == ["再発行"]


def test_waiting_reason_queue_customer_and_days(case: Case, brand: Brand, queue: Queue, sato: Staff) -> None:
    second = make_queue(brand, "解約")
    held = make(second, "社内", 1, status=Status.OPEN)
    actions.hold(actor=actor(sato), case_id=held.id, reason=Waiting.DEPARTMENT)
    old = make(queue, "昔", 60 * 24 * 40)
    Case.objects.filter(id=old.id).update(opened_at=datetime(2026, 3, 31, 15, tzinfo=UTC))  # 1 April in Japan
    assert found(sato, waiting="department") == found(sato, queue_id=second.id) == ["社内"]
    assert found(sato, customer_id=case.customer_id) == ["届かない"]
    assert found(sato, opened_from=date(2026, 4, 1), opened_until=date(2026, 4, 1)) == ["昔"]
    assert found(sato, opened_until=date(2026, 3, 31)) == []


def test_due_overdue_and_today(queue: Queue, sato: Staff) -> None:
    with clock.moved_to(datetime(2026, 11, 25, 3, tzinfo=UTC)):  # noon in Japan
        for subject, hours in (("超過", -1), ("今日", 3), ("明日", 24)):
            Case.objects.filter(pk=make(queue, subject).pk).update(due_at=clock.now() + timedelta(hours=hours))
        make(queue, "なし")
        assert found(sato, due="overdue") == ["超過"]
        assert sorted(found(sato, due="today")) == ["今日", "超過"]


def test_orders_page_without_gap_or_double(queue: Queue, sato: Staff) -> None:
    at = clock.now()
    for each in range(6):
        case = make(queue, f"{each}", each)
        if each % 2:
            Case.objects.filter(pk=case.pk).update(due_at=at + timedelta(hours=6 - each))
    expected = {
        "": ["0", "1", "2", "3", "4", "5"],
        "oldest": ["5", "4", "3", "2", "1", "0"],
        "due": ["5", "3", "1", "0", "2", "4"],
    }
    for sort, subjects in expected.items():
        seen: list[str] = []
        cursor = ""
        while True:
            page = inbox(actor(sato), ALL, Filters(sort=sort), cursor, size=2)
            seen += [row.face.subject for row in page.rows]
            cursor = page.next_cursor
            if not cursor:
                break
        assert seen == subjects, sort
        among = rows_among(actor(sato), ALL, Filters(sort=sort), [row.pk for row in Case.objects.all()])
        assert [row.face.subject for row in among] == subjects


def test_a_cursor_of_another_order_is_not_found(queue: Queue, sato: Staff) -> None:
    for each in range(3):
        make(queue, f"{each}", each)
    cursor = inbox(actor(sato), ALL, size=2).next_cursor
    with pytest.raises(NotFound):
        inbox(actor(sato), ALL, Filters(sort="oldest"), cursor)


def test_all_ids_of_a_view_are_those_its_pages_show(
    queue: Queue, other_brand: Brand, sato: Staff, tanaka: Staff
) -> None:
    mine, theirs = make(queue, "こちら", priority=3), make(make_queue(other_brand, "会員"), "あちら", priority=3)
    assert list(ids_in_view(actor(sato), ALL, Filters(priority=3))) == [mine.pk]
    assert list(ids_in_view(actor(tanaka), ALL, Filters(priority=3))) == [theirs.pk]


def test_the_address_holds_every_filter(queue: Queue, brand: Brand, sato: Staff) -> None:
    tag, topic = make_tag(brand, "VIP"), make_topic(brand, "料金")
    filters = Filters(
        status="open", priority=0, assignee="me", topic_id=topic.id, tag_id=tag.id, channel="form", queue_id=queue.id,
        brand_id=brand.id, due="today", waiting="date", customer_id=sato.id, opened_from=date(2026, 4, 1),
        opened_until=date(2027, 3, 31), sort="due",
    )  # fmt: skip
    from urllib.parse import parse_qsl

    assert filters_in(dict(parse_qsl(address_of(ALL, filters)))) == filters
    page = client_of(sato).get(f"/inbox/?{address_of(ALL, filters)}").content.decode()
    assert page.count('class="tag" href="?view=all') == 14
    assert "トピック" in page
    assert "VIP" in page
    dialog = client_of(sato).get(f"/inbox/filter/?{address_of(ALL, filters)}").content.decode()
    assert dialog.count(" selected>") == 6


@pytest.mark.parametrize(
    "bad", ["status=x", "assignee=team:x", "topic=x", "from=2026-13-01", "sort=x", "due=x", "tag="]
)
def test_what_is_no_filter_is_left_out(case: Case, sato: Staff, bad: str) -> None:
    page = client_of(sato).get(f"/inbox/?view=all&{bad}")
    assert (page.status_code, f"#{case.number}" in page.content.decode()) == (200, True)


def test_a_name_of_another_brand_is_not_told(other_brand: Brand, sato: Staff) -> None:
    theirs = make_tag(other_brand, "極秘")
    assert "極秘" not in client_of(sato).get(f"/inbox/?view=all&tag={theirs.id}").content.decode()


def test_filtered_pages_cost_the_rows_and_the_words(
    queue: Queue, brand: Brand, sato: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tag = make_tag(brand, "VIP")
    for each in range(5):
        case = make(queue, f"{each}", each)
        public.set_tags(actor=actor(sato), case_id=case.id, tag_ids=[tag.id])
    client = client_of(sato)
    client.get("/settings/")
    with django_assert_max_num_queries(9):
        page = client.get(f"/inbox/?view=all&tag={tag.id}&status=new&sort=due").content.decode()
    assert page.count("data-row ") == 5
