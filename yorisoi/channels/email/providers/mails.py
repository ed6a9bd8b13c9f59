"""The mails in a provider's request: as they were, or built from what the provider made of them."""

import hashlib
import logging
from email.message import EmailMessage, Message
from email.policy import SMTP
from typing import Any

from anymail.exceptions import AnymailConfigurationError

from .catalogue import Provider
from .fetching import Access, CannotFetch
from .posted import Posted
from .raw import NotHere, RawMail

log = logging.getLogger(__name__)


def mails_of(provider: Provider, view: Any, posted: Posted, access: Access) -> tuple[list[RawMail], bool]:
    """The mails, and whether they are as they came; when not, the request should be kept beside them.

    What cannot be understood, or is no longer where it should lie, becomes a mail of ours that carries the request: a
    mail is never lost. Raises NotHere and AnymailConfigurationError for what the administrator must set up otherwise,
    and OSError when it should be sent again later.
    """
    try:
        fetched = provider.fetch(posted, access) if provider.fetch is not None else None
        if fetched is not None:
            return fetched, True
        if raws := provider.raws(posted):
            return raws, True
    except CannotFetch as error:
        return [_unread(provider, posted, error)], False
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        log.warning("%s sent a mail that could not be found in its request: %r", provider.title, error)
    try:
        return [_built(each, posted) for each in view.parse_events(posted.as_django())], False
    except (AnymailConfigurationError, NotHere, OSError):
        raise
    except Exception as error:
        log.exception("a mail from %s could not be built", provider.title)
        return [_unread(provider, posted, error)], False


def _built(event: Any, posted: Posted) -> RawMail:
    """From the parts that the provider gave; the same request gives the same bytes."""
    mark = hashlib.sha256(posted.body).hexdigest()[:32]
    message: Message = event.message
    for place, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{place}_{mark}")
    raw = message.as_bytes(policy=SMTP.clone(utf8=True))
    sender, recipient = event.message.envelope_sender or "", event.message.envelope_recipient or ""
    return RawMail(raw, sender, recipient, event.event_id or "")


def _unread(provider: Provider, posted: Posted, error: Exception) -> RawMail:
    mark = hashlib.sha256(posted.body).hexdigest()[:40]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"A mail from {provider.title} that could not be read"
    message["Message-ID"] = f"<{mark}@unread.yorisoi.invalid>"
    message.set_content(
        f"{provider.title} handed over a mail in a form that could not be read ({type(error).__name__}: {error}).\n"
        "What it sent is attached as it came.\n"
    )
    message.add_attachment(posted.body, maintype="application", subtype="octet-stream", filename="payload")
    message.set_boundary(f"=_{mark}")
    return RawMail(message.as_bytes())
