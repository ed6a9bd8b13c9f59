"""Two cases made one: what follows, where later mails go, and that all of it can be undone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions, queries
from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import CaseMoved, NotPossible, Status, Waiting
from yorisoi.desk.events import CaseResolved, CasesMerged, CasesParted
from yorisoi.desk.models import (
    Case,
    CaseLink,
    CaseMerge,
    Closure,
    Contact,
    Happening,
    Hold,
    Message,
    Participant,
    Queue,
)
from yorisoi.desk.testing import case_of, received_case
from yorisoi.kernel import clock, events
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def told() -> Iterator[list[object]]:
    """The events published meanwhile."""
    heard: list[object] = []
    for kind in (CaseResolved, CasesMerged, CasesParted):
        events.subscribe(kind)(heard.append)
    yield heard
    for kind in (CaseResolved, CasesMerged, CasesParted):
        events._subscribers[kind].remove(heard.append)


@pytest.fixture
def second(case: Case, mailbox: Mailbox) -> Case:
    """山田's second case: 請求書, from another address that copies a colleague."""
    return received_case(mailbox, subject="請求書について", message_id="second@example.com", text="請求書をください。")


def merge(who: Staff, case: Case, into: Case) -> CaseMerge:
    return CaseMerge.objects.get(id=actions.merge(actor=actor(who), case_id=case.id, into_id=into.id))


def snapshot(case: Case) -> dict[str, object]:
    return {name: value for name, value in Case.objects.values().get(id=case.id).items() if name != "version"}


def test_messages_contacts_and_people_follow(case: Case, second: Case, sato: Staff) -> None:
    Participant.objects.create(case=second, address="colleague@example.com")
    merge(sato, second, case)
    second.refresh_from_db()
    case.refresh_from_db()
    assert set(Message.objects.filter(case=case).values_list("subject", flat=True)) == {"届かない", "請求書について"}
    assert case.message_count == 2
    assert second.message_count == 0
    assert second.merged_into_id == case.id
    assert (second.status, second.is_open) == (Status.NO_ACTION, False)
    assert Contact.objects.filter(case=case).count() == 2
    assert Contact.objects.filter(case=case, ended_at=None).count() == 1
    assert Participant.objects.filter(case=case, address="colleague@example.com").exists()
    assert case.last_line == "請求書をください。"
    assert counts.live() == counts.kept()


def test_it_is_told_and_published_but_not_resolved(case: Case, second: Case, sato: Staff, told: list[object]) -> None:
    done = merge(sato, second, case)
    assert CasesMerged(done.id, second.id, case.id) in told
    assert not [each for each in told if isinstance(each, CaseResolved)]
    assert Happening.objects.get(case=case, verb="merged").data["number"] == second.number
    assert Happening.objects.get(case=second, verb="merged_into").data["number"] == case.number


def test_later_mails_to_the_old_number_and_thread_come_to_the_kept_one(
    case: Case, second: Case, sato: Staff, mailbox: Mailbox
) -> None:
    merge(sato, second, case)
    numbered = arrive(mailbox, mail(subject=f"追伸 [#{second.number}]", message_id="n1@example.com"))
    threaded = arrive(
        mailbox, mail(subject="Re: 請求書", message_id="t1@example.com", headers=["In-Reply-To: <second@example.com>"])
    )
    for received_id in (numbered, threaded):
        assert case_of(actions.receive(received_id=received_id)).id == case.id


def test_a_stranger_with_the_old_number_gets_a_new_case(
    case: Case, second: Case, sato: Staff, mailbox: Mailbox
) -> None:
    merge(sato, second, case)
    received = arrive(
        mailbox, mail(sender="他人 <x@evil.example>", subject=f"[#{second.number}]", message_id="x@evil.example")
    )
    assert case_of(actions.receive(received_id=received)).id not in (case.id, second.id)


def test_undo_restores_both(case: Case, second: Case, sato: Staff, suzuki: Staff, told: list[object]) -> None:
    until = clock.now() + timedelta(days=2)
    actions.assign(actor=actor(suzuki), case_id=second.id, staff_id=suzuki.id)
    actions.hold(actor=actor(suzuki), case_id=second.id, reason=Waiting.DATE, until=until)
    before = snapshot(case), snapshot(second)
    contacts = list(Contact.objects.order_by("id").values())
    people = set(Participant.objects.values_list("case", "address"))
    done = merge(sato, second, case)
    assert not Hold.objects.filter(case=second, ended_at=None).exists()
    actions.part(actor=actor(sato), case_id=second.id)
    assert (snapshot(case), snapshot(second)) == before
    assert list(Contact.objects.order_by("id").values()) == contacts
    assert set(Participant.objects.values_list("case", "address")) == people
    assert Hold.objects.get(case=second, ended_at=None).until == until
    assert not Closure.objects.filter(case=second, reopened_at=None).exists()
    assert not CaseLink.objects.exists()
    assert CasesParted(done.id, second.id, case.id) in told
    assert counts.live() == counts.kept()


def test_undo_leaves_what_came_meanwhile(case: Case, second: Case, sato: Staff, mailbox: Mailbox) -> None:
    merge(sato, second, case)
    answer = actions.Draft(text="承知しました", to=["new@example.com"])
    actions.reply(actor=actor(sato), case_id=case.id, draft=answer)
    actions.part(actor=actor(sato), case_id=second.id)
    case.refresh_from_db()
    assert set(Message.objects.filter(case=case).values_list("body", flat=True)) >= {"承知しました"}
    assert Message.objects.filter(case=second).count() == 1
    assert Participant.objects.filter(case=case, address="new@example.com").exists()
    assert case.message_count == 2
    assert case.last_line == "承知しました"


def test_an_open_case_opens_the_closed_one_it_goes_into_and_undo_closes_it_again(
    case: Case, second: Case, sato: Staff
) -> None:
    actions.close(actor=actor(sato), case_id=case.id)
    merge(sato, second, case)
    case.refresh_from_db()
    assert case.is_open
    actions.part(actor=actor(sato), case_id=second.id)
    case.refresh_from_db()
    assert (case.status, case.is_open) == (Status.DONE, False)


def test_a_writer_on_the_kept_case_is_told_of_what_was_merged_in(case: Case, second: Case, sato: Staff) -> None:
    case.refresh_from_db()
    seen = case.version
    merge(sato, second, case)
    draft = actions.Draft(text="はい", to=["yamada@example.com"], seen_version=seen)
    with pytest.raises(CaseMoved) as refused:
        actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    assert [each.line for each in refused.value.arrived] == ["請求書をください。"]


def test_nothing_can_be_done_with_a_merged_case(case: Case, second: Case, sato: Staff) -> None:
    merge(sato, second, case)
    for act in (
        lambda: actions.note(actor=actor(sato), case_id=second.id, text="x"),
        lambda: actions.reopen(actor=actor(sato), case_id=second.id),
        lambda: actions.merge(actor=actor(sato), case_id=case.id, into_id=second.id),
    ):
        with pytest.raises(NotPossible):
            act()


def test_chains_lead_to_the_end_and_are_undone_from_there(
    case: Case, second: Case, sato: Staff, mailbox: Mailbox
) -> None:
    third = received_case(mailbox, subject="三つ目", message_id="third@example.com")
    merge(sato, third, second)
    merge(sato, second, case)
    head = queries.merged_into(actor(sato), queries.get_case(actor(sato), third.id))
    assert head.id == case.id
    with pytest.raises(NotPossible):
        actions.part(actor=actor(sato), case_id=third.id)
    actions.part(actor=actor(sato), case_id=second.id)
    actions.part(actor=actor(sato), case_id=third.id)
    assert {Message.objects.get(case=each).subject for each in (case, second, third)} == {
        "届かない", "請求書について", "三つ目",
    }  # fmt: skip


def test_refusals(
    case: Case, second: Case, other_case: Case, brand: Brand, sato: Staff, tanaka: Staff, takahashi: Staff
) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    for who, into, error in (
        (sato, second, NotPossible),
        (sato, other_case, NotFound),
        (tanaka, case, NotFound),
        (viewer, case, NotAllowed),
        (takahashi, other_case, NotPossible),
    ):
        with pytest.raises(error):
            actions.merge(actor=actor(who), case_id=second.id, into_id=into.id)
    assert not CaseMerge.objects.exists()


def test_the_old_number_opens_and_leads_on(case: Case, second: Case, sato: Staff) -> None:
    merge(sato, second, case)
    client = client_of(sato)
    page = client.get(f"/cases/{second.number}/")
    assert page.status_code == 302
    assert page["Location"] == f"/cases/{case.number}/"
    part = client.get(f"/cases/{second.number}/", headers=HTMX).content.decode()
    assert f'data-number="{case.number}"' in part
    assert f"#{second.number}" in part


def test_the_dialog_suggests_and_merges_the_newer_into_the_older(case: Case, second: Case, sato: Staff) -> None:
    client = client_of(sato)
    assert f"#{case.number}" in client.get(reverse("desk:merger", kwargs={"number": second.number})).content.decode()
    answer = client.post(
        reverse("desk:merger", kwargs={"number": second.number}), {"other": f"#{case.number}"}, headers=HTMX
    )
    assert answer["HX-Retarget"] == "#case"
    assert Case.objects.get(id=second.id).merged_into_id == case.id
    undone = client.post(reverse("desk:parting", kwargs={"number": second.number}), headers=HTMX)
    assert f'data-number="{second.number}"' in undone.content.decode()
    assert Case.objects.get(id=second.id).merged_into_id is None


def test_another_customers_case_is_asked_about_first(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    other = received_case(mailbox, sender="木村 <kimura@example.com>", message_id="k@example.com", subject="別件です")
    client: Client = client_of(sato)
    address = reverse("desk:merger", kwargs={"number": other.number})
    asked = client.post(address, {"other": case.number}, headers=HTMX)
    assert asked.status_code == 422
    assert "confirmed" in asked.content.decode()
    assert not CaseMerge.objects.exists()
    assert client.post(address, {"other": case.number, "confirmed": "yes"}, headers=HTMX).status_code == 200
    assert CaseMerge.objects.exists()


def test_suggestions_are_open_recent_and_of_the_customer_or_the_subject(
    case: Case, second: Case, sato: Staff, mailbox: Mailbox, queue: Queue
) -> None:
    other = received_case(
        mailbox, sender="木村 <kimura@example.com>", message_id="k@example.com", subject="Re: 届かない [#1]"
    )
    head = queries.get_case(actor(sato), case.id)
    assert [(each.number, each.why) for each in queries.alike(actor(sato), head)] == [
        (second.number, "customer"),
        (other.number, "subject"),
    ]
    actions.close(actor=actor(sato), case_id=second.id)
    with clock.moved_to(clock.now() + timedelta(days=15)):
        assert queries.alike(actor(sato), head) == []
    assert [each.number for each in queries.alike(actor(sato), head)] == [other.number]


def test_the_panel_shows_and_undoes(case: Case, second: Case, sato: Staff) -> None:
    merge(sato, second, case)
    page = client_of(sato).get(reverse("desk:related-panel", kwargs={"case_id": case.id})).content.decode()
    assert reverse("desk:parting", kwargs={"number": second.number}) in page
