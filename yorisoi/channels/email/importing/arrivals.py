"""A mail out of a file as an arrival, at the time when it came to its first mailbox."""

import re
from datetime import UTC, datetime
from typing import Any

from yorisoi.channels.actions import Arrival
from yorisoi.channels.contracts import ReceivedFlag
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import clock

from ..envelope import peek
from ..mime.dates import parse_date
from ..mime.header_block import read_block
from .mails import Found

_POSTMARK = re.compile(rb"From (\S+)[ \t]+(.*?)\r?\n?\Z")
_ASCTIME = re.compile(r"(\w{3}) +(\w{3}) +(\d{1,2}) +(\d\d:\d\d(?::\d\d)?) +(?:([+-]\d{4}) +)?(\d{4})")
_EARLIEST = datetime(1985, 1, 1, tzinfo=UTC)


def arrival_of(mailbox: Mailbox, found: Found, raw: bytes, *, closed: bool) -> Arrival:
    """What is stored. It is history: nothing is sent because of it; closed: its case is closed at once."""
    peeked = peek(raw)
    flags = {ReceivedFlag.HISTORY.value, *([ReceivedFlag.CLOSED.value] if closed else [])}
    envelope: dict[str, Any] = {"file": found.file, "offset": found.offset}
    if found.postmark:
        envelope["postmark"] = found.postmark.decode("utf8", "replace").strip()
    return Arrival(
        mailbox_id=mailbox.pk,
        brand_id=mailbox.brand_id,
        kind="email",
        raw=raw,
        message_id=peeked.message_id,
        body_digest=peeked.body_digest,
        via="import",
        envelope=envelope,
        flags=frozenset(flags),
        received_at=original_date(raw, found),
    )


def original_date(raw: bytes, found: Found) -> datetime | None:
    """When the mail came: its topmost Received, else its Date, else the mbox's line, else the file's own time."""
    block = read_block(raw, 0, len(raw), top=True)
    received = (block.get("received") or b"").decode("latin-1").rpartition(";")[2]
    texts = [received, (block.get("date") or b"").decode("latin-1"), _postmark_date(found.postmark)]
    now = clock.now()
    for text in texts:
        date = parse_date(" ".join(text.split()))
        if date is not None and _EARLIEST <= date <= now:
            return date
    if found.path is not None and found.path.exists():
        return datetime.fromtimestamp(found.path.stat().st_mtime, UTC)
    return None


def _postmark_date(postmark: bytes) -> str:
    """C's asctime in the words of RFC 5322."""
    line = _POSTMARK.match(postmark)
    date = _ASCTIME.search(line.group(2).decode("latin-1")) if line else None
    if date is None:
        return ""
    weekday, month, day, time, zone, year = date.groups()
    return f"{weekday}, {day} {month} {year} {time} {zone or '+0000'}"
