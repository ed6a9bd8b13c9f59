"""What stands below an answer in the mail: the message it answers."""

import re

from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.desk.models import Message
from yorisoi.kernel.ui.times import date_long

LINES = 200
_PREFIXES = re.compile(r"^\s*(?:(?:re|aw|sv|vs|antw|返信)\s*(?:\[\d+\]|\^\d+)?\s*[:：]\s*)+", re.IGNORECASE)


def reply_subject(subject: str) -> str:
    """The subject with one `Re: ` before it, whatever stood there."""
    return f"Re: {_PREFIXES.sub('', subject).strip()}"[:500]


def forward_subject(subject: str) -> str:
    """The subject with one `Fwd: ` before it."""
    return f"Fwd: {_PREFIXES.sub('', subject).strip()}"[:500]


def forwarded(message: Message) -> str:
    """The message as it is passed on: whole, under who wrote it, when and about what."""
    head = [
        _("From: %(who)s") % {"who": f"{message.author_name} <{message.author_address}>".strip()},
        _("Date: %(when)s") % {"when": date_long(message.sent_at or message.at)},
        _("Subject: %(subject)s") % {"subject": message.subject},
    ]
    body = channels.received(message.received_id).body_text if message.received_id else message.body
    return "\n".join(["", "", "---------- " + _("Forwarded message") + " ----------", *head, "", body.strip(), ""])


def quoted(message: Message) -> str:
    """The message with `> ` before its lines, under a line that says whose and when."""
    lines = message.body.splitlines()
    cut = [*lines[:LINES], "…"] if len(lines) > LINES else lines
    head = _("%(when)s, %(who)s wrote:") % {
        "when": date_long(message.sent_at or message.at),
        "who": message.author_name or message.author_address,
    }
    return "\n".join(["", head, *(f"> {line}" if line else ">" for line in cut), ""])
