"""The little that must be known of a raw mail before it is stored: what makes it the same mail when it comes again."""

import hashlib
import re
from dataclasses import dataclass

from .mime.header_block import read_block

_ID = re.compile(rb"<\s*([^<>\s][^<>]*?)\s*>")
_CHUNK = 1 << 20
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Peeked:
    """message_id without angle brackets, made from the raw bytes when the mail has none. body_digest: hex SHA-256."""

    message_id: str
    body_digest: str


def peek(raw: bytes) -> Peeked:
    """Message-ID and digest of the body. Never raises.

    Line ends and empty lines at the end do not count for the digest: servers change them on the way.
    """
    block = read_block(raw, 0, len(raw), top=True)
    value = block.get("message-id")
    message_id = _message_id(value) if value is not None else ""
    if not message_id:
        message_id = f"{hashlib.sha256(raw).hexdigest()[:40]}@made.yorisoi.invalid"
    return Peeked(message_id, _body_digest(raw, block.body_start))


def _message_id(value: bytes) -> str:
    plain = b" ".join(value.split())
    found = _ID.search(plain)
    word = (found.group(1) if found else plain).decode("ascii", "replace")
    text = "".join(word.split()).strip("<>").replace("\x00", "")
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 33]}.{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    return text


def _body_digest(raw: bytes, start: int) -> str:
    end = len(raw)
    while end > start and raw[end - 1] in b"\r\n":
        end -= 1
    digest = hashlib.sha256()
    at = start
    while at < end:
        stop = min(at + _CHUNK, end)
        if stop < end and raw[stop - 1] == 13:  # never part a CR from its LF
            stop += 1
        digest.update(raw[at:stop].replace(b"\r\n", b"\n"))
        at = stop
    return digest.hexdigest()
