"""Content-Transfer-Encoding undone, however it was damaged."""

from __future__ import annotations

import binascii
import re

from .words import base64_bytes

_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4}(?: ([^\r\n]{0,255}))?\r?$", re.M)
_NOT_BASE64_LINE = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BASE64_LINES = re.compile(
    rb"(?:[A-Za-z0-9+/]{56,}\r?\n)*(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{2,}={1,2})[ \t]*\r?\n"
)
_CLEAN_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]*={0,2}\s*")
_SOFT_BREAK = re.compile(rb"(?<![ \t])[ \t]+(?=\r?\n|\Z)")


CUT = "base64 cut short"
"""The note of an encoding that ended in its middle."""


def undo(data: bytes, encoding: str, *, text: bool = False) -> tuple[bytes, str]:
    """(decoded bytes, note). The note is "" when all went well; unknown encodings give the bytes as they are.

    text: whether a plain footer behind base64 belongs to what is read (a file stays as it was sent).
    """
    encoding = encoding.strip().lower().strip("\"';: ").split(" ")[0].split(";")[0]
    if encoding in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "us-ascii", "utf-8"):
        return data, ""
    if encoding in ("base64", "b", "base-64", "base_64", "64"):
        return _base64(data, text=text)
    if encoding in ("quoted-printable", "q", "quotedprintable", "quoted_printable", "qp"):
        return quoted_printable(data), ""
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue", "x-uu"):
        found = uu_blocks(data)
        return (found[0][1], "") if found else (data, "uuencode without a begin line")
    return data, f"unknown transfer encoding {encoding[:40]!r}"


def _base64(data: bytes, *, text: bool) -> tuple[bytes, str]:
    if _CLEAN_BASE64.fullmatch(data):
        try:
            return binascii.a2b_base64(data), ""
        except binascii.Error:
            return base64_bytes(data), CUT
    head, footer = _divide(data)
    if footer:
        decoded = base64_bytes(head)
        return (decoded.rstrip() + b"\n" + footer if text else decoded), "plain text behind the base64"
    if _looks_plain(data):
        return data, "declared base64 but is plain text"
    return base64_bytes(data), "base64 with foreign characters"


def _divide(data: bytes) -> tuple[bytes, bytes]:
    """Base64 and the plain footer that a mailing list or a virus scanner put behind it, b"" where there is none."""
    found = _BASE64_LINES.match(data)
    if found is None:
        return data, b""
    whole = len(found.group().translate(None, b"\r\n")) % 4 == 0
    footer = data[found.end() :]
    return (found.group(), footer) if whole and footer.strip() and _looks_plain(footer) else (data, b"")


def _looks_plain(data: bytes) -> bool:
    """Readable text under a base64 label: many spaces or foreign characters."""
    sample = data[:4_000]
    foreign = len(_NOT_BASE64_LINE.findall(sample)) + sample.count(b" ")
    return foreign * 12 > len(sample)


def quoted_printable(data: bytes) -> bytes:
    """Decode quoted-printable; a broken escape stays as it stands."""
    return binascii.a2b_qp(_SOFT_BREAK.sub(b"", data))


def uu_blocks(data: bytes) -> list[tuple[str, bytes, int, int]]:
    """Every uuencoded file in a text: (name as latin-1, content, start, end of the block in `data`)."""
    found = []
    at = 0
    while (begin := _UU_BEGIN.search(data, at)) is not None:
        content, end = _uu_lines(data, begin.end())
        at = max(end, begin.end())
        if content:
            found.append(((begin.group(1) or b"").decode("latin-1").strip(), content, begin.start(), end))
    return found


def _uu_lines(data: bytes, at: int) -> tuple[bytes, int]:
    """Decode from the line after `begin` to `end`; stops at the first line that is not uuencoded."""
    out: list[bytes] = []
    at = data.find(b"\n", at) + 1 or len(data)
    while at < len(data):
        stop = data.find(b"\n", at)
        stop = len(data) if stop < 0 else stop
        line = data[at:stop].rstrip(b"\r")
        if line.strip() == b"end":
            return b"".join(out), min(stop + 1, len(data))
        if line.strip() in (b"", b"`"):
            at = stop + 1
            continue
        count = (line[0] - 32) & 63
        need = (count + 2) // 3 * 4
        if not 32 < line[0] <= 96 or len(line) < need - 3 or len(line) > need + 5:
            break
        try:
            out.append(binascii.a2b_uu(line[: need + 1].ljust(need + 1)))
        except binascii.Error:
            break
        at = stop + 1
    return b"".join(out), min(at, len(data))
