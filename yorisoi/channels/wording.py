"""The words of the log that people read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_WORDS = {
    "fetched": gettext_noop("Fetched from the mail server (folder %(folder)s, number %(uid)s)"),
    "stored": gettext_noop("Stored as it came (%(via)s, %(size)s bytes)"),
    "repeated": gettext_noop("Came again (%(via)s); not doubled"),
    "same_id_other_body": gettext_noop(
        "The same Message-ID came before with another body; kept as a message of its own"
    ),
    "parsed": gettext_noop("Read"),
    "unreadable": gettext_noop("Could not be read in full: %(note)s"),
    "read_again": gettext_noop("Read again"),
    "matched": gettext_noop("Put on case %(case)s: %(by)s"),
    "opened": gettext_noop("Opened case %(case)s"),
    "queued": gettext_noop("Put into the outbox"),
    "suppressed": gettext_noop("Not sent: %(address)s already got %(limit)s automatic messages today"),
    "attempt": gettext_noop("Attempt %(attempt)s to send"),
    "again": gettext_noop("The attempt before ended without an answer; sent again under the same Message-ID"),
    "accepted": gettext_noop("%(address)s: accepted by %(server)s (%(code)s %(text)s)"),
    "deferred": gettext_noop("%(address)s: not now (%(code)s %(text)s); next attempt at %(next)s"),
    "refused": gettext_noop("%(address)s: refused (%(code)s %(text)s)"),
    "gave_up": gettext_noop("%(address)s: given up after %(attempts)s attempts (%(code)s %(text)s)"),
    "line_failed": gettext_noop("No connection to the sending server (%(code)s %(text)s); next attempt at %(next)s"),
    "sent": gettext_noop("Sent"),
    "failed": gettext_noop("Not sent"),
    "cancelled": gettext_noop("Cancelled before it left"),
    "retried": gettext_noop("Put into the outbox again by hand"),
    "bounced": gettext_noop("%(address)s: came back (%(text)s)"),
    "delayed": gettext_noop("%(address)s: delayed on the way (%(text)s)"),
    "stepped_over": gettext_noop("Message %(uid)s in %(folder)s could not be fetched and was stepped over: %(text)s"),
    "renumbered": gettext_noop("The mail server numbered folder %(folder)s anew; looking through all of it once"),
}


class _Gaps(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "?"


def words_of(verb: str, data: Mapping[str, Any]) -> str:
    """One line of the log in the reader's language; an unknown verb stands for itself."""
    if verb not in _WORDS:
        return verb
    return _(_WORDS[verb]) % _Gaps(data)
