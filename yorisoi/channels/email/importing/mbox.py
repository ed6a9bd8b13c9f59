"""Reading an mbox file as a stream: mboxo, mboxrd, mboxcl and mboxcl2 (RFC 4155 and the family's folklore).

A mail begins with a line `From somebody <date>` that opens the file or follows an empty line, and is followed by a
header field; `From ` within a text is no beginning. Where Content-Length leads to the next beginning it is believed
and the mail is taken as it stands (mboxcl2); else one `>` is taken from lines `>From `, `>>From ` … (mboxrd; the
writers of mboxo quote `From ` the same way).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

POSTMARK = re.compile(rb"From \S[^\r\n]*\d\d:\d\d[^\r\n]*\r?\n?\Z")
FIELD = re.compile(rb">?[!-9;-~]{1,200}[ \t]*:|>From ")
_QUOTED = re.compile(rb">+From ")
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n\Z", re.IGNORECASE)
_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A mail between two offsets; `raw` is None when it was over the limit. postmark: its `From ` line."""

    start: int
    end: int
    raw: bytes | None = field(repr=False)
    postmark: bytes = b""


def begins(file: BinaryIO) -> bool:
    """Does a beginning stand here? The file is left where it was."""
    at = file.tell()
    line = file.readline(_LINE)
    found = bool(POSTMARK.match(line)) and bool(FIELD.match(file.readline(_LINE)))
    file.seek(at)
    return found


def pieces(file: BinaryIO, start: int, most_bytes: int) -> Iterator[Piece]:
    """The mails from the beginning at `start` on; the file can seek. At most one mail is in memory."""
    file.seek(start)
    while begins(file):
        at = file.tell()
        postmark = file.readline(_LINE)
        yield _sized(file, at, postmark, most_bytes) or _searched(file, at, postmark, most_bytes)


def _sized(file: BinaryIO, at: int, postmark: bytes, most_bytes: int) -> Piece | None:
    """The mail whose Content-Length is right; else None, with the file after its postmark."""
    head_at = file.tell()
    length = None
    while (line := file.readline(_LINE)) not in {b"", b"\n", b"\r\n"}:
        found = _LENGTH.match(line)
        length = int(found.group(1)) if found else length
    body_at = file.tell()
    if length is not None:
        file.seek(body_at + length)
        end = _next_beginning(file)
        if end is not None:
            file.seek(head_at)
            whole = body_at + length - head_at
            raw = file.read(whole) if whole <= most_bytes else None
            if raw is None or len(raw) == whole:
                file.seek(end)
                return Piece(at, end, raw, postmark)
    file.seek(head_at)
    return None


def _next_beginning(file: BinaryIO) -> int | None:
    """Where the next mail begins or the file ends, if only empty lines lie between here and there."""
    for _line in range(3):
        at = file.tell()
        line = file.readline(_LINE)
        if not line:
            return at
        if line not in {b"\n", b"\r\n"}:
            file.seek(at)
            return at if begins(file) else None
    return None


def _searched(file: BinaryIO, at: int, postmark: bytes, most_bytes: int) -> Piece:
    """The mail up to the next beginning."""
    lines: list[bytes] = []
    size, after_empty, whole_line = 0, False, True
    end = file.tell()
    while True:
        if whole_line and after_empty and begins(file):
            break
        line = file.readline(_LINE)
        if not line:
            break
        if whole_line and _QUOTED.match(line):
            line = line[1:]
        after_empty = whole_line and line in {b"\n", b"\r\n"}
        whole_line = line.endswith(b"\n")
        size += len(line)
        if size <= most_bytes:
            lines.append(line)
        else:
            lines.clear()
        end = file.tell()
    if after_empty and lines:
        lines.pop()  # the empty line belongs to the mbox, not to the mail
    return Piece(at, end, b"".join(lines) if size <= most_bytes else None, postmark)
