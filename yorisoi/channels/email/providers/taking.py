"""A provider's request: is it genuine, and what is in it?"""

import json
import logging
from typing import Any

from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure
from anymail.utils import get_request_basic_auth
from django.utils.crypto import constant_time_compare

from yorisoi.channels import actions
from yorisoi.channels.actions import Arrival
from yorisoi.channels.contracts import Report
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import files, jobs

from ..account import secrets_of
from ..envelope import peek
from . import sns
from .catalogue import PROVIDERS, Provider
from .fetching import Access
from .mails import mails_of
from .names import USER
from .posted import Posted
from .raw import NotHere, RawMail
from .reports import reports_of

log = logging.getLogger(__name__)

INBOUND, TRACKING = "inbound", "tracking"


class Refused(Exception):
    """The request is not taken. `status` is HTTP's; the text says why, to whoever set the provider up."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def take(mailbox: Mailbox, what: str, posted: Posted, url: str) -> int:
    """Store the mails or note the reports of a request; how many were new. When it returns they are committed.

    what: "inbound" or "tracking". url: the address as the provider calls it. Raises Refused (401, 403, 400, 503).
    """
    provider = PROVIDERS.get(mailbox.config.get("hook", {}).get("provider", ""))
    if provider is None:
        raise Refused(404, "No provider is set up for this mailbox.")
    view = _genuine(mailbox, provider, what, posted, url)
    if provider.name == "ses" and _confirms(posted):
        return 0
    if what == TRACKING:
        return actions.note_reports(mailbox=mailbox, reports=_reports(provider, view, posted))
    if not mailbox.active:
        raise Refused(503, "The mailbox is switched off.")
    stored = actions.store_all(_arrivals(mailbox, provider, view, posted))
    return sum(each.new for each in stored)


def _genuine(mailbox: Mailbox, provider: Provider, what: str, posted: Posted, url: str) -> Any:
    """anymail's reader, after the request has proved where it comes from."""
    secrets = secrets_of(mailbox)
    password, key = secrets.get("hook_secret", ""), secrets.get("hook_key", "")
    if provider.keyed and not key:
        raise Refused(403, "The provider's signing key is not set on this mailbox.")
    request = posted.as_django()
    if not provider.keyed:
        given = get_request_basic_auth(request) or ""
        if not password or not constant_time_compare(given, f"{USER}:{password}"):
            raise Refused(401, "User name and password of the address are missing or wrong.")
    try:
        view = provider.view(what, password=password, key=key, url=url, access=_access(mailbox))
        view.run_validators(request)
    except (AnymailWebhookValidationFailure, sns.NotAmazon) as error:
        raise Refused(403, f"The signature is missing or wrong: {error}") from error
    except OSError as error:
        raise Refused(503, f"Amazon's certificate could not be fetched: {error}") from error
    except Exception as error:
        log.info("request for %s could not be checked: %r", mailbox.address, error)
        raise Refused(403, "The request is not one of this provider's.") from error
    return view


def _access(mailbox: Mailbox) -> Access:
    """What the service asks for when we fetch a mail from it."""
    hook = mailbox.config.get("hook", {})
    return Access(secrets_of(mailbox).get("hook_token", ""), hook.get("user", ""), hook.get("api_url", ""))


def _confirms(posted: Posted) -> bool:
    """Amazon asks whether we want its notifications: yes, by a job, for the network is slow."""
    said: dict[str, Any] = json.loads(posted.body)
    if said.get("Type") == "SubscriptionConfirmation":
        url = str(said.get("SubscribeURL", ""))
        if not sns.is_amazons(url):
            raise Refused(403, "The address to confirm is not Amazon's.")
        jobs.enqueue("channels.email.confirm_sns", url=url)
    return said.get("Type") != "Notification"


def _reports(provider: Provider, view: Any, posted: Posted) -> list[Report]:
    try:
        return reports_of(provider, view, posted)
    except Exception as error:
        log.warning("reports of %s could not be read: %r", provider.title, error)
        raise Refused(400, f"The reports could not be read: {error}") from error


def _arrivals(mailbox: Mailbox, provider: Provider, view: Any, posted: Posted) -> list[Arrival]:
    try:
        mails, whole = mails_of(provider, view, posted, _access(mailbox))
    except (NotHere, AnymailConfigurationError) as error:
        raise Refused(400, str(error)) from error
    except OSError as error:
        raise Refused(503, f"The mail could not be fetched from {provider.title}: {error}") from error
    payload = {} if whole else {"payload": str(files.store(posted.body, "payload").pk)}
    return [_arrival(mailbox, provider, mail, payload) for mail in mails]


def _arrival(mailbox: Mailbox, provider: Provider, mail: RawMail, payload: dict[str, str]) -> Arrival:
    peeked = peek(mail.raw)
    return Arrival(
        mailbox_id=mailbox.pk,
        brand_id=mailbox.brand_id,
        kind="email",
        raw=mail.raw,
        message_id=peeked.message_id,
        body_digest=peeked.body_digest,
        via=provider.name,
        envelope={"sender": mail.sender, "recipient": mail.recipient, "provider": provider.title, **payload},
    )
