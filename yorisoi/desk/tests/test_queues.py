"""Queues and topics are managed by those who may, in their brand."""

from collections.abc import Callable
from typing import Any

import pytest

from yorisoi.channels.testing import Mailbox
from yorisoi.desk import actions
from yorisoi.desk.contracts import Continues, NotPossible
from yorisoi.desk.models import Case, MailboxRoute, Queue, Topic
from yorisoi.desk.queries import all_queues, all_topics, queues_of_brands, topics
from yorisoi.desk.testing import make_queue, make_topic
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff

pytestmark = pytest.mark.django_db


def test_create_and_change_a_queue(brand: Brand, sato: Staff) -> None:
    queue_id = actions.create_queue(actor=actor(sato), brand_id=brand.id, name=" 解約  窓口 ")
    actions.change_queue(actor=actor(sato), queue_id=queue_id, continues=Continues.NEVER, name="解約")
    queue = Queue.objects.get(id=queue_id)
    assert (queue.name, queue.continues) == ("解約", "never")
    assert queue in all_queues(actor(sato))


@pytest.mark.parametrize("name", ["", "  ", "お問い合わせ"])
def test_a_queue_needs_a_name_of_its_own(brand: Brand, queue: Queue, sato: Staff, name: str) -> None:
    with pytest.raises(NotPossible):
        actions.create_queue(actor=actor(sato), brand_id=brand.id, name=name)


def test_a_queue_with_open_cases_stays_on(case: Case, queue: Queue, sato: Staff) -> None:
    with pytest.raises(NotPossible):
        actions.change_queue(actor=actor(sato), queue_id=queue.id, active=False)
    actions.close(actor=actor(sato), case_id=case.id)
    actions.change_queue(actor=actor(sato), queue_id=queue.id, active=False)
    assert not Queue.objects.get(id=queue.id).active


def test_a_mailbox_of_another_brand_is_not_routed(queue: Queue, other_mailbox: Mailbox, sato: Staff) -> None:
    with pytest.raises(NotFound):
        actions.route_mailbox(actor=actor(sato), mailbox_id=other_mailbox.id, queue_id=queue.id)
    assert not MailboxRoute.objects.exists()


def test_topics_are_a_tree_of_three(brand: Brand, sato: Staff) -> None:
    big = make_topic(brand, "料金")
    middle = make_topic(brand, "請求書", big)
    small = make_topic(brand, "再発行", middle)
    assert small.path == "料金 / 請求書 / 再発行"
    with pytest.raises(NotPossible):
        make_topic(brand, "もっと", small)
    actions.change_topic(actor=actor(sato), topic_id=big.id, name="お金")
    small.refresh_from_db()
    assert small.path == "お金 / 請求書 / 再発行"
    assert [topic.name for topic in topics(brand.id)] == ["お金", "請求書", "再発行"]


def test_a_topic_switched_off_goes_with_those_below_it(brand: Brand, sato: Staff) -> None:
    big = make_topic(brand, "料金")
    make_topic(brand, "請求書", big)
    actions.change_topic(actor=actor(sato), topic_id=big.id, active=False)
    assert topics(brand.id) == []
    assert len(all_topics(actor(sato), brand.id)) == 2


def test_two_topics_of_one_name_in_one_place_are_refused(brand: Brand, topic: Topic) -> None:
    with pytest.raises(NotPossible):
        make_topic(brand, topic.name)


REFUSED: list[Callable[[Any, Brand, Queue, Topic], Any]] = [
    lambda who, _brand, queue, _topic: actions.change_queue(actor=who, queue_id=queue.id, order=3),
    lambda who, _brand, _queue, topic: actions.change_topic(actor=who, topic_id=topic.id, order=3),
    lambda who, brand, _queue, _topic: all_topics(who, brand.id),
    lambda who, brand, _queue, _topic: actions.create_queue(actor=who, brand_id=brand.id, name="x"),
    lambda who, brand, _queue, _topic: actions.create_topic(actor=who, brand_id=brand.id, name="x"),
]


@pytest.mark.parametrize("verb", REFUSED)
def test_operators_and_other_brands_are_refused(
    brand: Brand, queue: Queue, topic: Topic, suzuki: Staff, tanaka: Staff, verb: Callable[..., Any]
) -> None:
    for staff in (suzuki, tanaka):
        with pytest.raises((NotAllowed, NotFound)):
            verb(actor(staff), brand, queue, topic)
    assert Queue.objects.count() == Topic.objects.count() == 1


def test_a_role_for_one_queue_opens_that_queue_alone(
    case: Case, queue: Queue, brand: Brand, other_brand: Brand, sato: Staff, tanaka: Staff
) -> None:
    quiet, theirs = make_queue(brand, "解約"), make_queue(other_brand, "会員")
    limited = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    page = f"/settings/staff/{limited.id}/"
    offered = client_of(sato).get(page).content.decode()
    assert str(quiet.id) in offered
    assert str(theirs.id) not in offered
    assert client_of(sato).post(f"{page}grants/", {"role_key": "operator", "place": str(quiet.id)}).status_code == 302
    for grant in limited.grants.filter(role__key="viewer"):
        workspace.take_role(actor=SYSTEM, grant_id=grant.id)
    assert [each.name for each in queues_of_brands([brand.id])] == ["お問い合わせ", "解約"]
    inbox = client_of(limited).get("/inbox/?view=all").content.decode()
    assert "解約" in inbox
    assert "お問い合わせ" not in inbox
    assert client_of(limited).get(f"/cases/{case.number}/").status_code == 404
    actions.set_queue(actor=actor(sato), case_id=case.id, queue_id=quiet.id)
    assert client_of(limited).get(f"/cases/{case.number}/").status_code == 200
