"""Every address of the desk, four ways: allowed, refused, wrong method, other brand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from yorisoi.desk import actions, models
from yorisoi.desk.contracts import BulkVerb, Upload
from yorisoi.desk.models import Attachment, Case, Message, Queue, Tag, Topic
from yorisoi.desk.testing import make_tag
from yorisoi.kernel import files
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """What the addresses are about."""

    case: Case
    message: Message
    answer: Message
    attachment: Attachment
    queue: Queue
    topic: Topic
    tag: Tag
    view_id: UUID
    change_id: UUID


@dataclass(frozen=True)
class Address:
    """An address with the methods it takes. `by`: who may at least (viewer, operator, admin). `hidden`: another brand
    gets 404; else the page is the same for all who may, without the other's things."""

    name: str
    kwargs: Callable[[World], dict[str, Any]]
    methods: dict[str, dict[str, Any]]
    by: str = "viewer"
    hidden: bool = True
    ok: dict[str, int] = field(default_factory=dict)


def number(world: World) -> dict[str, Any]:
    return {"number": world.case.number}


def message(world: World) -> dict[str, Any]:
    return {"message_id": world.message.id}


def tag(world: World) -> dict[str, Any]:
    return {"tag_id": world.tag.id}


def bulk(world: World) -> dict[str, Any]:
    return {"change_id": world.change_id}


def case_id(world: World) -> dict[str, Any]:
    return {"case_id": world.case.id}


def edition(world: World) -> dict[str, Any]:
    return {"edition_id": actions.begin_edition(actor=SYSTEM, brand_id=world.topic.brand_id)}


def definition(world: World) -> dict[str, Any]:
    brand_id, name = world.topic.brand_id, f"再連絡{uuid7()}"
    return {"definition_id": actions.define_recontact(actor=SYSTEM, brand_id=brand_id, name=name, window_hours=24)}


def one_item(world: World) -> dict[str, Any]:
    return {"item_id": actions.create_item(actor=SYSTEM, brand_id=world.topic.brand_id, text="本人確認")}


def one_field(world: World) -> dict[str, Any]:
    brand_id = world.topic.brand_id
    return {"field_id": actions.create_field(actor=SYSTEM, brand_id=brand_id, name=f"項目{uuid7()}", kind="text")}


def only(model: str, name: str) -> dict[str, Any]:
    """The one thing of this kind that there is (see `make_beside`)."""
    return {name: getattr(models, model).objects.get().id}


NONE: Callable[[World], dict[str, Any]] = lambda _world: {}  # noqa: E731 - as short as its neighbours
ADDRESSES = [
    Address("inbox", NONE, {"get": {}}, hidden=False),
    Address("changes", NONE, {"get": {}}, hidden=False),
    Address("filter", NONE, {"get": {}}, hidden=False),
    Address("bulk-changes", NONE, {"get": {}, "post": {"verb": "close"}}, hidden=False, ok={"post": 403}),
    Address("new-bulk-change", NONE, {"get": {"verb": "tags"}}, hidden=False),
    Address("bulk-change", bulk, {"get": {}}, "admin"),
    Address("bulk-undo", bulk, {"post": {}}, "admin", ok={"post": 409}),
    Address("bulk-result", bulk, {"get": {}}, "admin"),
    Address("saved-views", NONE, {"get": {}, "post": {"name": ""}}, hidden=False, ok={"post": 422}),
    Address("new-saved-view", NONE, {"get": {}}, hidden=False),
    Address("view-counts", NONE, {"get": {}}, hidden=False),
    Address(
        "saved-view", lambda world: {"view_id": world.view_id}, {"post": {"move": "up"}}, "admin", ok={"post": 302}
    ),
    Address("cases", NONE, {"get": {}, "post": {"subject": ""}}, "operator", hidden=False, ok={"post": 422}),
    Address("case", number, {"get": {}}),
    Address("parts", number, {"get": {}}),
    Address("earlier", number, {"get": {}}),
    Address("presence", number, {"post": {}, "delete": {}}, ok={"post": 204, "delete": 204}),
    Address("unread", number, {"post": {}}, ok={"post": 204}),
    Address("message-text", message, {"get": {}}),
    Address("message-html", message, {"get": {}}, ok={"get": 404}),
    Address("message-layout", message, {"get": {}}, ok={"get": 404}),
    Address("message-pictures", message, {"post": {}}, "operator", ok={"post": 404}),
    Address("message-original", message, {"get": {}}),
    Address("message-log", message, {"get": {}}),
    Address("attachment", lambda world: {"attachment_id": world.attachment.id}, {"get": {}}),
    Address("customer-panel", case_id, {"get": {}}),
    Address("earlier-panel", case_id, {"get": {}}),
    Address("record-panel", case_id, {"get": {}}),
    Address("customer-cases", lambda world: {"customer_id": world.case.customer_id}, {"get": {}}, hidden=False),
    Address("customer-history", lambda world: {"customer_id": world.case.customer_id}, {"get": {}}, hidden=False),
    Address("account-cases", lambda _world: {"account_id": uuid7()}, {"get": {}}, ok={"get": 404}),  # an unknown one
    Address("subject", number, {"get": {}, "post": {"subject": "新"}}, "operator", ok={"post": 302}),
    Address("replies", number, {"post": {"text": "はい", "to": "yamada@example.com"}}, "operator", ok={"post": 302}),
    Address(
        "withdrawal",
        lambda world: {"number": world.case.number, "message_id": world.answer.id},
        {"post": {}},
        "operator",
        ok={"post": 302},
    ),
    Address("notes", number, {"post": {"note": "メモ"}}, "operator", ok={"post": 302}),
    Address("mentionable", number, {"get": {}}, "operator"),
    Address("assignment", number, {"get": {}, "post": {"staff": ""}}, "operator", ok={"post": 302}),
    Address("topic", number, {"get": {}, "post": {"topic": ""}}, "operator", ok={"post": 302}),
    Address("queue", number, {"get": {}, "post": {"queue": "x"}}, "operator", ok={"post": 422}),
    Address("case-tags", number, {"get": {}, "post": {"tag": []}}, "operator", ok={"post": 302}),
    Address("priority", number, {"post": {"priority": "3"}}, "operator", ok={"post": 302}),
    Address(
        "hold",
        number,
        {"get": {}, "post": {"reason": "customer"}, "delete": {}},
        "operator",
        ok={"post": 302, "delete": 409},
    ),
    Address("start", number, {"post": {}}, "operator", ok={"post": 302}),
    Address("closure", number, {"get": {}, "post": {}, "delete": {}}, "operator", ok={"post": 302, "delete": 409}),
    Address("reopening", number, {"post": {}}, "operator", ok={"post": 409}),
    Address("lease", number, {"post": {}, "delete": {}}, "operator", ok={"post": 204, "delete": 204}),
    Address("merger", number, {"get": {}, "post": {"other": "0"}}, "operator", ok={"post": 422}),
    Address("parting", number, {"post": {}}, "operator", ok={"post": 409}),
    Address("splits", number, {"get": {}, "post": {"subject": ""}}, "operator", ok={"post": 422}),
    Address("links", number, {"get": {}, "post": {"other": "0"}}, "operator", ok={"post": 422}),
    Address(
        "one-link",
        lambda world: number(world) | {"other": world.case.number},
        {"delete": {}},
        "operator",
        ok={"delete": 302},
    ),
    Address("related-panel", case_id, {"get": {}}),
    Address("template-choices", number, {"get": {}}, "operator"),
    Address("template-use", lambda world: number(world) | only("Template", "template_id"), {"post": {}}, "operator"),
    Address("macros", number, {"get": {}, "post": {"template": "x"}}, "operator", ok={"post": 422}),
    Address("templates", NONE, {"get": {}, "post": {"name": ""}}, "operator", hidden=False, ok={"post": 422}),
    Address(
        "template-settings",
        lambda _world: only("Template", "template_id"),
        {"get": {}, "post": {"name": ""}},
        "admin",
        ok={"post": 422},
    ),
    Address("draft", number, {"post": {"text": "下書き"}}, "operator"),
    Address("sending", NONE, {"get": {}, "post": {"word": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("sending-word", lambda _world: only("BannedWord", "word_id"), {"post": {}}, "admin", ok={"post": 302}),
    Address("sending-queue", lambda world: {"queue_id": world.queue.id}, {"post": {}}, "admin", ok={"post": 302}),
    Address("talks", number, {"get": {}, "post": {"text": ""}}, "operator", ok={"post": 422}),
    Address("talk", lambda _world: only("SideTalk", "talk_id"), {"post": {"side": ""}}, "operator", ok={"post": 422}),
    Address(
        "talk-end",
        lambda _world: only("SideTalk", "talk_id"),
        {"post": {}, "delete": {}},
        "operator",
        ok={"post": 302, "delete": 302},
    ),
    Address("side-file", lambda _world: only("SideFile", "file_id"), {"get": {}}),
    Address("message-forward", message, {"get": {}}, "operator"),
    Address("side-panel", case_id, {"get": {}}),
    Address("uploads", NONE, {"post": {}}, "operator", hidden=False),
    Address("queues", NONE, {"get": {}, "post": {"name": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address(
        "queue-settings",
        lambda world: {"queue_id": world.queue.id},
        {"get": {}, "post": {"name": ""}},
        "admin",
        ok={"post": 422},
    ),
    Address("tags", NONE, {"get": {}, "post": {"name": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("tag-settings", tag, {"get": {}, "post": {"name": ""}}, "admin", ok={"post": 422}),
    Address("tag-merge", tag, {"post": {}}, "admin", ok={"post": 422}),
    Address("topics", NONE, {"get": {}, "post": {"name": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("topic-table", NONE, {"get": {}, "post": {}}, "admin", hidden=False, ok={"post": 302}),
    Address("editions", NONE, {"get": {}, "post": {}}, "admin", hidden=False, ok={"post": 302}),
    Address("edition", edition, {"get": {}, "post": {}}, "admin", ok={"post": 302}),
    Address("edition-changes", edition, {"post": {}}, "admin", ok={"post": 422}),
    Address(
        "edition-change",
        lambda world: {**edition(world), "change_id": uuid7()},
        {"post": {}},
        "admin",
        ok={"post": 302},
    ),
    Address("edition-publication", edition, {"post": {}}, "admin", ok={"post": 422}),
    Address("recontacts", NONE, {"get": {}, "post": {"name": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("recontact", definition, {"post": {}}, "admin", ok={"post": 302}),
    Address("checklists", NONE, {"get": {}, "post": {"text": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("checklist-item", one_item, {"get": {}, "post": {"text": ""}}, "admin", ok={"post": 422}),
    Address("checklist-panel", case_id, {"get": {}}),
    Address(
        "tick",
        lambda world: case_id(world) | one_item(world),
        {"post": {}, "delete": {}},
        "operator",
        ok={"post": 302, "delete": 302},
    ),
    Address("records", NONE, {"get": {}}, "admin", hidden=False),
    Address("record-table", NONE, {"get": {}}, "admin", hidden=False),
    Address("fields", NONE, {"get": {}, "post": {"name": ""}}, "admin", hidden=False, ok={"post": 422}),
    Address("field", one_field, {"get": {}, "post": {"name": ""}}, "admin", ok={"post": 422}),
    Address(
        "topic-settings",
        lambda world: {"topic_id": world.topic.id},
        {"get": {}, "post": {"name": ""}},
        "admin",
        ok={"post": 422},
    ),
]
CALLS = [(each, method) for each in ADDRESSES for method in each.methods]
every_call = pytest.mark.parametrize(
    ("address", "method"), CALLS, ids=[f"{each.name}-{method}" for each, method in CALLS]
)


def make_beside(case: Case, answer: Message, sato: Staff) -> None:
    """A template, a banned word, and a question about the case with a file."""
    models.Template.objects.create(brand=case.brand, name="お礼", body="どうも")
    models.BannedWord.objects.create(brand=case.brand, word="保証", folded="保証")
    question = actions.Question("?", ["stock@maker.example"], message_id=answer.id)
    actions.ask(actor=actor(sato), case_id=case.id, question=question)


@pytest.fixture
def world(case: Case, topic: Topic, sato: Staff) -> World:
    stored = files.store(b"%PDF-1.4 x", "a.pdf")
    draft = actions.Draft(text="こちらです", to=["yamada@example.com"], uploads=[Upload(stored.id, "a.pdf")])
    answer = Message.objects.get(id=actions.reply(actor=actor(sato), case_id=case.id, draft=draft))
    first = Message.objects.get(case=case, kind="in")
    make_beside(case, answer, sato)
    change_id = actions.begin_bulk(
        actor=actor(sato), verb=BulkVerb.PRIORITY, value={"priority": 1}, words="優先度", case_ids=[case.id]
    )
    view_id = actions.save_view(actor=actor(sato), name="共有", query="view=all", brand_id=case.brand_id)
    return World(
        case,
        first,
        answer,
        answer.attachments.get(),
        case.queue,
        topic,
        make_tag(case.brand, "至急"),
        view_id,
        change_id,
    )


@pytest.fixture
def viewer(brand: Brand) -> Staff:
    return make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)


@pytest.fixture
def trainee(brand: Brand) -> Staff:
    """Signed in, but without any role yet."""
    staff = make_staff("ono@example.jp", "小野", "四郎", ("オノ", "シロウ"), "viewer", brand)
    staff.grants.all().delete()
    return staff


def call(client: Client, address: Address, world: World, method: str) -> Any:
    target = reverse(f"desk:{address.name}", kwargs=address.kwargs(world))
    return getattr(client, method)(target, address.methods.get(method, {}))


@every_call
def test_allowed(world: World, sato: Staff, suzuki: Staff, viewer: Staff, address: Address, method: str) -> None:
    who = {"viewer": viewer, "operator": suzuki, "admin": sato}[address.by]
    assert call(client_of(who), address, world, method).status_code == address.ok.get(method, 200)


@every_call
def test_refused(world: World, suzuki: Staff, viewer: Staff, trainee: Staff, address: Address, method: str) -> None:
    who = {"viewer": trainee, "operator": viewer, "admin": suzuki}[address.by]
    before = Case.objects.values().get(id=world.case.id)
    assert call(client_of(who), address, world, method).status_code in (403, 404)
    assert Case.objects.values().get(id=world.case.id) == before


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_wrong_method(world: World, sato: Staff, address: Address) -> None:
    for method in {"get", "post", "put", "delete"} - set(address.methods):
        if address.name == "record-panel" and method == "post":
            continue
        assert call(client_of(sato), address, world, method).status_code == 405, method


@every_call
def test_other_brand(world: World, tanaka: Staff, address: Address, method: str) -> None:
    before = Case.objects.values().get(id=world.case.id)
    response = call(client_of(tanaka), address, world, method)
    if address.hidden:
        assert response.status_code == 404
    elif response.status_code == 200:
        page = response.content.decode()
        assert "山田" not in page
        assert "届かない" not in page
        assert world.queue.name not in page
    assert Case.objects.values().get(id=world.case.id) == before


@every_call
def test_strangers_are_sent_to_sign_in(world: World, address: Address, method: str) -> None:
    response = call(Client(), address, world, method)
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_every_address_is_listed_here() -> None:
    import yorisoi.desk.urls as urls

    by_signature = {"link"}  # a page for strangers too: see test_layout.py
    assert {pattern.name for pattern in urls.urlpatterns} - by_signature == {address.name for address in ADDRESSES}
    assert get_resolver()


def test_attachments_are_downloads(world: World, sato: Staff) -> None:
    response = client_of(sato).get(reverse("desk:attachment", kwargs={"attachment_id": world.attachment.id}))
    assert response["Content-Disposition"].startswith("attachment")
    assert response.getvalue() == b"%PDF-1.4 x"
