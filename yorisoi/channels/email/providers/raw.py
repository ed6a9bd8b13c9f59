"""The mail itself within a provider's request, byte for byte where the provider gives it."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .posted import Posted


class NotHere(Exception):
    """The request says where the mail lies instead of carrying it; the text says what to set up instead."""


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail and the envelope that came with it (each part may be empty)."""

    raw: bytes = field(repr=False)
    sender: str = ""
    recipient: str = ""
    event_id: str = ""


type Raws = Callable[[Posted], list[RawMail]]


def mailgun(posted: Posted) -> list[RawMail]:
    """The field body-mime, which Mailgun sends when the address ends in "mime"."""
    if "body-mime" not in posted.fields:
        return []
    raw = posted.fields["body-mime"]
    return [RawMail(raw, posted.text("sender"), posted.text("recipient"), posted.text("token"))]


def sendgrid(posted: Posted) -> list[RawMail]:
    """The field email, which SendGrid sends when "POST the raw, full MIME message" is on."""
    if "email" not in posted.fields:
        return []
    try:
        envelope = json.loads(posted.text("envelope"))
        sender, recipient = str(envelope.get("from", "")), str(next(iter(envelope.get("to", [])), ""))
    except (ValueError, AttributeError, TypeError):
        sender = recipient = ""
    return [RawMail(posted.fields["email"], sender, recipient)]


def postmark(posted: Posted) -> list[RawMail]:
    """RawEmail, which Postmark sends when "Include raw email content in JSON payload" is on."""
    said = json.loads(posted.body)
    if "RawEmail" not in said:
        return []
    return [
        RawMail(_bytes(said["RawEmail"]), "", str(said.get("OriginalRecipient", "")), str(said.get("MessageID", "")))
    ]


def ses(posted: Posted) -> list[RawMail]:
    """The content of a "Received" notification; NotHere when the rule stores mails in S3."""
    said = json.loads(posted.body)
    if said.get("Type") != "Notification":
        return []
    event = _object(said.get("Message", ""))
    if event.get("notificationType") != "Received":
        return []
    action = event.get("receipt", {}).get("action", {})
    if "content" not in event:
        raise NotHere(f"The receipt rule's action is {action.get('type')}: choose SNS with the encoding Base64.")
    content = str(event["content"])
    raw = _decoded(content) if str(action.get("encoding", "")).upper() == "BASE64" else _bytes(content)
    mail = event.get("mail", {})
    recipients = event.get("receipt", {}).get("recipients") or [""]
    return [RawMail(raw, str(mail.get("source", "")), str(recipients[0]), str(mail.get("messageId", "")))]


def mandrill(posted: Posted) -> list[RawMail]:
    """raw_msg of each inbound event."""
    events = json.loads(posted.text("mandrill_events") or "[]")
    return [
        RawMail(
            _bytes(each["msg"]["raw_msg"]), str(each["msg"].get("from_email", "")), str(each["msg"].get("email", ""))
        )
        for each in events
        if each.get("event") == "inbound"
    ]


def sparkpost(posted: Posted) -> list[RawMail]:
    """email_rfc822 of each relayed mail."""
    return list(_sparkpost(json.loads(posted.body)))


def _sparkpost(events: list[dict[str, Any]]) -> Iterator[RawMail]:
    for each in events:
        relayed = each.get("msys", {}).get("relay_message")
        if relayed:
            content = relayed["content"]
            raw = content["email_rfc822"]
            decoded = _decoded(raw) if content.get("email_rfc822_is_base64") else _bytes(raw)
            yield RawMail(decoded, str(relayed.get("msg_from", "")), str(relayed.get("rcpt_to", "")))


def mailersend(posted: Posted) -> list[RawMail]:
    """data.raw of an inbound message."""
    said = json.loads(posted.body)
    data = said.get("data", {})
    if said.get("type") != "inbound.message" or "raw" not in data:
        return []
    recipients = data.get("recipients", {}).get("rcptTo") or [{}]
    sender = str(data.get("sender", {}).get("email", ""))
    return [RawMail(_bytes(data["raw"]), sender, str(recipients[0].get("email", "")), str(data.get("id", "")))]


def postal(posted: Posted) -> list[RawMail]:
    """message, which Postal sends as it is ("Raw message") and usually in base 64."""
    said = json.loads(posted.body)
    if not isinstance(said.get("message"), str):
        return []
    raw = _decoded(said["message"]) if said.get("base64") is True else _bytes(said["message"])
    return [RawMail(raw, str(said.get("mail_from", "")), str(said.get("rcpt_to", "")), str(said.get("id", "")))]


def parts_only(_posted: Posted) -> list[RawMail]:
    """None: the service sends only what it made of a mail."""
    return []


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return _bytes(text)


def _bytes(text: str) -> bytes:
    """JSON text as bytes; half a surrogate pair must not lose the rest."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf8", "replace")
