"""Mails that a service keeps and only tells about: fetched with the mailbox's own access."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

from .posted import Posted
from .raw import NotHere, RawMail

_SECONDS = 20
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class CannotFetch(Exception):
    """The service says no, and would again; the text says what it said. (OSError: it may work later.)"""


@dataclass(frozen=True, slots=True)
class Access:
    """What the service asks for. user: the access key's id, at Amazon. api_url: another server than the usual one."""

    token: str = field(repr=False)
    user: str = ""
    api_url: str = ""


def get(url: str, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
    """What lies there, with the answer's headers. Raises CannotFetch and OSError."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise CannotFetch("the address does not begin with https://")
    try:
        with urlopen(Request(url, headers=dict(headers)), timeout=_SECONDS) as answer:  # noqa: S310 (checked above)
            content: bytes = answer.read(settings.MAX_MAIL_BYTES + 1)
            found = {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        words = f"{error.code} {error.read(2000).decode('utf8', 'replace')}"[:500]
        if error.code >= 500 or error.code in {408, 429}:
            raise OSError(words) from error
        raise CannotFetch(words) from error
    if len(content) > settings.MAX_MAIL_BYTES:
        raise CannotFetch(f"it has more than {settings.MAX_MAIL_BYTES} bytes (YORISOI_MAX_MAIL_MB)")
    return content, found


def resend(posted: Posted, access: Access) -> list[RawMail] | None:
    """The whole mail behind `email.received`: https://resend.com/docs/api-reference/emails/retrieve-received-email."""
    said = json.loads(posted.body)
    email_id = said.get("data", {}).get("email_id")
    if said.get("type") != "email.received" or not email_id:
        return None
    about = _asked(access, "https://api.resend.com/", f"emails/receiving/{quote(str(email_id), safe='')}")
    raw, _headers = get(about["raw"]["download_url"], {})
    recipients = said["data"].get("to") or [""]
    return [RawMail(raw, str(said["data"].get("from", "")), str(recipients[0]), str(email_id))]


def mailtrap(posted: Posted, access: Access) -> list[RawMail] | None:
    """The whole mails behind `inbound.message_received`; the example of "Test your integration" (inbox 1) is none."""
    events = json.loads(posted.body).get("events", [])
    if not all(str(each.get("event", "")).startswith("inbound") for each in events):
        return None
    found = []
    for each in events:
        if each.get("inbox_id") not in {None, 1}:
            inbox, message = (quote(str(each[name]), safe="") for name in ("inbox_id", "message_id"))
            about = _asked(access, "https://mailtrap.io/api/", f"inbound/inboxes/{inbox}/messages/{message}")
            raw, _headers = get(about["raw_message_url"], {})
            found.append(RawMail(raw, event_id=f"{inbox}/{message}"))
    return found


def brevo_attachment(access: Access, token: str) -> tuple[bytes, str]:
    """An attachment by its DownloadToken, with its content type."""
    base = access.api_url or "https://api.brevo.com/v3/"
    content, headers = get(f"{base}inbound/attachments/{quote(token, safe='')}", {"api-key": needed(access)})
    return content, headers.get("content-type", "")


def needed(access: Access) -> str:
    """The token. Raises NotHere."""
    if not access.token:
        raise NotHere("The service only tells that a mail came: enter its API key on the mailbox, so we can fetch it.")
    return access.token


def _asked(access: Access, usual: str, path: str) -> dict[str, Any]:
    content, _headers = get(f"{access.api_url or usual}{path}", {"Authorization": f"Bearer {needed(access)}"})
    said: dict[str, Any] = json.loads(content)
    return said
