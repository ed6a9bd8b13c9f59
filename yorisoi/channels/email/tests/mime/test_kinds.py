"""The four kinds of automatic mail, and a person's."""

import pytest

from yorisoi.channels.email.mime import Flag, MailKind, ParsedMail, parse

from .letters import letter, multipart, plain

MACHINE = "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: support@sakura.example\n"


def kind_of(body: str = "本文です。\n", *, headers: str) -> MailKind:
    return parse(letter(body, head=headers + "\n")).kind


@pytest.mark.parametrize(
    "headers",
    [
        "From: yamada@example.jp\nSubject: 届きません",
        "From: yamada@example.jp\nSubject: Re: Undelivered Mail Returned to Sender\nIn-Reply-To: <1@x>",
        "From: yamada@example.jp\nSubject: Fwd: Undelivered Mail Returned to Sender",
        "From: yamada@example.jp\nSubject: 配信エラーになります",
        "From: postmaster@example.jp\nSubject: DNS の設定について",
        "From: noreply@form.example\nReply-To: yamada@example.jp\nSubject: お問い合わせ",
        "From: yamada@example.jp\nAuto-Submitted: no\nSubject: x",
    ],
)
def test_a_person(headers: str) -> None:
    assert kind_of(headers=headers) is MailKind.PERSON


@pytest.mark.parametrize(
    "headers",
    [
        "From: a@b.example\nAuto-Submitted: auto-replied",
        "From: a@b.example\nX-Autoreply: yes",
        "From: a@b.example\nPrecedence: auto_reply",
        "From: a@b.example\nSubject: Automatic reply: 件",
        "From: a@b.example\nSubject: Out of Office: 件",
        "From: a@b.example\nSubject: 【自動返信】お問い合わせありがとうございます",
        "From: a@b.example\nSubject: 自動応答: 件",
        "From: a@b.example\nSubject: 不在通知",
        "From: a@b.example\nSubject: 不在のお知らせ Re: 件",
    ],
)
def test_an_automatic_answer(headers: str) -> None:
    assert kind_of(headers=headers) is MailKind.AUTO_REPLY


def test_an_automatic_answer_that_only_its_text_tells() -> None:
    body = "このメールは自動返信です。\n担当者より改めてご連絡いたします。\n"
    assert kind_of(body, headers="From: a@b.example\nSubject: お問い合わせの受付") is MailKind.AUTO_REPLY


@pytest.mark.parametrize(
    "headers",
    [
        "From: a@b.example\nList-Id: <l.example>",
        "From: a@b.example\nList-Unsubscribe: <mailto:x@l.example>",
        "From: a@b.example\nPrecedence: bulk",
        "From: a@b.example\nAuto-Submitted: auto-generated",
        "From: noreply@b.example\nSubject: お知らせ",
    ],
)
def test_bulk(headers: str) -> None:
    assert kind_of(headers=headers) is MailKind.BULK


def report(action: str, status: str, *, original: str = "") -> ParsedMail:
    fields = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"{original}Final-Recipient: rfc822; <tanaka@example.jp>\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 5.1.1\n User unknown\n"
    )
    returned = "Content-Type: message/rfc822\n\nMessage-ID: <out-1@sakura.example>\nSubject: 回答\n\n本文"
    parts = [plain("ご確認ください。"), fields, returned]
    return parse(multipart(parts, kind="report", head=MACHINE, more="; report-type=delivery-status"))


def test_a_report_of_failure_names_whom_and_what() -> None:
    mail = report("failed", "5.1.1")
    assert mail.kind is MailKind.BOUNCE_PERMANENT
    assert mail.bounce is not None
    (failed,) = mail.bounce.recipients
    assert (failed.email, failed.status, failed.permanent) == ("tanaka@example.jp", "5.1.1", True)
    assert failed.reason == "smtp; 550 5.1.1 User unknown"
    assert mail.bounce.original_message_id == "out-1@sakura.example"
    assert mail.bounce.original_subject == "回答"


def test_the_address_we_wrote_to_wins_over_where_it_was_sent_on() -> None:
    mail = report("failed", "5.1.1", original="Original-Recipient: rfc822; first@example.jp\n")
    assert mail.bounce is not None
    assert mail.bounce.recipients[0].email == "first@example.jp"


def test_a_report_of_delay() -> None:
    assert report("delayed", "4.4.1").kind is MailKind.BOUNCE_DELAYED


def test_a_report_of_success_is_no_bounce() -> None:
    mail = report("delivered", "2.0.0")
    assert mail.kind is MailKind.AUTO_REPLY
    assert mail.bounce is None


@pytest.mark.parametrize(
    ("headers", "body", "kind", "email"),
    [
        (
            "From: Postmaster@ezweb.ne.jp\nSubject: Mail System Error - Returned Mail",
            "次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<tanaka@ezweb.ne.jp>\n",
            MailKind.BOUNCE_PERMANENT,
            "tanaka@ezweb.ne.jp",
        ),
        (
            "From: postmaster@gw.example\nSubject: 配信不能通知",
            "以下の宛先にメールを配信できませんでした。\n宛先: tanaka@example.jp\n理由: 宛先不明\n",
            MailKind.BOUNCE_PERMANENT,
            "tanaka@example.jp",
        ),
        (
            "From: <>\nSubject: failure notice",
            "以下のメールアドレスへの送信に失敗しました。\ntanaka@example.jp\n\n"
            "-------original message\nTo: x@y.example\n",
            MailKind.BOUNCE_PERMANENT,
            "tanaka@example.jp",
        ),
        (
            "From: MAILER-DAEMON@mx.example\nSubject: failure notice",
            "I'm afraid I wasn't able to deliver your message.\n\n<tanaka@example.jp>:\nUser unknown\n\n"
            "--- Below this line is a copy of the message.\n\nFrom: other@x.example\n",
            MailKind.BOUNCE_PERMANENT,
            "tanaka@example.jp",
        ),
        (
            "From: MAILER-DAEMON@mx.example\nSubject: Warning: message delayed 24 hours",
            "The address to which the message has not yet been delivered is:\n\n  tanaka@example.jp\n\n"
            "Delivery attempts will continue for some time.\n",
            MailKind.BOUNCE_DELAYED,
            "tanaka@example.jp",
        ),
        (
            "From: a@b.example\nX-Failed-Recipients: tanaka@example.jp\nSubject: x",
            "error",
            MailKind.BOUNCE_PERMANENT,
            "tanaka@example.jp",
        ),
        (
            "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message",
            '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":'
            '[{"emailAddress":"tanaka@example.jp","status":"5.1.1"}]}}\n\n--\nunsubscribe',
            MailKind.BOUNCE_PERMANENT,
            "tanaka@example.jp",
        ),
    ],
)
def test_bounces_in_words(headers: str, body: str, kind: MailKind, email: str) -> None:
    mail = parse(letter(body, head=f"{headers}\nTo: support@sakura.example\n"))
    assert mail.kind is kind
    assert mail.bounce is not None
    assert [each.email for each in mail.bounce.recipients] == [email]


def test_a_complaint_is_flagged() -> None:
    part = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
    mail = parse(multipart([plain(), part], kind="report", more="; report-type=feedback-report"))
    assert Flag.FEEDBACK_REPORT in mail.flags
    assert mail.kind is MailKind.BULK
