"""Trying a mailbox's connections, and saying in words what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from smtplib import SMTPSenderRefused

from django.conf import settings
from django.utils.translation import gettext as _

from yorisoi.channels.models import Mailbox

from . import imap_session, smtp
from .account import imap_of, smtp_of
from .diagnosis import in_words
from .hook_addresses import HookAddresses, hook_addresses


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried; `words` say what is wrong, or what is right."""

    what: str
    right: bool
    words: str


def try_mailbox(mailbox: Mailbox) -> list[Finding]:
    """Connect as fetching and sending do, change nothing. Takes as long as the servers need, at most some minutes."""
    return [*_incoming(mailbox), *_outgoing(mailbox)]


def _incoming(mailbox: Mailbox) -> Iterator[Finding]:
    incoming = mailbox.config.get("incoming")
    what = _("Mail in")
    if incoming == "imap":
        yield _tried(what, "imap", lambda: _imap(mailbox))
    elif incoming == "hook":
        hook = hook_addresses(mailbox)
        yield Finding(what, hook is not None, _hook_words(hook))
    elif incoming == "lmtp" and settings.LMTP_LISTEN:
        yield Finding(what, True, _("Mail is taken at %(place)s.") % {"place": settings.LMTP_LISTEN})
    elif incoming == "lmtp":
        yield Finding(what, False, _("No place to listen is set (YORISOI_LMTP_LISTEN), so no mail can be handed over."))


def _hook_words(hook: HookAddresses | None) -> str:
    if hook is None:
        return _("No mail service is set up, or its secret cannot be opened (SECRET_KEY has changed).")
    return _("%(service)s hands mail over here. Send a mail to the address to see whether it does.") % {
        "service": hook.title
    }


def _outgoing(mailbox: Mailbox) -> Iterator[Finding]:
    what = _("Mail out")
    if not mailbox.config.get("smtp"):
        yield Finding(what, False, _("No sending server is set: answers cannot leave."))
        return
    yield _tried(what, "smtp", lambda: _smtp(mailbox))


def _tried(what: str, protocol: str, attempt: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        return Finding(what, *attempt())
    except Exception as error:
        return Finding(what, False, in_words(error, protocol))


def _imap(mailbox: Mailbox) -> tuple[bool, str]:
    imap = imap_of(mailbox)
    with imap_session.session(imap.server) as client:
        found = 0
        for folder in imap.folders:
            found += int(client.select_folder(folder, readonly=True).get(b"EXISTS", 0))
        if imap.after == "move" and not client.folder_exists(imap.move_to):
            words = _("Signed in; but there is no folder %(folder)s to move messages to.")
            return False, words % {"folder": imap.move_to}
        if imap.idle and not client.has_capability("IDLE"):
            words = _("Signed in; %(n)s messages. The server offers no IDLE: it is asked each minute.")
            return True, words % {"n": found}
    return True, _("Signed in; %(n)s messages are there.") % {"n": found}


def _smtp(mailbox: Mailbox) -> tuple[bool, str]:
    connection = smtp.connect(smtp_of(mailbox))
    try:
        code, text = connection.mail(mailbox.address)
        if code != 250:
            return False, in_words(SMTPSenderRefused(code, text, mailbox.address), "smtp")
        connection.rset()
    finally:
        connection.close()
    return True, _("Connected and signed in.")
