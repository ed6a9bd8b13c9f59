"""Answering: what leaves, what it does to the case, when it is refused, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yorisoi.channels import public as channels
from yorisoi.channels.testing import Mailbox, Outbound, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.actions.quoting import reply_subject
from yorisoi.desk.contracts import CaseMoved, NotPossible, RecordFields, RecordNeeded, ReplyHeld, Status, Upload
from yorisoi.desk.models import Assignment, Case, Closure, Contact, Happening, Message, Record, Topic
from yorisoi.kernel import clock, files, search
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import StoredFile
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, make_staff

pytestmark = pytest.mark.django_db


def reply(staff: Staff, case: Case, text: str = "お調べします。", **fields: Any) -> Message:
    draft = actions.Draft(text=text, to=fields.pop("to", ["yamada@example.com"]), **fields)
    return Message.objects.get(id=actions.reply(actor=actor(staff), case_id=case.id, draft=draft))


def sent(message: Message) -> UUID:
    assert message.outbound_id
    return message.outbound_id


def again(mailbox: Mailbox, text: str = "追伸") -> Message:
    raw = mail(text, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, raw)))


def test_goes_into_the_outbox_threaded_and_quoted(case: Case, sato: Staff) -> None:
    message = reply(sato, case, cc=["hanako@example.com"])
    row = Outbound.objects.get(pk=sent(message))
    assert [each["address"] for each in (*row.to, *row.cc)] == ["yamada@example.com", "hanako@example.com"]
    assert (row.subject, row.in_reply_to) == ("Re: 届かない", "m1@example.com")
    assert row.body_text.startswith("お調べします。\n")
    assert "> こんにちは。" in row.body_text
    assert (message.body, message.delivery) == ("お調べします。", "queued")


def test_is_held_for_ten_seconds(case: Case, sato: Staff) -> None:
    row = Outbound.objects.get(pk=sent(reply(sato, case)))
    assert row.next_at == row.created_at + timedelta(seconds=10)


def test_begins_the_work_and_answers_the_contact(case: Case, sato: Staff) -> None:
    message = reply(sato, case)
    case.refresh_from_db()
    assert (case.status, case.assignee_id, case.last_direction, case.message_count) == ("open", sato.id, "out", 2)
    contact = Contact.objects.get(case=case)
    assert (contact.answered_at, contact.by_id, message.contact_id) == (message.at, sato.id, contact.id)


def test_leaves_anothers_case_with_them(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
    reply(suzuki, case)
    case.refresh_from_db()
    assert case.assignee_id == sato.id


def test_may_put_on_hold_or_close(case: Case, sato: Staff) -> None:
    reply(sato, case, then=Status.PENDING)
    case.refresh_from_db()
    assert (case.status, case.waiting_reason) == ("pending", "customer")
    reply(sato, case, then=Status.DONE)
    case.refresh_from_db()
    assert case.status == "done"
    assert Closure.objects.get(case=case).by_id == sato.id


def test_closing_wants_the_record_that_the_topic_wants(case: Case, topic: Topic, sato: Staff) -> None:
    Topic.objects.update(needs_record=True)
    actions.set_topic(actor=actor(sato), case_id=case.id, topic_id=topic.id)
    with pytest.raises(RecordNeeded) as caught:
        reply(sato, case, then=Status.DONE, record=RecordFields(reason="遅延"))
    assert caught.value.missing == ("action", "outcome")
    assert not Outbound.objects.exists()
    reply(sato, case, then=Status.DONE, record=RecordFields(reason="遅延", action="再送", outcome="解決"))
    assert Record.objects.get(case=case).outcome == "解決"


def test_tells_what_came_meanwhile_and_sends_nothing(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    seen = case.version
    again(mailbox, "もう届きました")
    with pytest.raises(CaseMoved) as caught:
        reply(sato, case, seen_version=seen)
    assert [each.line for each in caught.value.arrived] == ["もう届きました"]
    assert not Outbound.objects.exists()
    assert reply(sato, case, seen_version=caught.value.version)


def test_does_not_mind_what_the_writer_did_or_that_only_the_topic_changed(
    case: Case, topic: Topic, sato: Staff, suzuki: Staff
) -> None:
    seen = case.version
    actions.note(actor=actor(sato), case_id=case.id, text="自分のメモ")
    actions.set_topic(actor=actor(suzuki), case_id=case.id, topic_id=topic.id)
    assert reply(sato, case, seen_version=seen)


def test_minds_anothers_answer(case: Case, sato: Staff, suzuki: Staff) -> None:
    seen = case.version
    reply(suzuki, case)
    with pytest.raises(CaseMoved):
        reply(sato, case, seen_version=seen)
    assert Outbound.objects.count() == 1


def test_is_refused_while_another_writes(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(suzuki), case_id=case.id)
    with pytest.raises(ReplyHeld) as caught:
        reply(sato, case)
    assert caught.value.holder == suzuki.display_name
    assert not Outbound.objects.exists()


def test_ends_the_writers_lease(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(sato), case_id=case.id)
    reply(sato, case)
    actions.take_lease(actor=actor(suzuki), case_id=case.id)


@pytest.mark.parametrize(("text", "to"), [("  ", ["yamada@example.com"]), ("はい", []), ("はい", ["no address"])])
def test_wants_a_text_and_a_recipient(case: Case, sato: Staff, text: str, to: list[str]) -> None:
    with pytest.raises(NotPossible):
        reply(sato, case, text, to=to)
    assert Message.objects.filter(case=case).count() == 1


def test_wants_a_mailbox(case: Case, sato: Staff) -> None:
    Mailbox.objects.update(active=False)
    with pytest.raises(NotPossible):
        reply(sato, case)


def test_carries_attachments_by_their_names(case: Case, sato: Staff) -> None:
    stored = files.store("請求書".encode(), "請求書.txt", loose=True)
    message = reply(sato, case, uploads=[Upload(stored.id, "請求書.txt")])
    assert StoredFile.objects.get(pk=stored.id).loose_at is None
    assert message.attachments.get().name == "請求書.txt"
    assert Outbound.objects.get().attachments == [{"file_id": str(stored.id), "name": "請求書.txt"}]


def test_says_which_attachment_is_gone(case: Case, sato: Staff) -> None:
    with pytest.raises(NotPossible, match=r"a\.pdf"):
        reply(sato, case, uploads=[Upload(uuid7(), "a.pdf")])


def test_is_found_by_search(case: Case, sato: Staff) -> None:
    message = reply(sato, case, "倉庫に照会しています")
    assert message.id in {hit.object_id for hit in search.find("照会", {case.brand_id}).hits}


def test_viewer_may_not_and_others_do_not_know(case: Case, brand: Brand, tanaka: Staff) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    with pytest.raises(NotAllowed):
        reply(viewer, case)
    with pytest.raises(NotFound):
        reply(tanaka, case)


def test_taken_back_leaves_the_case_as_it_was(case: Case, sato: Staff) -> None:
    case.refresh_from_db()
    message = reply(sato, case, then=Status.DONE)
    assert actions.take_back(actor=actor(sato), case_id=case.id, message_id=message.id) == "お調べします。"
    later = Case.objects.get(id=case.id)
    assert (later.status, later.message_count, later.last_line, later.last_at) == (
        "new", 1, "こんにちは。", case.last_at,
    )  # fmt: skip
    assert Outbound.objects.get().state == "cancelled"
    assert Contact.objects.get(case=case).ended_at is None
    assert Happening.objects.filter(case=case, verb="taken_back").exists()
    assert message.id not in {hit.object_id for hit in search.find("調べ", {case.brand_id}).hits}


def test_taken_back_keeps_what_came_after(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    message = reply(sato, case)
    again(mailbox, "急ぎです")
    actions.take_back(actor=actor(sato), case_id=case.id, message_id=message.id)
    later = Case.objects.get(id=case.id)
    assert (later.last_line, later.message_count, later.status) == ("急ぎです", 2, "open")


def test_cannot_be_taken_back_once_it_left(case: Case, sato: Staff) -> None:
    message = reply(sato, case)
    Outbound.objects.update(state="sent", sent_at=clock.now())
    with pytest.raises(NotPossible):
        actions.take_back(actor=actor(sato), case_id=case.id, message_id=message.id)


def test_taken_back_only_by_those_who_may_answer(case: Case, sato: Staff, tanaka: Staff, other_case: Case) -> None:
    message = reply(sato, case)
    for wrong in (case.id, other_case.id):
        with pytest.raises(NotFound):
            actions.take_back(actor=actor(tanaka), case_id=wrong, message_id=message.id)
    assert channels.delivery([sent(message)])[sent(message)].state == "queued"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("届かない", "Re: 届かない"),
        ("Re: RE： Re[2]: 届かない", "Re: 届かない"),
        ("返信: 届かない", "Re: 届かない"),
        ("", "Re:"),
    ],
)
def test_one_re_is_enough(subject: str, expected: str) -> None:
    assert reply_subject(subject).strip() == expected


def test_an_assignment_is_written_for_who_answers_first(case: Case, sato: Staff) -> None:
    reply(sato, case)
    assert Assignment.objects.get(case=case, ended_at=None).staff_id == sato.id
