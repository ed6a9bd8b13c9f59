"""The consent of a mailbox's owner: the authorisation-code flow with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9700)."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from yorisoi.channels.models import Mailbox

from .account import NotSetUp, OAuth2, oauth2_of
from .oauth import NoToken, ask


@dataclass(frozen=True, slots=True)
class Asked:
    """What we remember in the session while the owner is away at the other sign-in."""

    state: str
    verifier: str
    mailbox_id: str

    def as_dict(self) -> dict[str, str]:
        """For the session."""
        return asdict(self)


def return_url() -> str:
    """The address to which the sign-in sends the owner back; it is registered there."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("channels:consent-return")


def can_ask(mailbox: Mailbox) -> bool:
    """Whether its owner can be asked for consent here."""
    oauth2 = mailbox.config.get("oauth2") or {}
    return bool(oauth2.get("authorize_url")) and oauth2.get("grant") == "refresh_token"


@dataclass(frozen=True, slots=True)
class ConsentState:
    """How far a mailbox's sign-in is. given: a refresh token is stored. return_url: to be registered at the service."""

    given: bool
    return_url: str


def state_of(mailbox: Mailbox) -> ConsentState | None:
    """For the settings page; None when nobody is asked for consent here."""
    if not can_ask(mailbox):
        return None
    try:
        given = bool(_askable(mailbox).refresh_token)
    except NotSetUp:
        given = False
    return ConsentState(given, return_url())


def question(mailbox: Mailbox) -> tuple[Asked, str]:
    """What to remember, and the address to send the browser to. Raises NotSetUp."""
    oauth2 = _askable(mailbox)
    asked = Asked(token_urlsafe(24), token_urlsafe(48), str(mailbox.pk))
    challenge = urlsafe_b64encode(sha256(asked.verifier.encode("ascii")).digest()).decode("ascii").rstrip("=")
    fields = {
        "response_type": "code",
        "client_id": oauth2.client_id,
        "redirect_uri": return_url(),
        "scope": oauth2.scope,
        "state": asked.state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": mailbox.config.get("imap", {}).get("user") or mailbox.address,
    }
    parts = urlsplit(oauth2.authorize_url)
    query = urlencode({**dict(parse_qsl(parts.query)), **{name: value for name, value in fields.items() if value}})
    return asked, urlunsplit(parts._replace(query=query))


def _askable(mailbox: Mailbox) -> OAuth2:
    oauth2 = oauth2_of(mailbox)
    if oauth2 is None or not can_ask(mailbox):
        raise NotSetUp("No sign-in with consent is set up for this mailbox.")
    return oauth2


def remembered(found: Any, state: str) -> UUID | None:
    """The mailbox that this answer is about; None when we asked nothing of the kind (forged, or old)."""
    if not isinstance(found, dict) or not state or not compare_digest(str(found.get("state", "")), state):
        return None
    return UUID(found["mailbox_id"])


def exchange(mailbox: Mailbox, verifier: str, code: str) -> str:
    """The refresh token for a code. Raises NoToken ("no_refresh_token" when none was given along) and NotSetUp."""
    oauth2 = replace(_askable(mailbox), grant="authorization_code")
    said = ask(oauth2, {"code": code, "redirect_uri": return_url(), "code_verifier": verifier})
    token = said.get("refresh_token")
    if not isinstance(token, str) or not token:
        raise NoToken("no refresh token in the answer", "no_refresh_token")
    return token


def answered(mailbox: Mailbox, verifier: str, said: Mapping[str, str]) -> str:
    """The refresh token, from what the browser brought back. Raises NoToken and NotSetUp."""
    if said.get("error") or not said.get("code"):
        words = f"{said.get('error', '')} {said.get('error_description', '')}".strip()
        raise NoToken(words[:300] or "no code", said.get("error", ""))
    return exchange(mailbox, verifier, said["code"])
