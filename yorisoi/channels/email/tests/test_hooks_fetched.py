"""Mails of services that sign with their own keys, or that only tell where a mail lies: Postal, Mailjet, Brevo, Resend,
Mailtrap, and Amazon SES with S3."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from yorisoi.channels import public
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.providers.fetching import Access
from yorisoi.channels.email.providers.s3 import signed_headers
from yorisoi.channels.email.tests import signing
from yorisoi.channels.email.tests.keeping import Keeping
from yorisoi.channels.email.tests.signing import KEY, PASSWORD, SVIX_SECRET, Amazon, PostalKey, Request
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import files

pytestmark = pytest.mark.django_db

RAW = mail("①㈱髙﨑").replace("こんにちは".encode(), "届きません".encode())
type Hooked = Callable[..., str]


@pytest.fixture
def keeping() -> Iterator[Keeping]:
    each = Keeping()
    each.start()
    yield each
    each.stop()


@pytest.fixture
def hooked(mailbox: Mailbox, keeping: Keeping) -> Hooked:
    """Set the mailbox up for a provider; the path of what it calls for mails."""

    def set_up(provider: str, key: str = KEY, token: str = "re_0123", user: str = "") -> str:
        mailbox.config = {"incoming": "hook", "hook": {"provider": provider, "api_url": keeping.url, "user": user}}
        mailbox.secret = sealed({"hook_secret": PASSWORD, "hook_key": key, "hook_token": token})
        mailbox.save()
        return f"/hooks/mail/{mailbox.pk}/inbound/"

    return set_up


def only_raw() -> bytes:
    return files.read(Received.objects.get().file_id)


def twice(request: Callable[[], Request], path: str) -> None:
    """The same mail comes twice and is stored once."""
    for count in (1, 0):
        answer = request().post(path)
        assert (answer.status_code, answer.content) == (200, f"ok: {count} new".encode())


def test_postals_signed_mail_is_kept_byte_for_byte(hooked: Hooked) -> None:
    postal = PostalKey()
    path = hooked("postal", key=postal.public)
    said = {
        "id": 12345, "rcpt_to": "support@sakura.example", "mail_from": "yamada@example.com",
        "message": base64.b64encode(RAW).decode(), "base64": True, "size": len(RAW),
    }  # fmt: skip
    twice(lambda: postal.request(said), path)
    assert only_raw() == RAW
    row = Received.objects.get()
    assert (row.via, row.envelope["recipient"]) == ("postal", "support@sakura.example")
    forged = PostalKey().request({**said, "id": 2})
    assert forged.post(path).status_code == 403
    del forged.headers["X-Postal-Signature"]
    assert forged.post(path).status_code == 403
    assert postal.request({"status": "Sent"}).post(path).status_code == 400


def test_a_key_that_is_none_is_a_refusal_and_no_crash(hooked: Hooked) -> None:
    assert PostalKey().request({"message": "x"}).post(hooked("postal", key="nonsense")).status_code == 403


def mailjet_mail() -> dict[str, Any]:
    return {
        "Sender": "yamada@example.com", "Recipient": "support@sakura.example", "Subject": "届かない①",
        "From": "山田 <yamada@example.com>", "Text-part": "届きません。", "Html-part": "<p>届きません。</p>",
        "Headers": {
            "From": "=?UTF-8?B?5bGx55Sw?= <yamada@example.com>", "To": "support@sakura.example",
            "Subject": "=?UTF-8?B?5bGK44GL44Gq44GE?=", "Message-ID": "<mj@example.com>",
            "Received": ["from a", "from b"],
        },
        "Parts": [
            {"Headers": {"Content-Type": "text/plain; charset=utf-8"}, "ContentRef": "Text-part"},
            {
                "Headers": {
                    "Content-Type": "text/plain; name=a.txt", "Content-Disposition": 'attachment; filename="a.txt"'
                },
                "ContentRef": "Attachment1",
            },
        ],
        "Attachment1": "44GC", "SpamAssassinScore": "0.1",
    }  # fmt: skip


def test_mailjet_sends_parts_and_a_mail_is_built(hooked: Hooked) -> None:
    path = hooked("mailjet")
    twice(lambda: signing.as_json(mailjet_mail()), path)
    row = Received.objects.get()
    message = public.received(row.pk)
    assert (message.subject, message.from_name, message.body_text.strip()) == ("届かない", "山田", "届きません。")
    assert [(each.name, files.read(each.file_id)) for each in message.attachments] == [("a.txt", "あ".encode())]
    assert json.loads(files.read(row.envelope["payload"]))["Recipient"] == "support@sakura.example"
    unsigned = signing.as_json(mailjet_mail(), Authorization=signing.basic("wrong")["Authorization"])
    assert unsigned.post(path).status_code == 401


def brevo_mail() -> dict[str, Any]:
    return {
        "items": [
            {
                "Uuid": ["b-1"],
                "Headers": {
                    "From": "yamada@example.com", "To": "support@sakura.example", "Subject": "届かない",
                    "Message-ID": "<brevo@example.com>", "Return-Path": "yamada%40example.com",
                },
                "RawTextBody": "届きません。", "RawHtmlBody": "",
                "Attachments": [
                    {"Name": "a.txt", "ContentType": "text/plain", "ContentLength": 3, "DownloadToken": "tok/en"}
                ],
            }
        ]
    }  # fmt: skip


def test_brevos_attachments_are_fetched(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("brevo")
    keeping.lies["/inbound/attachments/tok%2Fen"] = "あ".encode()
    keeping.headers["Content-Type"] = "text/plain; charset=utf-8"
    keeping.down = True
    answer = signing.as_json(brevo_mail()).post(path)
    assert (answer.status_code, Received.objects.exists()) == (503, False)
    keeping.down = False
    twice(lambda: signing.as_json(brevo_mail()), path)
    message = public.received(Received.objects.get().pk)
    assert message.body_text.strip() == "届きません。"
    assert [(each.name, files.read(each.file_id)) for each in message.attachments] == [("a.txt", "あ".encode())]


def test_brevo_without_an_api_key_says_what_to_enter(hooked: Hooked) -> None:
    answer = signing.as_json(brevo_mail()).post(hooked("brevo", token=""))
    assert (answer.status_code, b"API key" in answer.content) == (400, True)


RESEND = {
    "type": "email.received", "created_at": "2026-11-22T01:00:00.000Z",
    "data": {"email_id": "e-1", "from": "yamada@example.com", "to": ["support@sakura.example"], "subject": "x"},
}  # fmt: skip


def test_resends_mail_is_fetched_whole(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("resend", key=SVIX_SECRET)
    keeping.keep_mail("/raw/e-1", RAW, "/emails/receiving/e-1", "raw")
    twice(lambda: signing.resend(RESEND), path)
    assert only_raw() == RAW


def test_resends_old_forged_and_foreign_requests_are_refused(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("resend", key=SVIX_SECRET)
    other = "whsec_" + base64.b64encode(b"another secret").decode()
    for refused in (signing.resend(RESEND, seconds_ago=400), signing.resend(RESEND, secret=other)):
        assert refused.post(path).status_code == 403
    changed = signing.resend(RESEND)
    changed.body = changed.body.replace(b"e-1", b"e-2")
    assert changed.post(path).status_code == 403
    assert signing.resend({**RESEND, "type": "email.delivered"}).post(path).status_code == 400
    assert not keeping.asked
    assert not Received.objects.exists()


def test_mailtraps_mail_is_fetched_and_its_example_is_none(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("mailtrap")
    event = {"event": "inbound.message_received", "event_id": "x", "timestamp": 1, "inbox_id": 7, "message_id": "m1"}
    keeping.keep_mail("/raw/m1", RAW, "/inbound/inboxes/7/messages/m1", "raw_message_url")
    assert signing.mailtrap({"events": [{**event, "inbox_id": 1}]}).post(path).content == b"ok: 0 new"
    twice(lambda: signing.mailtrap({"events": [event]}), path)
    assert only_raw() == RAW
    assert signing.mailtrap({"events": [event]}, key="wrong").post(path).status_code == 403
    assert signing.mailtrap({"events": [{"event": "delivery"}]}).post(path).status_code == 400


def test_a_mail_that_is_gone_or_forbidden_becomes_a_message_that_says_so(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("resend", key=SVIX_SECRET, token="wrong")
    assert signing.resend(RESEND).post(path).content == b"ok: 1 new"
    message = public.received(Received.objects.get().pk)
    assert "403 AccessDenied" in message.body_text
    assert b"e-1" in files.read(message.attachments[0].file_id)


AWS = Access("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AKIAIOSFODNN7EXAMPLE")


def ses_in_s3(key: str = "mails/m 1") -> Request:
    action = {"type": "S3", "bucketName": "our-mails", "objectKeyPrefix": "mails", "objectKey": key}
    said = {
        "notificationType": "Received",
        "receipt": {"recipients": ["support@sakura.example"], "action": action},
        "mail": {"source": "yamada@example.com", "messageId": "ses-1"},
    }
    return Amazon().message("Notification", json.dumps(said), version="2")


def test_the_signature_is_that_of_amazons_own_example() -> None:
    """ "Example: GET Object" of the S3 API Reference, with its published keys."""
    headers = signed_headers(
        "https://examplebucket.s3.amazonaws.com/test.txt", "us-east-1", AWS,
        datetime(2013, 5, 24, tzinfo=UTC), {"range": "bytes=0-9"},
    )  # fmt: skip
    assert headers["Authorization"].endswith(
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


def test_a_mail_in_s3_is_fetched_by_a_signed_request(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("ses", token=AWS.token, user=AWS.user)
    keeping.s3 = AWS
    keeping.lies["/our-mails/mails/m%201"] = RAW
    twice(ses_in_s3, path)
    assert only_raw() == RAW
    assert Received.objects.get().envelope["sender"] == "yamada@example.com"


def test_what_s3_refuses_is_told_and_what_may_work_later_waits(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("ses", token=AWS.token, user="AKIAANOTHER")
    keeping.s3 = AWS
    keeping.down = True
    assert ses_in_s3().post(path).status_code == 503
    keeping.down = False
    assert ses_in_s3().post(path).content == b"ok: 1 new"
    assert "403 AccessDenied" in public.received(Received.objects.get().pk).body_text


def test_what_ses_encrypted_itself_cannot_be_read_and_says_so(hooked: Hooked, keeping: Keeping) -> None:
    path = hooked("ses", token=AWS.token, user=AWS.user)
    keeping.s3 = AWS
    keeping.lies["/our-mails/mails/m%201"] = b"ciphertext"
    keeping.headers["x-amz-meta-x-amz-key-v2"] = "k"
    assert ses_in_s3().post(path).status_code == 200
    assert "message encryption" in public.received(Received.objects.get().pk).body_text


def test_without_a_key_the_rule_is_told(hooked: Hooked) -> None:
    answer = ses_in_s3().post(hooked("ses", token=""))
    assert answer.status_code == 400
    assert b"s3:GetObject" in answer.content
    assert b"Base64" in answer.content
