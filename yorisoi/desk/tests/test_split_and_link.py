"""A case made of another's messages, and cases that belong together."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions, queries
from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import Link, NotPossible, Status
from yorisoi.desk.events import CaseOpened, ContactOpened
from yorisoi.desk.models import Case, CaseLink, Contact, Happening, Message
from yorisoi.desk.testing import case_of, received_case
from yorisoi.kernel import events
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def told() -> Iterator[list[object]]:
    """The events published meanwhile."""
    heard: list[object] = []
    for kind in (CaseOpened, ContactOpened):
        events.subscribe(kind)(heard.append)
    yield heard
    for kind in (CaseOpened, ContactOpened):
        events._subscribers[kind].remove(heard.append)


@pytest.fixture
def mixed(case: Case, mailbox: Mailbox) -> Message:
    """A colleague, copied, writes about something else into 山田's case."""
    arrive_first = mail(
        sender="山田 太郎 <yamada@example.com>",
        message_id="cc@example.com",
        headers=["In-Reply-To: <m1@example.com>", "Cc: kimura@example.com"],
        subject=f"Re: [#{case.number}]",
    )
    actions.receive(received_id=arrive(mailbox, arrive_first))
    other = mail(
        sender="木村 <kimura@example.com>",
        subject=f"Re: [#{case.number}] ところで請求書の件",
        message_id="mixed@example.com",
        text="請求書もお願いします。",
    )
    message = Message.objects.get(id=actions.receive(received_id=arrive(mailbox, other)))
    assert message.case_id == case.id
    return message


def split(who: Staff, message: Message, subject: str = "請求書の件") -> Case:
    wanted = actions.Split([message.id], subject)
    return Case.objects.get(id=actions.split(actor=actor(who), case_id=message.case_id, wanted=wanted))


def test_messages_become_a_case_of_their_own(case: Case, mixed: Message, sato: Staff, told: list[object]) -> None:
    new = split(sato, mixed)
    case.refresh_from_db()
    mixed.refresh_from_db()
    assert mixed.case_id == new.id
    assert (new.subject, new.status, new.message_count) == ("請求書の件", Status.NEW, 1)
    assert new.customer_name == "木村"
    assert new.customer_id != case.customer_id
    assert case.message_count == 2
    assert case.last_line != "請求書もお願いします。"
    contact = Contact.objects.get(case=new)
    assert contact.ended_at is None
    assert CaseOpened(new.id) in told
    assert ContactOpened(contact.id, new.id) in told
    assert CaseLink.objects.get(case=new).kind == Link.SPLIT
    assert Happening.objects.filter(case=case, verb="split").exists()
    assert counts.live() == counts.kept()


def test_what_answers_it_comes_to_the_new_case(case: Case, mixed: Message, sato: Staff, mailbox: Mailbox) -> None:
    new = split(sato, mixed)
    later = mail(
        sender="木村 <kimura@example.com>", message_id="l@example.com", headers=["In-Reply-To: <mixed@example.com>"]
    )
    assert case_of(actions.receive(received_id=arrive(mailbox, later))).id == new.id


def test_merging_back_undoes_it(case: Case, mixed: Message, sato: Staff) -> None:
    new = split(sato, mixed)
    actions.merge(actor=actor(sato), case_id=new.id, into_id=case.id)
    mixed.refresh_from_db()
    assert mixed.case_id == case.id
    assert Case.objects.get(id=case.id).message_count == 3


def test_nothing_and_everything_are_refused(case: Case, sato: Staff) -> None:
    everything = list(Message.objects.filter(case=case).values_list("id", flat=True))
    for chosen in ([], everything):
        with pytest.raises(NotPossible):
            actions.split(actor=actor(sato), case_id=case.id, wanted=actions.Split(chosen))


def test_the_dialog_splits(case: Case, mixed: Message, sato: Staff) -> None:
    address = reverse("desk:splits", kwargs={"number": case.number})
    client = client_of(sato)
    assert "請求書もお願いします。" in client.get(address).content.decode()
    answer = client.post(address, {"message": str(mixed.id), "subject": ""}, headers=HTMX)
    new = Case.objects.order_by("-number")[0]
    assert f'data-number="{new.number}"' in answer.content.decode()


def test_links_and_parts(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    part = received_case(mailbox, subject="部分", message_id="p@example.com")
    side = received_case(mailbox, subject="関連", message_id="s@example.com")
    for _twice in range(2):
        actions.link(actor=actor(sato), case_id=part.id, other_id=case.id, kind=Link.PART_OF)
        actions.link(actor=actor(sato), case_id=side.id, other_id=case.id)
    found = queries.relations(actor(sato), case.id)
    assert [each.number for each in found.children] == [part.number]
    assert [each.number for each in found.linked] == [side.number]
    assert [each.number for each in queries.relations(actor(sato), part.id).parents] == [case.number]
    assert found.open_children == 1
    assert CaseLink.objects.count() == 2
    with pytest.raises(NotPossible):
        actions.link(actor=actor(sato), case_id=case.id, other_id=part.id, kind=Link.PART_OF)
    with pytest.raises(NotPossible):
        actions.link(actor=actor(sato), case_id=part.id, other_id=side.id, kind=Link.PART_OF)
    actions.unlink(actor=actor(sato), case_id=case.id, other_id=side.id)
    assert CaseLink.objects.count() == 1


def test_all_parts_closed_is_said(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    part = received_case(mailbox, subject="部分", message_id="p@example.com")
    actions.link(actor=actor(sato), case_id=part.id, other_id=case.id, kind=Link.PART_OF)
    client, address = client_of(sato), reverse("desk:related-panel", kwargs={"case_id": case.id})
    assert "callout--positive" not in client.get(address).content.decode()
    actions.close(actor=actor(sato), case_id=part.id)
    assert "callout--positive" in client.get(address).content.decode()


def test_another_brands_case_cannot_be_linked(case: Case, other_case: Case, sato: Staff, takahashi: Staff) -> None:
    with pytest.raises(NotFound):
        actions.link(actor=actor(sato), case_id=case.id, other_id=other_case.id)
    with pytest.raises(NotPossible):
        actions.link(actor=actor(takahashi), case_id=case.id, other_id=other_case.id)


def test_linking_by_number_tells_the_panel(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    other = received_case(mailbox, subject="関連", message_id="s@example.com")
    client = client_of(sato)
    answer = client.post(
        reverse("desk:links", kwargs={"number": case.number}),
        {"other": f"＃{other.number}", "kind": "whole"},
        headers=HTMX,
    )
    assert "case:related" in answer["HX-Trigger"]
    assert CaseLink.objects.get().case_id == other.id
    gone = client.delete(reverse("desk:one-link", kwargs={"number": case.number, "other": other.number}), headers=HTMX)
    assert gone.status_code == 200
    assert not CaseLink.objects.exists()
