"""Conversations beside a case: answers come to them, and the customer sees nothing of them."""

from typing import Any

import pytest
from django.urls import reverse

from yorisoi.channels.testing import Mailbox, Outbound, arrive, mail
from yorisoi.desk import actions, queries
from yorisoi.desk.actions import Question
from yorisoi.desk.contracts import NotPossible, Status, Upload, Waiting
from yorisoi.desk.models import Case, Happening, Message, Participant, SideFile, SideMessage, SideTalk
from yorisoi.desk.testing import received_case
from yorisoi.kernel import files
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff, make_team

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ASKED = Question(text="在庫はありますか。", to=["stock@maker.example"], subject="在庫の確認")


def ask(who: Staff, case: Case, question: Question = ASKED) -> SideTalk:
    return SideTalk.objects.get(id=actions.ask(actor=actor(who), case_id=case.id, question=question))


def sent_by(message: SideMessage | Message) -> Outbound:
    assert message.outbound_id is not None
    return Outbound.objects.get(id=message.outbound_id)


def answer(mailbox: Mailbox, talk: SideTalk, text: str = "ございます。", **fields: Any) -> SideMessage | Message:
    sent = SideMessage.objects.filter(talk=talk, kind="out").order_by("-at")[0]
    outbound = sent_by(sent)
    values: dict[str, Any] = {
        "sender": "在庫係 <stock@maker.example>",
        "message_id": "a1@maker.example",
        "subject": "Re: 在庫の確認",
    }
    values |= {"headers": [f"In-Reply-To: <{outbound.message_id}>"], **fields}
    pk = actions.receive(received_id=arrive(mailbox, mail(text, **values)))
    return SideMessage.objects.filter(id=pk).first() or Message.objects.get(id=pk)


def test_it_leaves_in_a_thread_of_its_own(case: Case, sato: Staff) -> None:
    talk = ask(sato, case)
    outbound = sent_by(SideMessage.objects.get(talk=talk))
    assert outbound.subject == "在庫の確認"
    assert "届かない" not in outbound.subject + outbound.body_text
    assert not Message.objects.filter(case=case, kind="out").exists()
    assert not Participant.objects.filter(case=case, address="stock@maker.example").exists()
    assert Happening.objects.filter(case=case, verb="asked").exists()


def test_the_answer_lands_beside_and_never_in_the_customers_thread(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    talk = ask(sato, case)
    message = answer(mailbox, talk)
    assert isinstance(message, SideMessage)
    assert message.talk_id == talk.id
    assert Message.objects.filter(case=case).count() == 1
    assert Case.objects.count() == 1
    talk.refresh_from_db()
    assert talk.answered
    page = client_of(sato).get(reverse("desk:side-panel", kwargs={"case_id": case.id})).content.decode()
    assert "ございます。" in page
    assert actions.receive(received_id=message.received_id) == message.id  # type: ignore[arg-type]
    assert SideMessage.objects.filter(kind="in").count() == 1


def test_the_answer_to_the_customer_quotes_nothing_of_it(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    answer(mailbox, ask(sato, case), "仕入れ値は500円です。")
    actions.reply(actor=actor(sato), case_id=case.id, draft=actions.Draft(text="ございます", to=["yamada@example.com"]))
    outbound = sent_by(Message.objects.get(case=case, kind="out"))
    assert "500円" not in outbound.body_text
    assert queries.recipients(case.id, frozenset()).to == ["yamada@example.com"]


def test_a_stranger_who_quotes_it_gets_a_new_case(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    talk = ask(sato, case)
    message = answer(mailbox, talk, "横から", sender="他人 <x@evil.example>", message_id="x@evil.example")
    assert isinstance(message, Message)
    assert message.case_id != case.id
    assert SideMessage.objects.filter(kind="in").count() == 0


def test_waiting_ends_with_the_answer(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    talk = ask(sato, case, Question(text="?", to=["stock@maker.example"], wait=True))
    case.refresh_from_db()
    assert (case.status, case.waiting_reason) == (Status.PENDING, Waiting.OUTSIDE)
    answer(mailbox, talk)
    case.refresh_from_db()
    assert case.status != Status.PENDING


def test_a_team_is_asked_at_its_peoples_addresses(case: Case, brand: Brand, sato: Staff, suzuki: Staff) -> None:
    team_id = make_team(brand, "倉庫", suzuki).id
    talk = ask(sato, case, Question(text="確認してください", team_id=team_id))
    assert talk.addresses == [suzuki.user.email]
    found = queries.talks_of(actor(sato), case.id)
    assert found[0].to == "倉庫"


def test_forwarding_takes_the_message_and_its_files_along(case: Case, sato: Staff) -> None:
    stored = files.store(b"%PDF-1.4 x", "a.pdf")
    draft = actions.Draft(text="こちらです", to=["yamada@example.com"], uploads=[Upload(stored.id, "見積.pdf")])
    message_id = actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
    talk = ask(sato, case, Question(text="ご対応ください", to=["stock@maker.example"], message_id=message_id))
    outbound = sent_by(SideMessage.objects.get(talk=talk))
    assert outbound.subject == "Fwd: 届かない"
    assert "こちらです" in outbound.body_text
    assert SideFile.objects.get().name == "見積.pdf"
    assert Happening.objects.filter(case=case, verb="forwarded").exists()


def test_it_goes_on_and_ends(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    talk = ask(sato, case)
    answer(mailbox, talk)
    actions.write_side(actor=actor(sato), talk_id=talk.id, text="ありがとうございます。")
    actions.end_side(actor=actor(sato), talk_id=talk.id)
    assert queries.talks_of(actor(sato), case.id)[0].done
    answer(mailbox, talk, "もう一つ", message_id="a2@maker.example")
    talk.refresh_from_db()
    assert talk.done_at is None


def test_refusals(case: Case, brand: Brand, sato: Staff, tanaka: Staff) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    for who, question, error in (
        (sato, Question(text="?"), NotPossible),
        (sato, Question(text=" ", to=["stock@maker.example"]), NotPossible),
        (sato, Question(text="?", to=["Yamada@example.com"]), NotPossible),
        (tanaka, ASKED, NotFound),
        (viewer, ASKED, NotAllowed),
    ):
        with pytest.raises(error):
            ask(who, case, question)
    talk = ask(sato, case)
    with pytest.raises(NotFound):
        actions.write_side(actor=actor(tanaka), talk_id=talk.id, text="x")
    with pytest.raises(NotFound):
        queries.talk_of(actor(tanaka), talk.id)


def test_talks_follow_a_merge_and_come_back(case: Case, sato: Staff, mailbox: Mailbox) -> None:
    other = received_case(mailbox, subject="別", message_id="o@example.com")
    talk = ask(sato, other)
    actions.merge(actor=actor(sato), case_id=other.id, into_id=case.id)
    assert [each.id for each in queries.talks_of(actor(sato), case.id)] == [talk.id]
    assert isinstance(answer(mailbox, talk), SideMessage)
    actions.part(actor=actor(sato), case_id=other.id)
    assert [each.id for each in queries.talks_of(actor(sato), other.id)] == [talk.id]


def test_by_the_dialog_and_the_panel(case: Case, sato: Staff) -> None:
    client, address = client_of(sato), reverse("desk:talks", kwargs={"number": case.number})
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "?", "to": ""}, headers=HTMX).status_code == 422
    sent = client.post(address, {"text": "?", "to": "stock@maker.example", "wait": "1"}, headers=HTMX)
    assert "case:related" in sent["HX-Trigger"]
    talk = SideTalk.objects.get()
    client.post(reverse("desk:talk", kwargs={"talk_id": talk.id}), {"side": "追伸"}, headers=HTMX)
    assert SideMessage.objects.filter(talk=talk).count() == 2
    end = reverse("desk:talk-end", kwargs={"talk_id": talk.id})
    client.post(end, headers=HTMX)
    talk.refresh_from_db()
    assert talk.done_at is not None
    client.delete(end, headers=HTMX)
    talk.refresh_from_db()
    assert talk.done_at is None
