"""Access tokens for mail servers (RFC 6749): asked for when needed, kept until shortly before they end."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen
from uuid import UUID

from django.db import transaction

from yorisoi.channels import actions
from yorisoi.channels.models import Mailbox
from yorisoi.workspace.contracts import SYSTEM

from .account import NotSetUp, OAuth2, sealed, secrets_of

_EARLY = 120.0
_SECONDS = 30
_lock = threading.Lock()
_tokens: dict[OAuth2, tuple[float, str]] = {}


class NoToken(Exception):
    """The token server refused or could not be reached; the text says what it said.

    code: its error code (RFC 6749 §5.2), "unreachable" when it could not be reached, or "".
    """

    def __init__(self, said: str, code: str = "") -> None:
        super().__init__(said)
        self.code = code


def access_token(oauth2: OAuth2, *, refused: str = "") -> str:
    """A valid access token. refused: one that the mail server took no more, so that another is asked for.

    Raises NoToken, or NotSetUp for an address that is neither https nor this machine.
    """
    with _lock:
        until, token = _tokens.get(oauth2, (0.0, ""))
        if token and token != refused and time.monotonic() < until:
            return token
    try:
        said = _refreshed(oauth2)
    except NoToken as error:
        newer = _newer(oauth2) if error.code == "invalid_grant" else None
        if newer is None:
            raise
        said = _refreshed(newer)
    token = str(said["access_token"])
    with _lock:
        _tokens[oauth2] = (time.monotonic() + max(_seconds(said) - _EARLY, 0.0), token)
    return token


def _refreshed(oauth2: OAuth2) -> dict[str, Any]:
    by_refresh = oauth2.grant == "refresh_token"
    if by_refresh and not oauth2.refresh_token:
        raise NoToken("no refresh token", "no_consent")
    said = ask(oauth2, {"scope": oauth2.scope, "refresh_token": oauth2.refresh_token if by_refresh else ""})
    rotated = said.get("refresh_token")
    if by_refresh and isinstance(rotated, str) and rotated and oauth2.mailbox_id is not None:
        _keep(oauth2.mailbox_id, oauth2.refresh_token, rotated)
    return said


def _seconds(said: Mapping[str, Any]) -> float:
    try:
        return float(said.get("expires_in", 300))
    except (TypeError, ValueError):
        return 300.0


def _keep(mailbox_id: UUID, used: str, rotated: str) -> None:
    """The token server gave another refresh token in place of the used one (RFC 6749 §6)."""
    if rotated == used:
        return
    with transaction.atomic():
        mailbox = Mailbox.objects.select_for_update().filter(pk=mailbox_id).first()
        if mailbox is not None and (secrets := secrets_of(mailbox)).get("refresh_token") == used:
            secret = sealed({**secrets, "refresh_token": rotated})
            actions.change_secret(actor=SYSTEM, mailbox_id=mailbox_id, secret=secret)


def _newer(oauth2: OAuth2) -> OAuth2 | None:
    """With the refresh token that another process was given meanwhile, or by a consent given anew."""
    mailbox = Mailbox.objects.filter(pk=oauth2.mailbox_id).first() if oauth2.mailbox_id is not None else None
    stored = secrets_of(mailbox).get("refresh_token", "") if mailbox is not None else ""
    return replace(oauth2, refresh_token=stored) if stored and stored != oauth2.refresh_token else None


def ask(oauth2: OAuth2, fields: Mapping[str, str]) -> dict[str, Any]:
    """Ask the token endpoint; the answer with an access token in it. Raises NoToken and NotSetUp."""
    url = urlsplit(oauth2.token_url)
    if url.scheme != "https" and url.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise NotSetUp("The token address must begin with https://")
    form = {
        "grant_type": oauth2.grant,
        "client_id": oauth2.client_id,
        "client_secret": oauth2.client_secret,
        **fields,
    }
    content = urlencode({name: value for name, value in form.items() if value}).encode()
    try:
        with urlopen(Request(oauth2.token_url, data=content), timeout=_SECONDS) as answer:  # noqa: S310 (checked above)
            said: dict[str, Any] = json.load(answer)
        if not isinstance(said["access_token"], str):
            raise TypeError("access_token")
    except HTTPError as error:
        words = error.read(2000).decode("utf8", "replace")
        raise NoToken(f"{error.code} {words}"[:500], _code(words)) from error
    except (URLError, TimeoutError, OSError) as error:
        raise NoToken(str(getattr(error, "reason", error)), "unreachable") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoToken(f"no access token in the answer ({type(error).__name__})") from error
    return said


def _code(words: str) -> str:
    """The error code; Microsoft's number (AADSTS…) says what needs doing where its code does not."""
    try:
        said = json.loads(words)
        code = said.get("error", "")
    except (ValueError, AttributeError):
        return ""
    if "AADSTS65001" in words or code in {"interaction_required", "consent_required"}:
        return "consent_required"
    return code if isinstance(code, str) else ""
