"""The addresses that a mailbox's provider is told to call."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from yorisoi.channels.models import Mailbox

from .account import NotSetUp, secrets_of
from .providers.names import KEYED, TITLES, USER


@dataclass(frozen=True, slots=True)
class HookAddresses:
    """inbound: for mails; tracking: for reports. With user and password unless the provider signs with its own key."""

    title: str
    inbound: str
    tracking: str
    with_password: bool


def hook_addresses(mailbox: Mailbox) -> HookAddresses | None:
    """None when no provider is set up, or its secret cannot be opened."""
    provider = mailbox.config.get("hook", {}).get("provider", "")
    if provider not in TITLES:
        return None
    try:
        password = secrets_of(mailbox).get("hook_secret", "")
    except NotSetUp:
        return None
    signed = provider in KEYED
    inbound = "hook-inbound-mime" if provider == "mailgun" else "hook-inbound"
    return HookAddresses(
        title=TITLES[provider],
        inbound=_address(mailbox, inbound, "" if signed else password),
        tracking=_address(mailbox, "hook-tracking", "" if signed else password),
        with_password=not signed,
    )


def _address(mailbox: Mailbox, name: str, password: str) -> str:
    public = urlsplit(settings.PUBLIC_URL)
    place = f"{USER}:{password}@{public.netloc}" if password else public.netloc
    return urlunsplit((public.scheme, place, reverse(f"channels:{name}", kwargs={"mailbox_id": mailbox.pk}), "", ""))
