"""POST /hooks/mail/…/tracking/: what services report about messages of ours."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from yorisoi.channels import public
from yorisoi.channels.actions import deliver
from yorisoi.channels.contracts import OutboundState
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests import signing
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.email.tests.signing import KEY, PASSWORD, Amazon, Request, SendGridKey
from yorisoi.channels.events import DeliveryFailed
from yorisoi.channels.models import BadAddress, DeliveryEvent, Mailbox, Outbound
from yorisoi.channels.testing import arrive, mail
from yorisoi.channels.tokens import token
from yorisoi.kernel import clock, events
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db

ADDRESS = "yamada@example.com"


@pytest.fixture
def told() -> Iterator[list[object]]:
    heard: list[object] = []
    events.subscribe(DeliveryFailed)(heard.append)
    yield heard
    events._subscribers[DeliveryFailed].remove(heard.append)


@pytest.fixture
def hooked(mailbox: Mailbox, receiver: Receiver) -> Callable[..., str]:
    """Set the mailbox up for a provider; the path of what it calls for reports."""

    def set_up(provider: str, key: str = KEY) -> str:
        smtp = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
        mailbox.config = {"incoming": "none", "hook": {"provider": provider}, "smtp": smtp}
        mailbox.secret = sealed({"hook_secret": PASSWORD, "hook_key": key})
        mailbox.save()
        return f"/hooks/mail/{mailbox.pk}/tracking/"

    return set_up


def sent(mailbox: Mailbox, *to: str, **how: Any) -> UUID:
    outbound_id = public.send(
        brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=to or (ADDRESS,), subject="件名", text="本文", **how
    )
    deliver(mailbox_id=mailbox.pk)
    return outbound_id


def state(outbound_id: UUID) -> str:
    return public.delivery([outbound_id])[outbound_id].recipients[0].state.value


def verbs(outbound_id: UUID) -> list[str]:
    return [line.verb for line in public.outbound_log(outbound_id)]


def mailgun(event: str, outbound_id: UUID, address: str = ADDRESS, **more: Any) -> Request:
    said = {
        "event": event,
        "timestamp": 1700000000.5,
        "recipient": address,
        "message": {"headers": {"message-id": "given-by-mailgun@x"}},
        "user-variables": {"yorisoi": token(outbound_id)},
        **more,
    }
    return Request(json.dumps({"signature": signing.mailgun_signature(), "event-data": said}).encode())


def ses(kind: str, outbound_id: UUID, **more: Any) -> Request:
    headers = [{"name": "Message-ID", "value": f"<{Outbound.objects.get(pk=outbound_id).message_id}>"}]
    about = {"messageId": "0101-ses", "destination": [ADDRESS], "headers": headers}
    said = {"notificationType": kind, "mail": about, kind.lower(): more}
    return Amazon().message("Notification", json.dumps(said))


def bounce(provider: str, path: str, outbound_id: UUID) -> Request:
    """A report of a hard bounce as the provider sends it."""
    mark, text = token(outbound_id), "550 5.1.1 no such user"
    match provider:
        case "mailgun":
            status = {"message": text, "code": 550}
            how: dict[str, Any] = {"severity": "permanent", "reason": "bounce", "delivery-status": status}
            return mailgun("failed", outbound_id, **how)
        case "sendgrid":
            said = {"event": "bounce", "email": ADDRESS, "timestamp": 1700000000, "reason": text, "type": "bounce"}
            return signing.as_json([{**said, "sg_event_id": "1", "sg_message_id": "s", "yorisoi": mark}])
        case "postmark":
            said = {"RecordType": "Bounce", "Type": "HardBounce", "Email": ADDRESS, "Details": text, "ID": 42}
            return signing.as_json({**said, "MessageID": "p", "Metadata": {"yorisoi": mark}})
        case "ses":
            recipients = [{"emailAddress": ADDRESS, "diagnosticCode": text}]
            return ses(
                "Bounce", outbound_id, bounceType="Permanent", bounceSubType="General", bouncedRecipients=recipients
            )
        case "mandrill":
            about = {"email": ADDRESS, "diag": text, "metadata": {"yorisoi": mark}, "tags": []}
            return signing.mandrill([{"event": "hard_bounce", "ts": 1700000000, "_id": "m", "msg": about}], path)
        case "postal":
            mark = Outbound.objects.get(pk=outbound_id).message_id  # it tells ours
            message = {"id": 12, "message_id": mark, "to": ADDRESS, "direction": "outgoing", "tag": None}
            said = {"message": message, "status": "HardFail", "details": "Failed", "output": text}
            return POSTAL.request({"event": "MessageDeliveryFailed", "uuid": "u", "timestamp": 1.5, "payload": said})
        case "mailjet":
            said = {"event": "bounce", "time": 1700000000, "MessageID": 1, "email": ADDRESS, "hard_bounce": True}
            return signing.as_json(
                [{**said, "error": "user unknown", "smtp_reply": text, "Payload": json.dumps({"yorisoi": mark})}]
            )
        case "brevo":
            said = {"event": "hard_bounce", "email": ADDRESS, "ts_epoch": 1700000000000, "reason": text}
            return signing.as_json({**said, "message-id": "<b@x>", "X-Mailin-custom": json.dumps({"yorisoi": mark})})
        case "resend":
            headers = [{"name": "X-Metadata", "value": json.dumps({"yorisoi": mark})}]
            bounced = {"message": text, "type": "Permanent", "subType": "General"}
            said = {"email_id": "e", "to": [ADDRESS], "headers": headers, "bounce": bounced}
            return signing.resend({"type": "email.bounced", "created_at": "2026-11-22T01:00:00.000Z", "data": said})
        case "mailtrap":
            said = {"event": "bounce", "email": ADDRESS, "timestamp": 1700000000, "message_id": "m", "event_id": "e"}
            return signing.mailtrap({"events": [{**said, "response": text, "custom_variables": {"yorisoi": mark}}]})
        case _:
            said = {"type": "bounce", "raw_rcpt_to": ADDRESS, "raw_reason": text, "bounce_class": "10"}
            return signing.as_json([{"msys": {"message_event": {**said, "rcpt_meta": {"yorisoi": mark}}}}])


POSTAL = signing.PostalKey()
KEYS = {"sendgrid": "", "postal": POSTAL.public, "resend": signing.SVIX_SECRET}
ALL = [
    "mailgun", "sendgrid", "postmark", "ses", "mandrill", "sparkpost", "postal", "mailjet", "brevo", "resend",
    "mailtrap",
]  # fmt: skip


@pytest.mark.parametrize("provider", ALL)
def test_a_bounce_is_written_down_once_and_the_address_is_bad(
    hooked: Callable[..., str], mailbox: Mailbox, told: list[object], provider: str
) -> None:
    path = hooked(provider, KEYS.get(provider, KEY))
    outbound_id = sent(mailbox)
    for count in (1, 0):
        answer = bounce(provider, path, outbound_id).post(path)
        assert (answer.status_code, answer.content) == (200, f"ok: {count} new".encode())
    assert state(outbound_id) == "bounced"
    assert verbs(outbound_id) == ["queued", "accepted", "sent", "bounced"]
    assert "550 5.1.1 no such user" in public.outbound_log(outbound_id)[-1].words
    assert told == [DeliveryFailed(outbound_id, permanent=True)]
    assert BadAddress.objects.get().address == ADDRESS


@pytest.mark.parametrize("provider", ALL)
def test_an_unsigned_report_changes_nothing(hooked: Callable[..., str], mailbox: Mailbox, provider: str) -> None:
    path = hooked(provider, KEYS.get(provider, KEY))
    outbound_id = sent(mailbox)
    request = bounce(provider, path, outbound_id)
    for name in (
        "Authorization", "X-Mandrill-Signature", "X-Postal-Signature", "svix-signature", "Mailtrap-Signature",
    ):  # fmt: skip
        request.headers.pop(name, None)
    request.body = request.body.replace(b'"signature"', b'"x"')
    assert request.post(path).status_code in {401, 403}
    assert state(outbound_id) == "accepted"


@pytest.mark.parametrize("provider", ["mailgun", "sendgrid", "postmark", "ses", "mandrill", "sparkpost"])
def test_what_leaves_carries_what_the_service_gives_back(
    hooked: Callable[..., str], mailbox: Mailbox, receiver: Receiver, provider: str
) -> None:
    hooked(provider, "")
    outbound_id = sent(mailbox)
    head = receiver.taken[0].content.partition(b"\r\n\r\n")[0].decode()
    assert token(outbound_id) in head.split("Message-ID:")[0] or token(outbound_id) in head.split("\r\n")[0]
    assert head.count(token(outbound_id)) == 2


def test_signed_events_of_sendgrid(hooked: Callable[..., str], mailbox: Mailbox) -> None:
    key = SendGridKey()
    path = hooked("sendgrid", key.public)
    outbound_id = sent(mailbox)
    said = {"event": "delivered", "email": ADDRESS, "timestamp": 1700000000, "response": "250 OK", "sg_event_id": "2"}
    event = {**said, "smtp-id": f"<{Outbound.objects.get().message_id}>"}
    assert SendGridKey().events([event]).post(path).status_code == 403
    assert signing.as_json([event]).post(path).status_code == 403
    assert key.events([event]).post(path).content == b"ok: 1 new"
    assert verbs(outbound_id)[-1] == "delivered"


def test_delivered_delayed_and_complained_say_so(hooked: Callable[..., str], mailbox: Mailbox) -> None:
    path = hooked("ses")
    outbound_id = sent(mailbox)
    ses("Delivery", outbound_id, recipients=[ADDRESS], smtpResponse="250 2.6.0 accepted").post(path)
    assert state(outbound_id) == "accepted"
    path = hooked("mailgun")
    later: dict[str, Any] = {"severity": "temporary", "delivery-status": {"message": "4.2.2 full"}}
    mailgun("failed", outbound_id, **later).post(path)
    mailgun("complained", outbound_id).post(path)
    mailgun("opened", outbound_id).post(path)
    assert verbs(outbound_id)[3:] == ["delivered", "delayed", "complained"]
    assert public.delivery([outbound_id])[outbound_id].state is OutboundState.SENT
    assert BadAddress.objects.get().reason == "complained"


def test_a_bounce_that_may_pass_marks_no_address(
    hooked: Callable[..., str], mailbox: Mailbox, told: list[object]
) -> None:
    path = hooked("mandrill")
    outbound_id = sent(mailbox)
    about = {"email": ADDRESS, "diag": "smtp;452 4.2.2 mailbox full", "metadata": {"yorisoi": token(outbound_id)}}
    signing.mandrill([{"event": "soft_bounce", "_id": "m", "msg": about}], path).post(path)
    assert state(outbound_id) == "bounced"
    assert told == [DeliveryFailed(outbound_id, permanent=False)]
    assert not BadAddress.objects.exists()


def test_reports_about_what_this_mailbox_did_not_send_change_nothing(
    hooked: Callable[..., str], mailbox: Mailbox, other_mailbox: Mailbox
) -> None:
    path = hooked("mailgun")
    ours = sent(mailbox)
    other_mailbox.config = {"smtp": mailbox.config["smtp"]}
    other_mailbox.save()
    theirs = sent(other_mailbox)
    for request in (
        bounce("mailgun", path, theirs),
        mailgun("failed", ours, address="somebody@else.example", severity="permanent"),
    ):
        assert request.post(path).content == b"ok: 0 new"
    assert (state(ours), state(theirs)) == ("accepted", "accepted")
    assert not BadAddress.objects.exists()


def test_machines_write_to_bad_addresses_no_more_people_may(
    hooked: Callable[..., str], mailbox: Mailbox, receiver: Receiver
) -> None:
    path = hooked("mailgun")
    bounce("mailgun", path, sent(mailbox)).post(path)
    automatic, by_hand = sent(mailbox, automatic=True), sent(mailbox)
    assert public.delivery([automatic])[automatic].state is OutboundState.CANCELLED
    assert verbs(automatic) == ["suppressed_bad"]
    assert verbs(by_hand)[:2] == ["bad_address", "queued"]
    assert len(receiver.taken) == 2
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        received_id = arrive(mailbox, mail())  # yamada writes again
        public.received(received_id)
        answer = sent(mailbox, automatic=True, reply_to_received=received_id)
    assert verbs(answer)[0] == "queued"
    assert not BadAddress.objects.exists()


def test_a_report_that_cannot_be_read_is_said(hooked: Callable[..., str]) -> None:
    path = hooked("postmark")
    request = signing.as_json({})
    request.body = b"no json"
    assert request.post(path).status_code == 400
    assert not DeliveryEvent.objects.exists()


def test_the_settings_page_shows_the_addresses_and_renews_the_password(
    hooked: Callable[..., str], mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    path = hooked("postmark")
    page = reverse("channels:mailbox", kwargs={"mailbox_id": mailbox.pk})
    renew = reverse("channels:hook-secret", kwargs={"mailbox_id": mailbox.pk})
    assert f"yorisoi:{PASSWORD}@localhost:8000{path}" in client_of(sato).get(page).content.decode()
    assert client_of(suzuki).post(renew).status_code == 403
    assert client_of(tanaka).post(renew).status_code == 404
    assert client_of(sato).get(renew).status_code == 405
    assert signing.as_json([]).post(path).status_code != 401
    assert client_of(sato).post(renew).status_code == 302
    assert signing.as_json([]).post(path).status_code == 401
