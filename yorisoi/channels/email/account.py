"""How a mailbox reaches its servers, read from `Mailbox.config` and `Mailbox.secret`.

config = {
    "incoming": "imap" | "lmtp" | "hook" | "none",
    "imap": {"host", "port", "security": "tls" | "starttls" | "none", "user", "verify": true,
             "folders": ["INBOX"], "after": "keep" | "seen" | "move" | "delete", "move_to": "", "backlog": true,
             "idle": true},
    "smtp": {"host", "port", "security", "user", "verify": true},
    "hook": {"provider": a name of providers/names.py, "user": the id of an access key (Amazon)},
    "oauth2": {"authorize_url", "token_url", "client_id", "scope", "grant": "refresh_token" | "client_credentials"},
    "dkim": {"selector", "domain", "on": false},
    "plus_addressing": false, "body_marker": false, "aliases": [], "automatic_limit": 10,
}
secret = sealed JSON {"imap_password", "smtp_password", "client_secret", "refresh_token", "hook_key" (the provider's
own, with which it signs), "hook_token" (with which we fetch mails from it), "hook_secret" (ours, the password of the
address that it calls), "dkim_key" (PEM)}
"""

import json
import ssl
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from yorisoi.channels.models import Mailbox
from yorisoi.channels.sealing import SealBroken, seal, unseal

SECURITIES = ("tls", "starttls", "none")
AFTER = ("keep", "seen", "move", "delete")


class NotSetUp(Exception):
    """The mailbox has no such server, or its secret cannot be opened; the text says which."""


@dataclass(frozen=True, slots=True)
class OAuth2:
    """Where access tokens come from (RFC 6749 §4.1, §4.4 and §6). mailbox_id: where a new refresh token is kept."""

    token_url: str
    client_id: str
    scope: str
    grant: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    authorize_url: str = ""
    mailbox_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """One server with how to sign in; `oauth2` instead of the password when it is there."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    verify: bool = True
    oauth2: OAuth2 | None = None

    def tls(self) -> ssl.SSLContext:
        """The TLS settings: certificates are checked unless the administrator said otherwise."""
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


@dataclass(frozen=True, slots=True)
class Imap:
    """A mailbox to be fetched. `after`: what becomes of a message at the server once it is committed here."""

    server: Server
    folders: tuple[str, ...]
    after: str
    move_to: str
    backlog: bool
    idle: bool


def secrets_of(mailbox: Mailbox) -> dict[str, str]:
    """The opened secrets; NotSetUp when SECRET_KEY has changed since."""
    try:
        opened: dict[str, str] = json.loads(unseal(mailbox.secret) or "{}")
    except SealBroken:
        raise NotSetUp("The stored password cannot be opened (SECRET_KEY has changed). Type it in anew.") from None
    return opened


def sealed(secrets: dict[str, str]) -> str:
    """Secrets ready for `Mailbox.secret`."""
    kept = {name: value for name, value in secrets.items() if value}
    return seal(json.dumps(kept)) if kept else ""


def new_hook_secret() -> str:
    """A password for the address that a provider calls: 192 random bits, safe within a URL."""
    return token_urlsafe(24)


def imap_of(mailbox: Mailbox) -> Imap:
    """How to fetch from this mailbox; NotSetUp when it is not fetched by IMAP."""
    config = mailbox.config
    if config.get("incoming") != "imap":
        raise NotSetUp("This mailbox is not fetched by IMAP.")
    imap = config.get("imap", {})
    return Imap(
        server=_server(mailbox, imap, "imap_password"),
        folders=tuple(imap.get("folders") or ["INBOX"]),
        after=imap.get("after", "keep"),
        move_to=imap.get("move_to", ""),
        backlog=bool(imap.get("backlog", True)),
        idle=bool(imap.get("idle", True)),
    )


def smtp_of(mailbox: Mailbox) -> Server:
    """How to send from this mailbox; NotSetUp when no server is named."""
    return _server(mailbox, mailbox.config.get("smtp", {}), "smtp_password")


def _server(mailbox: Mailbox, config: dict[str, Any], password: str) -> Server:
    if not config.get("host"):
        raise NotSetUp("No server is set up for this mailbox.")
    secrets = secrets_of(mailbox)
    return Server(
        host=config["host"],
        port=int(config["port"]),
        security=config.get("security", "tls"),
        user=config.get("user", ""),
        password=secrets.get(password, ""),
        verify=bool(config.get("verify", True)),
        oauth2=oauth2_of(mailbox),
    )


def oauth2_of(mailbox: Mailbox) -> OAuth2 | None:
    """Where access tokens for this mailbox come from; None when it signs in with a password. Raises NotSetUp."""
    config = mailbox.config.get("oauth2")
    if not config:
        return None
    secrets = secrets_of(mailbox)
    return OAuth2(
        token_url=config["token_url"],
        client_id=config["client_id"],
        scope=config.get("scope", ""),
        grant=config.get("grant", "refresh_token"),
        client_secret=secrets.get("client_secret", ""),
        refresh_token=secrets.get("refresh_token", ""),
        authorize_url=config.get("authorize_url", ""),
        mailbox_id=mailbox.pk,
    )
