"""Whose case a mail is, where it is less than plain: targets that are gone, blind copies, further addresses of ours."""

from typing import Any

import pytest

from yorisoi.channels import public as channels
from yorisoi.channels.testing import Mailbox, Outbound, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.contracts import Kind
from yorisoi.desk.models import Case, Happening, Message, Queue
from yorisoi.desk.testing import case_of
from yorisoi.kernel import jobs
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


def receive(mailbox: Mailbox, **fields: Any) -> Message:
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, mail(**fields))))


def answered(case: Case, staff: Staff, **fields: Any) -> Outbound:
    draft = actions.Draft(text="お調べします。", to=["yamada@example.com"])
    reply = actions.reply(actor=actor(staff), case_id=case.id, draft=draft, hold_seconds=0)
    return Outbound.objects.get(pk=Message.objects.values_list("outbound_id", flat=True).get(id=reply))


@pytest.mark.parametrize("of", ["theirs", "ours"])
def test_an_answer_to_what_is_gone_opens_a_case_and_brings_nothing_back(
    case: Case, mailbox: Mailbox, sato: Staff, of: str
) -> None:
    ours = answered(case, sato).message_id
    Happening.objects.filter(case=case).delete()
    case.delete()
    assert Message.objects.count() == 0
    answer = receive(
        mailbox,
        text="続きです",
        message_id="m2@example.com",
        headers=[f"In-Reply-To: <{'m1@example.com' if of == 'theirs' else ours}>"],
    )
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)
    assert (answer.body, case_of(answer.id).customer_name) == ("続きです", "山田 太郎")


def test_a_blind_copy_from_a_customer_is_a_case_of_theirs(mailbox: Mailbox, queue: Queue) -> None:
    message = receive(mailbox, to="friend@example.net")
    assert (message.kind, case_of(message.id).customer_name) == (Kind.IN, "山田 太郎")


def test_a_blind_copy_of_an_agents_own_mail_is_our_answer(case: Case, mailbox: Mailbox, suzuki: Staff) -> None:
    message = receive(
        mailbox,
        text="私からお答えします。",
        sender="鈴木 一郎 <suzuki@example.jp>",
        to="yamada@example.com",
        message_id="s1@example.jp",
        headers=["In-Reply-To: <m1@example.com>", "User-Agent: Mozilla Thunderbird"],
    )
    assert (message.case_id, message.kind, message.author_id) == (case.id, Kind.OUT, suzuki.id)


def test_an_alias_of_ours_is_us_and_takes_no_part(mailbox: Mailbox, queue: Queue, suzuki: Staff) -> None:
    Mailbox.objects.update(config={"incoming": "lmtp", "aliases": ["help@sakura.example"]})
    note = receive(mailbox, sender="suzuki@example.jp", to="help@sakura.example", message_id="s1@example.jp")
    assert note.kind == Kind.NOTE


def test_who_writes_through_our_list_is_the_customer(mailbox: Mailbox, queue: Queue) -> None:
    headers = ["List-Id: <support.sakura.example>", "Precedence: list", "X-Original-From: 山田 <yamada@example.com>"]
    message = receive(mailbox, sender="'山田' via さくら <support@sakura.example>", headers=headers)
    opened = case_of(message.id)
    assert (message.automatic, opened.customer_name) == ("person", "山田")


REPORT = (
    "From: MAILER-DAEMON@mx.example\r\nTo: support@sakura.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    "Message-ID: <bounce@mx.example>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    "Final-Recipient: rfc822; yamada@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{0}>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
)


def test_the_bounce_of_an_automatic_message_of_ours_is_answered_by_nobody(
    mailbox: Mailbox, queue: Queue, sato: Staff
) -> None:
    outbound_id = channels.send(
        brand_id=mailbox.brand_id,
        mailbox_id=mailbox.pk,
        to=["yamada@example.com"],
        subject="受け付けました",
        text="自動送信です。",
        automatic=True,
    )
    ours = Outbound.objects.get(pk=outbound_id)
    received_id = arrive(mailbox, REPORT.format(ours.message_id).encode())
    actions.receive(received_id=received_id)
    jobs.run_pending()
    assert not channels.received(received_id).answer_automatically
    assert list(Outbound.objects.values_list("pk", flat=True)) == [outbound_id]


def test_a_mail_that_cannot_be_read_is_a_case_with_the_mail_as_it_came(
    mailbox: Mailbox, queue: Queue, sato: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_root: object) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as patch:
        patch.setattr("yorisoi.channels.email.mime.parser.collect", broken)
        message = receive(mailbox)
    assert message.received_id is not None
    assert [each["code"] for each in message.notes if each["code"] == "unreadable"] == ["unreadable"]
    assert "こんにちは" not in message.subject
    mended = channels.read_again(message.received_id, actor=actor(sato))
    assert (mended.body_text, mended.notes) == ("こんにちは。\n", ())
