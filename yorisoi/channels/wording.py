"""The words of the log that people read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.kernel.ui.times import date_short

_WORDS = {
    "fetched": gettext_noop("Fetched from the mail server (folder %(folder)s, number %(uid)s)"),
    "stored": gettext_noop("Stored as it came (%(via)s, %(size)s bytes)"),
    "repeated": gettext_noop("Came again (%(via)s); not doubled"),
    "same_id_other_body": gettext_noop(
        "The same Message-ID came before with another body; kept as a message of its own"
    ),
    "parsed": gettext_noop("Read: from %(sender)s, %(characters)s characters of text, attachments: %(files)s"),
    "no_machine": gettext_noop("No automatic answer is sent to it"),
    "read_again": gettext_noop("Read anew"),
    "matched": gettext_noop("Put on case %(case)s: %(by)s"),
    "opened": gettext_noop("Opened case %(case)s"),
    "pictures_loaded": gettext_noop("%(name)s loaded its pictures from other servers"),
    "acknowledged": gettext_noop("An acknowledgement to %(address)s was put into the outbox"),
    "not_acknowledged": gettext_noop("No acknowledgement was sent to %(address)s: %(why)s"),
    "queued": gettext_noop("Put into the outbox"),
    "suppressed": gettext_noop("Not sent: %(address)s already got %(limit)s automatic messages today"),
    "again": gettext_noop("The attempt before ended without an answer; sent again under the same Message-ID"),
    "accepted": gettext_noop("%(address)s: accepted (%(code)s %(text)s)"),
    "accepted_by": gettext_noop("%(address)s: accepted by %(server)s (%(code)s %(text)s)"),
    "deferred": gettext_noop("%(address)s: not now (%(code)s %(text)s); next attempt at %(next)s"),
    "refused": gettext_noop("%(address)s: refused (%(code)s %(text)s)"),
    "gave_up": gettext_noop("%(address)s: given up after %(attempts)s attempts (%(code)s %(text)s)"),
    "sent": gettext_noop("Sending is finished"),
    "failed": gettext_noop("It reached nobody"),
    "cancelled": gettext_noop("Cancelled before it left"),
    "retried": gettext_noop("Put into the outbox again by hand"),
    "suppressed_bad": gettext_noop("Not sent: mail to %(address)s does not arrive or is not wanted (%(text)s)"),
    "suppressed_unsubscribed": gettext_noop("Not sent: %(address)s wants no campaigns any more"),
    "unsubscribed": gettext_noop("%(address)s left the campaigns by the link in this message"),
    "bad_address": gettext_noop("Mail to %(address)s came back or was not wanted before (%(text)s)"),
    "delivered": gettext_noop("%(address)s: delivered (%(text)s)"),
    "complained": gettext_noop("%(address)s: reported as spam by its owner (%(text)s)"),
    "bounced": gettext_noop("%(address)s: came back (%(text)s)"),
    "delayed": gettext_noop("%(address)s: delayed on the way (%(text)s)"),
    "stepped_over": gettext_noop("Message %(uid)s in %(folder)s could not be fetched and was stepped over: %(text)s"),
    "renumbered": gettext_noop("The mail server numbered folder %(folder)s anew; looking through all of it once"),
}


# Why a machine's answer was not sent.
_WHY = {
    "limit": gettext_noop("the address already got its automatic messages of today"),
    "bad": gettext_noop("mail to it does not arrive or is not wanted"),
}

# How a message was matched to a case: who said so.
_BY = {
    "token": gettext_noop("by our own mark"),
    "header": gettext_noop("by the messages it refers to"),
    "number": gettext_noop("by the number in its subject"),
    "customer": gettext_noop("by its customer"),
}


class _Gaps(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "?"


def words_of(verb: str, data: Mapping[str, Any]) -> str:
    """One line of the log in the reader's language; an unknown verb stands for itself."""
    if verb == "accepted" and data.get("server"):
        verb = "accepted_by"
    if verb not in _WORDS:
        return verb
    values = _Gaps(data)
    reason = _BY.get(data.get("by", ""))
    if reason is not None:
        values["by"] = _(reason)
    not_sent = _WHY.get(data.get("why", ""))
    if not_sent is not None:
        values["why"] = _(not_sent)
    if "next" in data:
        values["next"] = date_short(datetime.fromisoformat(data["next"]))
    return _(_WORDS[verb]) % values
