"""A mail comes in: which case it comes to, and what it does there."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yorisoi.channels.contracts import UnknownMessage
from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.contracts import Continues, Kind, Link, Priority, Status, Waiting
from yorisoi.desk.models import Case, CaseLink, Contact, Happening, Message, Queue
from yorisoi.desk.testing import case_of, received_case
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db


def receive(mailbox: Mailbox, **fields: Any) -> Message:
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, mail(**fields))))


def reply(case: Case, staff: Staff) -> Message:
    draft = actions.Draft(text="お調べします。", to=["yamada@example.com"])
    return Message.objects.get(id=actions.reply(actor=actor(staff), case_id=case.id, draft=draft, hold_seconds=0))


def sent_id(message: Message) -> str:
    return str(type(message).objects.values_list("outbound__message_id", flat=True).get(id=message.id))


def test_opens_a_case_with_customer_contact_and_message(case: Case, queue: Queue, brand: Brand) -> None:
    message = Message.objects.get(case=case)
    assert (case.brand_id, case.queue_id, case.status, case.subject) == (brand.id, queue.id, "new", "届かない")
    assert (case.customer_name, case.last_line, case.last_direction) == ("山田 太郎", "こんにちは。", "in")
    assert (message.kind, message.body, message.author_address) == (Kind.IN, "こんにちは。", "yamada@example.com")
    assert Contact.objects.get(case=case).ended_at is None
    assert case.number > 1000


def test_twice_is_once(mailbox: Mailbox, queue: Queue) -> None:
    received_id = arrive(mailbox, mail())
    first, second = (actions.receive(received_id=received_id) for _time in range(2))
    assert first == second
    assert Case.objects.count() == Message.objects.count() == 1


def test_the_job_runs_it(mailbox: Mailbox, queue: Queue) -> None:
    arrive(mailbox, mail())
    jobs.run_pending()
    assert Message.objects.get().body == "こんにちは。"


def test_an_answer_to_our_answer_continues(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    answer = reply(case, sato)
    headers = [f"In-Reply-To: <{sent_id(answer)}>"]
    later = receive(mailbox, text="届きました", message_id="m2@example.com", headers=headers)
    case.refresh_from_db()
    assert later.case_id == case.id
    assert (case.message_count, case.last_line) == (3, "届きました")


def test_references_to_the_customers_own_mail_continue(case: Case, mailbox: Mailbox) -> None:
    later = receive(mailbox, message_id="m2@example.com", headers=["References: <m1@example.com>"])
    assert later.case_id == case.id


def test_a_mail_that_quotes_one_not_yet_put_on_a_case_waits_for_it(mailbox: Mailbox, queue: Queue) -> None:
    first, second = (
        arrive(mailbox, mail()),
        arrive(mailbox, mail("続き", message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])),
    )
    later = actions.receive(received_id=second)
    assert case_of(later) == case_of(actions.receive(received_id=first))
    assert Case.objects.count() == 1


def test_mails_that_quote_each_other_end(mailbox: Mailbox, queue: Queue) -> None:
    one = arrive(mailbox, mail(headers=["In-Reply-To: <m2@example.com>"]))
    arrive(mailbox, mail("もう一つ", message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"]))
    actions.receive(received_id=one)
    assert Message.objects.count() == 2


def test_a_stranger_who_quotes_gets_a_case_of_their_own(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    answer = reply(case, sato)
    message = receive(
        mailbox,
        sender="だれか <stranger@example.net>",
        message_id="x@example.net",
        headers=[f"In-Reply-To: <{sent_id(answer)}>"],
    )
    assert message.case_id != case.id
    assert CaseLink.objects.get(case_id=message.case_id, other=case).kind == Link.QUOTED
    assert {"code": "stranger"} in message.notes
    assert Happening.objects.filter(case_id=message.case_id, verb="link_quoted", data__number=case.number).exists()


def test_a_number_in_the_subject_continues_only_for_the_customer(case: Case, mailbox: Mailbox) -> None:
    subject = f"Re: 届かない [#{case.number}]"
    assert receive(mailbox, subject=subject, message_id="m2@example.com").case_id == case.id
    stranger = receive(mailbox, subject=subject, message_id="x@example.net", sender="stranger@example.net")
    assert stranger.case_id != case.id
    assert CaseLink.objects.filter(case_id=stranger.case_id, other=case, kind=Link.QUOTED).exists()


def test_somebody_in_copy_may_go_on(mailbox: Mailbox, queue: Queue) -> None:
    first = receive(mailbox, headers=["Cc: hanako@example.com"])
    later = receive(
        mailbox, sender="hanako@example.com", message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"]
    )
    assert later.case_id == first.case_id


@pytest.mark.parametrize(
    ("continues", "threaded", "loose"),
    [(Continues.THREAD, True, False), (Continues.CUSTOMER, True, True), (Continues.NEVER, False, False)],
)
def test_the_queue_says_what_continues(
    mailbox: Mailbox, queue: Queue, continues: Continues, threaded: bool, loose: bool
) -> None:
    Queue.objects.update(continues=continues)
    first = receive(mailbox)
    by_thread = receive(mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    assert (by_thread.case_id == first.case_id) is threaded
    by_sender = receive(mailbox, message_id="m3@example.com", subject="別の件")
    assert (by_sender.case_id in (first.case_id, by_thread.case_id)) is loose


def test_where_nothing_continues_the_new_case_is_linked(mailbox: Mailbox, queue: Queue) -> None:
    Queue.objects.update(continues=Continues.NEVER)
    first = receive(mailbox)
    later = receive(mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    assert CaseLink.objects.get(case_id=later.case_id).other_id == first.case_id


@pytest.mark.parametrize("outcome", [Status.DONE, Status.NO_ACTION])
def test_a_persons_answer_reopens(case: Case, mailbox: Mailbox, sato: Staff, outcome: Status) -> None:
    actions.close(actor=actor(sato), case_id=case.id, outcome=outcome)
    receive(mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    case.refresh_from_db()
    assert (case.status, case.is_open, case.closed_at) == (Status.NEW, True, None)
    assert Happening.objects.filter(case=case, verb="reopened", data__by="answer").exists()


def test_an_answer_ends_the_wait(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
    actions.hold(actor=actor(sato), case_id=case.id, reason=Waiting.CUSTOMER)
    receive(mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    case.refresh_from_db()
    assert (case.status, case.waiting_reason) == (Status.OPEN, "")


def test_a_merged_case_leads_to_the_other(case: Case, mailbox: Mailbox, queue: Queue) -> None:
    target = received_case(mailbox, message_id="t@example.com", subject="まとめ先")
    CaseLink.objects.create(case=case, other=target, kind=Link.MERGED, at=clock.now())
    assert receive(mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"]).case_id == target.id


def test_an_out_of_office_answer_neither_reopens_nor_moves(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    answer = reply(case, sato)
    actions.close(actor=actor(sato), case_id=case.id)
    case.refresh_from_db()
    receive(
        mailbox,
        text="不在です",
        subject="自動応答: 不在",
        message_id="m2@example.com",
        headers=[f"In-Reply-To: <{sent_id(answer)}>", "Auto-Submitted: auto-replied"],
    )
    later = Case.objects.get(id=case.id)
    assert later.message_count == case.message_count + 1
    assert (later.status, later.last_at, later.last_line) == (Status.DONE, case.last_at, case.last_line)
    assert Contact.objects.filter(case=case).count() == 1


def test_a_newsletter_is_a_case_of_low_priority_without_a_contact(mailbox: Mailbox, queue: Queue) -> None:
    message = receive(mailbox, headers=["List-Unsubscribe: <mailto:out@example.com>", "Precedence: bulk"])
    opened = case_of(message.id)
    assert (message.automatic, opened.priority, opened.status) == ("bulk", Priority.LOW, Status.NEW)
    assert not Contact.objects.filter(case=opened).exists()


BOUNCE = """これは配信不能の通知です。

--b
Content-Type: text/plain; charset=utf-8

届きませんでした。
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; yamada@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {code}
--b
Content-Type: message/rfc822

Message-ID: <{about}>
From: support@sakura.example
To: yamada@example.com
Subject: Re: test

test
--b--"""


def bounce(mailbox: Mailbox, about: str, action: str, status: str, code: str) -> Message:
    raw = (
        "From: MAILER-DAEMON@mx.example.com\r\nTo: support@sakura.example\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <b1@mx.example.com>\r\nDate: Sun, 22 Nov 2026 10:05:00 +0900\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        + BOUNCE.format(about=about, action=action, status=status, code=code).replace("\n", "\r\n")
    )
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, raw.encode())))


def test_a_permanent_bounce_tells_on_the_message_that_failed_and_reopens(
    case: Case, mailbox: Mailbox, sato: Staff
) -> None:
    answer = reply(case, sato)
    actions.close(actor=actor(sato), case_id=case.id)
    told = bounce(mailbox, sent_id(answer), "failed", "5.1.1", "550 5.1.1 no such user")
    jobs.run_pending()
    answer.refresh_from_db()
    case.refresh_from_db()
    assert told.case_id == case.id
    assert told.automatic == "bounce_permanent"
    assert answer.delivery == "failed"
    assert "5.1.1" in answer.delivery_text
    assert case.is_open
    assert Happening.objects.filter(case=case, verb="not_delivered").exists()


def test_a_delayed_bounce_is_a_note_and_no_more(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    answer = reply(case, sato)
    actions.close(actor=actor(sato), case_id=case.id)
    told = bounce(mailbox, sent_id(answer), "delayed", "4.4.1", "421 try later")
    case.refresh_from_db()
    answer.refresh_from_db()
    assert (told.case_id, told.automatic) == (case.id, "bounce_delayed")
    assert not case.is_open
    assert answer.delivery != "failed"
    assert Happening.objects.filter(case=case, verb="bounce_delayed").exists()


def test_a_bounce_of_nothing_we_know_is_a_quiet_case_without_customer(mailbox: Mailbox, queue: Queue) -> None:
    told = bounce(mailbox, "unknown@example.org", "failed", "5.1.1", "550 5.1.1 no such user")
    opened = case_of(told.id)
    assert (opened.customer_id, opened.priority) == (None, Priority.LOW)


def test_one_of_us_who_writes_to_the_customer_answers(case: Case, mailbox: Mailbox, suzuki: Staff) -> None:
    message = receive(
        mailbox,
        sender="鈴木 一郎 <suzuki@example.jp>",
        to="yamada@example.com, support@sakura.example",
        message_id="s1@example.jp",
        headers=["In-Reply-To: <m1@example.com>"],
    )
    assert (message.case_id, message.kind, message.author_id) == (case.id, Kind.OUT, suzuki.id)


def test_one_of_us_who_writes_only_to_us_leaves_a_note(case: Case, mailbox: Mailbox, suzuki: Staff) -> None:
    message = receive(
        mailbox, sender="suzuki@example.jp", message_id="s1@example.jp", headers=["In-Reply-To: <m1@example.com>"]
    )
    assert (message.case_id, message.kind) == (case.id, Kind.NOTE)


def test_what_one_of_us_forwards_is_the_customers(mailbox: Mailbox, queue: Queue, suzuki: Staff) -> None:
    text = "お願いします。\n\n---------- Forwarded message ---------\nFrom: 林 学 <hayashi@example.com>\n\n壊れました"
    opened = case_of(
        receive(mailbox, sender="suzuki@example.jp", subject="Fwd: 故障", text=text, message_id="f@example.jp").id
    )
    assert opened.customer_name == "林 学"


@pytest.mark.parametrize(("subject", "name"), [("故障の件", "林 学"), ("Re: 故障の件", "鈴木 一郎")])
def test_a_forward_whose_subject_was_changed_is_the_customers_too(
    mailbox: Mailbox, queue: Queue, suzuki: Staff, subject: str, name: str
) -> None:
    text = "お願いします。\n\n---------- Forwarded message ---------\nFrom: 林 学 <hayashi@example.com>\n\n壊れました"
    message = receive(mailbox, sender="suzuki@example.jp", subject=subject, text=text, message_id="f@example.jp")
    assert message.author_name == name


@pytest.mark.parametrize("sender", ["suzuki@example.jp", "山田 太郎 <yamada@example.com>"])
def test_what_is_passed_on_stays_whole(mailbox: Mailbox, queue: Queue, suzuki: Staff, sender: str) -> None:
    banner = "---------- Forwarded message ---------\nFrom: 林 学 <hayashi@example.com>"
    text = f"ご確認ください。\n\n{banner}\n\n壊れました\n> 前の文"
    message = receive(mailbox, sender=sender, subject="Fwd: 故障", text=text)
    assert message.body == text
    assert not message.has_more


def test_the_same_mail_to_two_mailboxes_is_one_message_in_each(
    mailbox: Mailbox, other_mailbox: Mailbox, queue: Queue
) -> None:
    cases = {received_case(box).brand_id for box in (mailbox, other_mailbox)}
    assert cases == {mailbox.brand_id, other_mailbox.brand_id}


def test_another_brands_mail_is_not_continued(case: Case, other_mailbox: Mailbox) -> None:
    later = receive(other_mailbox, message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    assert later.case_id != case.id


def test_a_brand_without_queues_gets_one(mailbox: Mailbox) -> None:
    assert received_case(mailbox).queue.brand_id == mailbox.brand_id


def test_the_mailbox_decides_the_queue(mailbox: Mailbox, queue: Queue, sato: Staff) -> None:
    second = Queue.objects.create(brand_id=mailbox.brand_id, name="解約", order=9)
    actions.route_mailbox(actor=actor(sato), mailbox_id=mailbox.id, queue_id=second.id)
    assert received_case(mailbox).queue_id == second.id


def test_an_unknown_id_raises(db: None) -> None:
    with pytest.raises(UnknownMessage):
        actions.receive(received_id=UUID(int=1))


def test_an_old_mail_that_comes_late_does_not_pull_the_case_down(case: Case, mailbox: Mailbox) -> None:
    long_ago = clock.now() - timedelta(days=30)
    raw = mail(message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    actions.receive(received_id=arrive(mailbox, raw, received_at=long_ago))
    later = Case.objects.get(id=case.id)
    assert later.last_at == case.last_at
    assert later.message_count == 2
