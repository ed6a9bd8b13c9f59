"""POST /hooks/mail/…/inbound/: mails that services hand over, signed as each of them signs."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from yorisoi.channels import public
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests import signing
from yorisoi.channels.email.tests.signing import KEY, PASSWORD, Amazon, Request
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import files
from yorisoi.kernel.models import Job

pytestmark = pytest.mark.django_db

SHIFT_JIS = mail().replace("こんにちは。".encode(), "①表示が㈱ソ文字".encode("cp932")).replace(b"utf-8", b"shift_jis")


@pytest.fixture
def hooked(mailbox: Mailbox) -> Callable[[str], str]:
    """Set the mailbox up for a provider; the path of what it calls for mails."""

    def set_up(provider: str, what: str = "inbound") -> str:
        mailbox.config = {"incoming": "hook", "hook": {"provider": provider}}
        mailbox.secret = sealed({"hook_secret": PASSWORD, "hook_key": KEY})
        mailbox.save()
        return f"/hooks/mail/{mailbox.pk}/{what}/"

    return set_up


def raw_of(row: Received) -> bytes:
    return files.read(row.file_id)


def ses_mail(raw: bytes, **action: str) -> str:
    action = {"type": "SNS", "encoding": "BASE64", **action}
    content = base64.b64encode(raw).decode() if action["encoding"] == "BASE64" else raw.decode()
    receipt = {"recipients": ["support@sakura.example"], "action": action}
    about = {"source": "yamada@example.com", "messageId": "ses-1", "timestamp": "2026-11-22T01:00:00.000Z"}
    return json.dumps({"notificationType": "Received", "receipt": receipt, "mail": about, "content": content})


def sparkpost_mail(raw: bytes) -> list[Any]:
    content = {"email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True}
    relayed = {"content": content, "msg_from": "yamada@example.com", "rcpt_to": "support@sakura.example"}
    return [{"msys": {"relay_message": {**relayed, "protocol": "smtp"}}}]


def genuine(provider: str, path: str, raw: bytes) -> Request:
    """A request with this mail as the provider sends it."""
    match provider:
        case "mailgun":
            return signing.mailgun_mail(raw)
        case "sendgrid":
            envelope = b'{"to": ["support@sakura.example"], "from": "yamada@example.com"}'
            return signing.form({"email": raw, "envelope": envelope})
        case "postmark":
            return signing.as_json({"RawEmail": raw.decode(), "OriginalRecipient": "support@sakura.example"})
        case "ses":
            return Amazon().message("Notification", ses_mail(raw), version="2")
        case "mandrill":
            about = {"raw_msg": raw.decode(), "email": "support@sakura.example"}
            return signing.mandrill([{"event": "inbound", "msg": about}], path)
        case "sparkpost":
            return signing.as_json(sparkpost_mail(raw))
        case _:
            recipients = {"rcptTo": [{"email": "support@sakura.example"}]}
            return signing.mailersend(
                {"type": "inbound.message", "data": {"raw": raw.decode(), "recipients": recipients}}
            )


ALL = ["mailgun", "sendgrid", "postmark", "ses", "mandrill", "sparkpost", "mailersend"]
BYTES = ["mailgun", "sendgrid", "ses", "sparkpost"]  # the others put mails into JSON as text


@pytest.mark.parametrize("provider", ALL)
def test_a_mail_is_kept_byte_for_byte_and_once(hooked: Callable[[str], str], provider: str) -> None:
    path = hooked(provider)
    raw = SHIFT_JIS if provider in BYTES else mail("①㈱髙﨑 ")
    for count in (1, 0):
        answer = genuine(provider, path, raw).post(path)
        assert (answer.status_code, answer.content) == (200, f"ok: {count} new".encode())
    row = Received.objects.get()
    assert raw_of(row) == raw
    assert (row.via, row.envelope["recipient"]) == (provider, "support@sakura.example")
    assert "payload" not in row.envelope
    assert public.received(row.pk).body_text.strip() == ("①表示が㈱ソ文字" if provider in BYTES else "①㈱髙﨑")
    assert Job.objects.filter(name="desk.receive").count() == 1


@pytest.mark.parametrize("provider", ALL)
def test_an_unsigned_request_stores_nothing(hooked: Callable[[str], str], provider: str) -> None:
    path = hooked(provider)
    request = genuine(provider, path, mail())
    for name in ("Authorization", "X-Mandrill-Signature", "Signature"):
        request.headers.pop(name, None)
    request.body = request.body.replace(b'name="signature"', b'name="x"')
    answer = request.post(path)
    assert answer.status_code in {401, 403}
    assert ("WWW-Authenticate" in answer.headers) is (answer.status_code == 401)
    assert not Received.objects.exists()


@pytest.mark.parametrize("provider", ALL)
def test_another_mailboxes_secrets_open_nothing(
    hooked: Callable[[str], str], mailbox: Mailbox, other_mailbox: Mailbox, provider: str
) -> None:
    path = hooked(provider)
    other_mailbox.config = mailbox.config
    other_mailbox.secret = sealed({"hook_secret": "another", "hook_key": "another"})
    other_mailbox.save()
    there = path.replace(str(mailbox.pk), str(other_mailbox.pk))
    assert genuine(provider, there, mail()).post(there).status_code in {401, 403}
    assert not Received.objects.exists()


def test_a_changed_notification_is_not_amazons(hooked: Callable[[str], str]) -> None:
    path = hooked("ses")
    request = Amazon().message("Notification", ses_mail(mail()))
    said = json.loads(request.body)
    for change in (
        {"Message": ses_mail(mail("別の本文"))},
        {"SigningCertURL": "https://sns.evil.example/x.pem"},
        {"SigningCertURL": "https://user@sns.ap-northeast-1.amazonaws.com.evil.example/x.pem"},
        {"Signature": "!"},
        {"SignatureVersion": "2"},
    ):
        assert Amazon.sent({**said, **change}).post(path).status_code == 403
    assert not Received.objects.exists()
    assert request.post(path).status_code == 200


def test_a_subscription_is_confirmed_by_a_job_and_only_at_amazon(hooked: Callable[[str], str]) -> None:
    path = hooked("ses")
    url = "https://sns.ap-northeast-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"
    topic = Amazon()
    wrong = topic.message("SubscriptionConfirmation", "m", SubscribeURL="https://evil.example/", Token="t")
    assert wrong.post(path).status_code == 403
    assert topic.message("SubscriptionConfirmation", "m", SubscribeURL=url, Token="t").post(path).status_code == 200
    assert Job.objects.get().kwargs == {"url": url}


def test_mails_in_a_bucket_are_refused_with_what_to_set_up(hooked: Callable[[str], str]) -> None:
    path = hooked("ses")
    said = json.loads(ses_mail(mail(), type="S3"))
    del said["content"]
    answer = Amazon().message("Notification", json.dumps(said)).post(path)
    assert answer.status_code == 400
    assert b"Base64" in answer.content


def parsed_postmark() -> dict[str, Any]:
    return {
        "FromFull": {"Email": "yamada@example.com", "Name": "山田 太郎"},
        "ToFull": [{"Email": "support@sakura.example", "Name": ""}],
        "Subject": "届かない①",
        "TextBody": "こんにちは。",
        "HtmlBody": "<p>こんにちは。</p>",
        "Headers": [{"Name": "Message-ID", "Value": "<pm@example.com>"}],
        "Attachments": [{"Name": "請求書.txt", "ContentType": "text/plain", "Content": "44GC"}],
    }


def test_from_parts_a_mail_is_built_and_the_request_kept(hooked: Callable[[str], str]) -> None:
    path = hooked("postmark")
    request = signing.as_json(parsed_postmark())
    assert request.post(path).content == b"ok: 1 new"
    assert request.post(path).content == b"ok: 0 new"
    row = Received.objects.get()
    message = public.received(row.pk)
    assert (message.subject, message.body_text.strip(), message.from_name) == ("届かない①", "こんにちは。", "山田 太郎")
    assert [(each.name, files.read(each.file_id)) for each in message.attachments] == [("請求書.txt", "あ".encode())]
    assert files.read(row.envelope["payload"]) == request.body


def test_sendgrids_parts_with_charsets_and_files(hooked: Callable[[str], str]) -> None:
    path = hooked("sendgrid")
    fields = {
        "headers": b"From: yamada@example.com\nTo: support@sakura.example\nMessage-ID: <1@x>",
        "text": "シフト".encode("shift_jis"),
        "charsets": b'{"text": "shift_jis"}',
        "attachment-info": b'{"attachment1": {"filename": "a.txt"}}',
    }
    assert signing.form(fields, {"attachment1": ("a.txt", b"abc\r\n--xyzz")}).post(path).status_code == 200
    message = public.received(Received.objects.get().pk)
    assert message.body_text.strip() == "シフト"
    assert files.read(message.attachments[0].file_id) == b"abc\r\n--xyzz"


def test_what_cannot_be_understood_becomes_a_mail_that_carries_it(hooked: Callable[[str], str]) -> None:
    path = hooked("postmark")
    broken = {**parsed_postmark(), "Attachments": [{"Nonsense": 1}]}
    request = signing.as_json(broken)
    assert request.post(path).content == b"ok: 1 new"
    assert request.post(path).content == b"ok: 0 new"
    message = public.received(Received.objects.get().pk)
    assert "Postmark" in message.subject
    assert files.read(message.attachments[0].file_id) == request.body


def test_reports_sent_to_the_address_for_mails_are_refused_in_words(hooked: Callable[[str], str]) -> None:
    path = hooked("postmark")
    answer = signing.as_json({"RecordType": "Bounce", "Email": "yamada@example.com"}).post(path)
    assert answer.status_code == 400
    assert b"inbound" in answer.content


def test_a_request_over_the_limit_is_not_read(hooked: Callable[[str], str], settings: Settings) -> None:
    path = hooked("mailgun")
    settings.MAX_MAIL_BYTES = 10_000
    for size, status in ((9_000, 200), (900_000, 413), (1_100_000, 413)):
        assert signing.mailgun_mail(mail("x" * size)).post(path).status_code == status
    assert Received.objects.count() == 1


def test_a_mail_larger_than_djangos_forms_arrives(hooked: Callable[[str], str], settings: Settings) -> None:
    path = hooked("mailgun")
    raw = mail("1234567890" * 1_200_000)
    assert len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert signing.mailgun_mail(raw).post(path).status_code == 200
    assert raw_of(Received.objects.get()) == raw


def test_other_methods_and_unknown_addresses(hooked: Callable[[str], str], mailbox: Mailbox) -> None:
    path = hooked("mailgun")
    assert Client().get(path).status_code == 405
    assert Client().head(path).status_code == 200
    assert signing.mailgun_mail(mail()).post(path.replace(str(mailbox.pk)[:8], "00000000")).status_code == 404
    mailbox.config = {"incoming": "lmtp"}
    mailbox.save()
    assert signing.mailgun_mail(mail()).post(path).status_code == 404


def test_a_mailbox_that_is_switched_off_has_the_service_wait(hooked: Callable[[str], str]) -> None:
    path = hooked("mailgun")
    Mailbox.objects.update(active=False)
    assert signing.mailgun_mail(mail()).post(path).status_code == 503


@pytest.mark.django_db(transaction=True)
def test_without_its_table_the_database_is_away_and_the_service_keeps_the_mail(hooked: Callable[[str], str]) -> None:
    path = hooked("mailgun")
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE channels_received RENAME TO channels_received_away")
    try:
        assert signing.mailgun_mail(mail()).post(path).status_code == 503
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE channels_received_away RENAME TO channels_received")
    assert signing.mailgun_mail(mail()).post(path).status_code == 200
    assert Received.objects.count() == 1
