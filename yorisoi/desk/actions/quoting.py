"""What stands below an answer in the mail: the message it answers."""

import re

from django.utils.translation import gettext as _

from yorisoi.desk.models import Message
from yorisoi.kernel.ui.times import date_long

LINES = 200
_PREFIXES = re.compile(r"^\s*(?:(?:re|aw|sv|vs|antw|返信)\s*(?:\[\d+\]|\^\d+)?\s*[:：]\s*)+", re.IGNORECASE)


def reply_subject(subject: str) -> str:
    """The subject with one `Re: ` before it, whatever stood there."""
    return f"Re: {_PREFIXES.sub('', subject).strip()}"[:500]


def quoted(message: Message) -> str:
    """The message with `> ` before its lines, under a line that says whose and when."""
    lines = message.body.splitlines()
    cut = [*lines[:LINES], "…"] if len(lines) > LINES else lines
    head = _("%(when)s, %(who)s wrote:") % {
        "when": date_long(message.sent_at or message.at),
        "who": message.author_name or message.author_address,
    }
    return "\n".join(["", head, *(f"> {line}" if line else ">" for line in cut), ""])
