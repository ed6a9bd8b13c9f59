"""Mail in and mail out, tried as fetching and sending do; nothing is changed anywhere."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.channels.email.trial import try_mailbox
from yorisoi.channels.models import Mailbox, Outbound
from yorisoi.config.doctor.findings import Finding, Part, State
from yorisoi.kernel import clock

PATIENCE = 10  # seconds
OVERDUE_AFTER = timedelta(minutes=5)
MAIL_IN = gettext_lazy("Mail in")


def mail() -> Iterator[Finding]:
    """The listener, the servers of each active mailbox, and what waits in the outbox."""
    mailboxes = list(Mailbox.objects.filter(active=True, kind="email"))
    handed_over = [each.address for each in mailboxes if each.config.get("incoming") == "lmtp"]
    fetched = any(each.config.get("incoming") == "imap" for each in mailboxes)
    if settings.LMTP_LISTEN:
        yield Part("listener", MAIL_IN, lambda: _listener(handed_over)).asked()
    elif not fetched:
        words = _("No mailbox is fetched and no listener is set: add a mailbox in Settings, Mailboxes.")
        yield Finding("listener", str(MAIL_IN), False, words)
    for mailbox in mailboxes:
        for found in try_mailbox(mailbox):
            yield Finding(f"mailbox {mailbox.address}", f"{found.what} {mailbox.address}", found.right, found.words)
    yield Part("outbox", gettext_lazy("Outbox"), _outbox).asked()


def _listener(addresses: list[str]) -> State:
    """Does it answer, and does it know our addresses? The trial ends before any mail is given."""
    host, _colon, port = settings.LMTP_LISTEN.rpartition(":")
    place = {"place": settings.LMTP_LISTEN}
    try:
        with smtplib.LMTP(host.strip("[]") or "127.0.0.1", int(port), timeout=PATIENCE) as door:
            door.ehlo_or_helo_if_needed()
            door.mail("<>")
            refused = [_said(each, door.rcpt(each)) for each in addresses]
            door.rset()
    except OSError as error:
        words = _("Nothing listens at %(place)s (%(error)s): start `yorisoi serve` or `yorisoi lmtp`.")
        return False, words % {**place, "error": error}
    if faults := [each for each in refused if each]:
        return False, _("The listener at %(place)s refuses %(faults)s") % {**place, "faults": "; ".join(faults)}
    return True, _("The listener at %(place)s takes mail for %(n)s addresses.") % {**place, "n": len(addresses)}


def _said(address: str, answer: tuple[int, bytes]) -> str:
    """What was said against an address; empty when it is taken."""
    code, text = answer
    return "" if code == 250 else f"{address} ({code} {text.decode('utf8', 'replace')})"


def _outbox() -> State:
    """Does anything wait that should have left?"""
    unsent = Outbound.objects.filter(state__in=[Outbound.State.QUEUED, Outbound.State.SENDING])
    overdue = unsent.filter(next_at__lt=clock.now() - OVERDUE_AFTER).count()
    if overdue:
        words = _("%(n)s messages should have left more than 5 minutes ago. Nothing is lost: see the worker above.")
        return False, words % {"n": overdue}
    return True, _("No message is overdue.")
