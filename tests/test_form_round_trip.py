"""From a web form to the customer's mailbox and back, through real SMTP and LMTP."""

import re
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.db import connections
from django.test import Client

from yorisoi.channels.email.listener import Listener
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.form.testing import make_form
from yorisoi.channels.form.tests.browser import opened, send
from yorisoi.channels.models import Mailbox
from yorisoi.channels.testing import make_mailbox
from yorisoi.desk import actions as desk
from yorisoi.desk.models import Case, Message
from yorisoi.desk.testing import make_queue
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listener(transactional_db: None) -> Iterator[Listener]:
    """Our own LMTP listener."""
    each = Listener("127.0.0.1", 0)
    each.start()
    yield each
    each.stop()
    connections.close_all()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The customers' mail server."""
    each = Receiver()
    each.start()
    yield each
    each.stop()


@pytest.fixture
def support(brand: Brand, receiver: Receiver) -> Mailbox:
    """support@sakura.example, which sends through the receiver."""
    server = {"host": "127.0.0.1", "port": receiver.port, "security": "none", "user": ""}
    config = {"incoming": "lmtp", "smtp": server}
    return make_mailbox(brand, "support@sakura.example", display_name="さくら便サポート", config=config)


def text_of(mail: EmailMessage, kind: str) -> str:
    """One of the two bodies of a mail."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def run_jobs(seconds: int = 0) -> None:
    """What is due now, or in a while."""
    with clock.moved_to(clock.now() + timedelta(seconds=seconds)):
        jobs.run_pending()


def test_an_answer_leaves_by_mail_and_the_reply_comes_back_to_the_case(
    support: Mailbox, receiver: Receiver, listener: Listener, brand: Brand, sato: Staff
) -> None:
    make_queue(brand, "お問い合わせ")
    make_form(brand, reply_mailbox_id=support.pk, confirms=False)
    assert send(Client(), f_body="荷物が届きません。").status_code == 303
    run_jobs()
    case = Case.objects.get()

    draft = desk.Draft(text="お調べします。", to=["yamada@example.com"])
    desk.reply(actor=actor(sato), case_id=case.id, draft=draft, hold_seconds=0)
    run_jobs()
    taken = receiver.taken[0]
    mail = message_from_bytes(taken.content, policy=SMTP)
    assert (taken.sender, taken.recipients) == ("support@sakura.example", ["yamada@example.com"])
    assert mail["From"] == "さくら便サポート <support@sakura.example>"
    assert mail["Message-ID"].endswith("@sakura.example>")
    assert "荷物が届きません。" in text_of(mail, "plain")

    answer = (
        f"From: yamada@example.com\r\nTo: support@sakura.example\r\nSubject: Re: x\r\nMessage-ID: <a1@example.com>\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\n\r\nthank you\r\n"
    )
    with smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.sendmail("yamada@example.com", ["support@sakura.example"], answer)
    run_jobs()
    assert Case.objects.count() == 1
    rows = Message.objects.values_list("kind", "channel")
    assert sorted(rows) == [("in", "email"), ("in", "form"), ("out", "form")]


def test_an_acknowledgement_has_the_number_and_nothing_of_the_senders(
    support: Mailbox, receiver: Receiver, listener: Listener, brand: Brand
) -> None:
    make_queue(brand, "お問い合わせ")
    make_form(brand, reply_mailbox_id=support.pk, confirms=False, acknowledges=True)
    send(Client(), f_name="http://spam.example", f_subject="buy now", f_body="spam words")
    run_jobs()
    run_jobs(60)
    mail = message_from_bytes(receiver.taken[0].content, policy=SMTP)
    text = text_of(mail, "plain")
    case = Case.objects.get()
    assert str(case.number) in mail["Subject"]
    assert str(case.number) in text
    assert not re.search("spam|buy now", str(mail["Subject"]) + text + text_of(mail, "html"))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert receiver.taken[0].recipients == ["yamada@example.com"]

    answer = (
        f"From: yamada@example.com\r\nTo: support@sakura.example\r\nSubject: Re: x\r\nMessage-ID: <a1@example.com>\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\n\r\nmore\r\n"
    )
    with smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.sendmail("yamada@example.com", ["support@sakura.example"], answer)
    run_jobs()
    assert Case.objects.count() == 1
    assert Message.objects.count() == 2


def test_an_acknowledgement_that_comes_back_is_told_on_the_case(
    support: Mailbox, receiver: Receiver, listener: Listener, brand: Brand
) -> None:
    make_queue(brand, "お問い合わせ")
    make_form(brand, reply_mailbox_id=support.pk, confirms=False, acknowledges=True)
    send(Client(), f_email="nobody@example.com")
    run_jobs()
    run_jobs(60)
    sent = message_from_bytes(receiver.taken[0].content, policy=SMTP)
    report = (
        "From: MAILER-DAEMON@mx.example.com\r\nTo: support@sakura.example\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <b1@mx.example.com>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nuser unknown\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        "Final-Recipient: rfc822; nobody@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent['Message-ID']}\r\n\r\n--b--\r\n"
    )
    with smtplib.LMTP("127.0.0.1", listener.port) as client:
        client.sendmail("", ["support@sakura.example"], report)
    run_jobs()
    assert Case.objects.count() == 1
    assert sorted(Message.objects.values_list("automatic", flat=True)) == ["bounce_permanent", "person"]


def test_one_address_is_acknowledged_three_times_a_day_and_once_for_two_clicks(
    support: Mailbox, receiver: Receiver, brand: Brand
) -> None:
    make_form(brand, reply_mailbox_id=support.pk, confirms=False, acknowledges=True)
    ticket = opened(Client())
    for _click in range(2):
        send(Client(), ticket=ticket)
    run_jobs(60)
    run_jobs(90)
    assert len(receiver.taken) == 1
    for _time in range(4):
        send(Client())
    run_jobs(60)
    run_jobs(90)
    assert len(receiver.taken) == 3


def test_a_form_without_a_mailbox_for_answers_uses_the_brands_first(
    support: Mailbox, receiver: Receiver, brand: Brand, sato: Staff
) -> None:
    make_form(brand, confirms=False)
    send(Client())
    run_jobs()
    draft = desk.Draft(text="お調べします。", to=["yamada@example.com"])
    desk.reply(actor=actor(sato), case_id=Case.objects.get().id, draft=draft, hold_seconds=0)
    run_jobs()
    assert receiver.taken[0].sender == "support@sakura.example"
