"""Where a header block ends, and the fields in it: tolerant of mbox lines, garbage lines and missing blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .bounds import MAX_HEADER_BYTES, MAX_HEADERS

_LINE = re.compile(rb"[^\r\n]*(?:\r\r\n|\r\n|\n|\r|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf|[ \t]*\r?\n|[ \t]*\r)*")
_POSTMARK = re.compile(rb">?From (?![ \t]*:)[^\r\n]*(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Raw fields in order (name in lower case, raw value with its folds), and where the body starts.

    cut: there were more fields than MAX_HEADERS, or more bytes than MAX_HEADER_BYTES; the rest counts as body.
    """

    fields: tuple[tuple[str, bytes], ...]
    body_start: int
    broken: bool = False
    cut: bool = False

    def get(self, name: str) -> bytes | None:
        """The first field of that name, or None."""
        return next((value for key, value in self.fields if key == name), None)

    def every(self, name: str) -> list[bytes]:
        """All fields of that name."""
        return [value for key, value in self.fields if key == name]


def read_block(raw: bytes, start: int, end: int, *, top: bool = False) -> HeaderBlock:
    """Read the header block of raw[start:end].

    A blank line ends it. A line that is no field is skipped while fields follow it, else the body begins there.
    """
    at = start
    if top:
        lead = _LEADING.match(raw, at, end)
        at = lead.end() if lead else at
        postmark = _POSTMARK.match(raw, at, end)
        at = postmark.end() if postmark else at
    limit = min(end, at + MAX_HEADER_BYTES)
    fields: list[tuple[str, bytes]] = []
    name, value_start, value_end = "", 0, 0
    broken = cut = False
    while at < limit:
        line = _LINE.match(raw, at, limit)
        if line is None or line.end() == at:
            break
        stop = line.end()
        first = raw[at : at + 1]
        if first in b"\r\n":
            at = stop
            break
        if first in b" \t" and name:
            if not raw[at:stop].strip() and _ends_here(raw, stop, limit):
                at = stop
                break
            value_end = stop
        else:
            field = _FIELD.match(raw, at, stop)
            if field is None and not _skippable(raw, at, stop, limit, bool(fields or name)):
                broken = True
                break
            broken = broken or field is None
            if field is not None:
                if name:
                    fields.append((name, raw[value_start:value_end]))
                name, value_start, value_end = field.group(1).decode("ascii").lower(), field.end(), stop
        at = stop
        if len(fields) >= MAX_HEADERS:
            broken = cut = True
            break
    if name:
        fields.append((name, raw[value_start:value_end]))
    return HeaderBlock(tuple(fields), at, broken, cut or (at >= limit < end))


def _ends_here(raw: bytes, at: int, limit: int) -> bool:
    """After a line of white space only: does anything but a field follow? Then that line ended the block."""
    following = _LINE.match(raw, at, limit)
    if following is None or raw[at : at + 1] in b" \t":
        return False
    return _FIELD.match(raw, at, following.end()) is None


def _skippable(raw: bytes, at: int, stop: int, limit: int, began: bool) -> bool:
    """A garbage line inside a header block: fields follow it at once, and it opens no MIME part."""
    if raw.startswith(b"--", at) or stop >= limit:
        return False
    if raw.startswith(b">From ", at) or raw.startswith(b"From ", at):
        return True
    following = _LINE.match(raw, stop, limit)
    return following is not None and began and _FIELD.match(raw, stop, following.end()) is not None
