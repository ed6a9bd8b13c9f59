"""Header bytes to text: RFC 2047 encoded words as they are really written, and raw 8-bit or JIS bytes.

Encoded words are joined before decoding where they touch and share a charset, since many programs split a character
between two of them. They are read wherever they stand, in quoted strings and parameters too.
"""

from __future__ import annotations

import binascii
import re

from .bounds import MAX_DISPLAY_HEADER
from .charsets import decode

_WORD = re.compile(r"=\?([^?\s]{1,60}?)(?:\*[\w-]*)?\?([bBqQ])\?([^?\r\n]*|.*?)(?:\?=|=?$)")
_FOLD = re.compile(rb"(?:\r\n|\r|\n)(?=[ \t])")
_LINE_END = re.compile(rb"[\r\n]+")
_BETWEEN = re.compile(r"[ \t\r\n]*")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def unfold(raw: bytes) -> bytes:
    """A header value on one line: folds go, the white space they left stays. NUL goes, PostgreSQL refuses it."""
    if b"\x00" in raw:
        raw = raw.replace(b"\x00", b"")
    if b"\n" in raw or b"\r" in raw:
        raw = _LINE_END.sub(b" ", _FOLD.sub(b"", raw))
    return raw.strip(b" \t\r\n")


def header_text(raw: bytes, hint: str = "") -> str:
    """An unstructured header (Subject, a comment) as one clean line of text; encoded words decoded."""
    return one_line(decode_words(raw_text(raw[:MAX_DISPLAY_HEADER], hint), hint))


def raw_text(raw: bytes, hint: str = "") -> str:
    """A header's bytes as text with its encoded words still encoded; raw 8-bit and JIS bytes are guessed."""
    raw = unfold(raw)
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    return decode(raw, "", hint=hint).text


def one_line(text: str) -> str:
    """Without control characters and line ends; white space at the ends goes."""
    if "\n" in text or "\r" in text or "\t" in text:
        text = re.sub(r"[\r\n\t]+", " ", text)
    return _CONTROL.sub("", text).strip()


def decode_words(text: str, hint: str = "") -> str:
    """Replace every encoded word of `text`; what is none, or cannot be read, stays as it is."""
    if "=?" not in text:
        return text
    out: list[str] = []
    run: list[tuple[str, bytes]] = []
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        if not run or _BETWEEN.fullmatch(between) is None:
            out.append(_flush(run, hint))
            out.append(between)
        at = found.end()
        charset, encoding, payload = found.groups()
        run.append((charset, _payload(encoding, payload)))
    out.append(_flush(run, hint))
    out.append(text[at:])
    return "".join(out)


def _flush(run: list[tuple[str, bytes]], hint: str) -> str:
    """Decode the collected words: neighbours of one charset together, so that split characters meet again."""
    out: list[str] = []
    while run:
        charset = run[0][0]
        same = 1
        while same < len(run) and run[same][0].lower() == charset.lower():
            same += 1
        words = [data for _name, data in run[:same]]
        joined = decode(b"".join(words), charset, hint=hint)
        single = [decode(word, charset, hint=hint) for word in words] if joined.damaged else [joined]
        out.extend([joined.text] if any(each.damaged for each in single) else [each.text for each in single])
        del run[:same]
    return "".join(out)


def _payload(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    if encoding in "bB":
        return base64_bytes(data)
    return _HEX.sub(lambda found: bytes((int(found.group(1), 16),)), data.replace(b"_", b" "))


def base64_bytes(data: bytes) -> bytes:
    """Decode base64 whatever was done to it: foreign characters skipped, padding inside or missing."""
    out: list[bytes] = []
    for piece in data.split(b"="):
        piece = _NOT_BASE64.sub(b"", piece)
        if len(piece) % 4 == 1:
            piece = piece[:-1]
        if piece:
            out.append(binascii.a2b_base64(piece + b"=" * (-len(piece) % 4)))
    return b"".join(out)
