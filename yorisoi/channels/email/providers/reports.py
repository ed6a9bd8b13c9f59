"""A provider's reports in our words."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from yorisoi.channels.contracts import Outcome, Report
from yorisoi.kernel import clock

from .catalogue import Provider
from .marks import MARK
from .posted import Posted

_LONGEST = 500
_OUTCOMES = {
    "delivered": Outcome.DELIVERED,
    "deferred": Outcome.DEFERRED,
    "bounced": Outcome.BOUNCED,
    "rejected": Outcome.BOUNCED,
    "failed": Outcome.BOUNCED,
    "complained": Outcome.COMPLAINED,
}
# RFC 3463 class 4, RFC 5321 reply 4yz, and the providers' own words for what may work later
_TEMPORARY = re.compile(r"(?<![\d.])4\.\d{1,3}\.\d{1,3}\b|^4\d\d\b|soft.?bounce|transient", re.IGNORECASE)


def reports_of(provider: Provider, view: Any, posted: Posted) -> list[Report]:
    """The reports of a request that say where a message is; openings and clicks are none of our business.

    Raises whatever anymail raises for a request that it cannot read.
    """
    events = view.parse_events(posted.as_django())
    return [_report(provider, each) for each in events if each.event_type in _OUTCOMES]


def _report(provider: Provider, event: Any) -> Report:
    outcome = _OUTCOMES[event.event_type]
    said = " ".join(f"{event.mta_response or event.description or ''}".split())[:_LONGEST]
    temporary = _TEMPORARY.search(said) or _TEMPORARY.search(_kind(event.esp_event))
    return Report(
        key=_key(provider, event),
        outcome=outcome,
        address=event.recipient or "",
        text=f"{provider.title}: {said}" if said else provider.title,
        at=event.timestamp or clock.now(),
        marks=tuple(_marks(event)),
        permanent=not temporary,
    )


def _kind(esp_event: Any) -> str:
    """The provider's own word for the kind of bounce."""
    if esp_event.get("hard_bounce") is False:  # Mailjet
        return "soft bounce"
    data = esp_event.get("data")  # Resend
    named = esp_event.get("bounce") or (data.get("bounce") if isinstance(data, dict) else None) or esp_event
    places = (named.get(name, "") for name in ("bounceType", "Type", "type", "event") if hasattr(named, "get"))
    return " ".join(each for each in places if isinstance(each, str))


def _marks(event: Any) -> Iterator[str]:
    metadata = event.metadata or {}
    if isinstance(metadata.get(MARK), str):
        yield metadata[MARK]
    if event.message_id:
        yield str(event.message_id)
    for header in _mail_headers(event.esp_event):
        if str(header.get("name", "")).lower() == "message-id":
            yield str(header.get("value", ""))


def _mail_headers(esp_event: Any) -> list[dict[str, Any]]:
    """Amazon SES and Postal give messages their own ids, and ours among the headers or beside it."""
    if not hasattr(esp_event, "get"):
        return []
    mail, payload = esp_event.get("mail"), esp_event.get("payload")
    if isinstance(payload, dict):
        message = payload.get("message") or payload.get("original_message") or {}
        return [{"name": "Message-ID", "value": message.get("message_id", "")}]
    return mail.get("headers", []) if isinstance(mail, dict) else []


def _key(provider: Provider, event: Any) -> str:
    """What stays the same when the provider sends a report again; Mailgun signs each sending anew."""
    content = event.esp_event
    if isinstance(content, dict):
        content = {name: value for name, value in content.items() if name != "signature"}
    stable = json.dumps(content, sort_keys=True, default=str)
    said = f"{provider.name}\n{event.event_type}\n{event.recipient}\n{stable}"
    return hashlib.sha256(said.encode("utf8", "replace")).hexdigest()
