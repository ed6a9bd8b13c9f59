"""Header lines as they go out: 7-bit, folded, encoded words that end at character borders (RFC 2047, 2231, 5322)."""

import re
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote

_WIDTH = 76
_WORD = 75
_PREFIX = "=?UTF-8?B?"
_SUFFIX = "?="
# Bytes that fit into one encoded word: 75 characters less the frame, four characters for three bytes.
_WORD_BYTES = (_WORD - len(_PREFIX) - len(_SUFFIX)) // 4 * 3
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_ATOM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~ ")


def encoded_words(text: str, first: int = 0) -> list[str]:
    """UTF-8 encoded words for a text, each of at most 75 characters and of whole characters.

    first: columns already used on the line where the first word stands.
    """
    words: list[str] = []
    room = max((_WIDTH - first - len(_PREFIX) - len(_SUFFIX)) // 4 * 3, 12)
    piece = b""
    for char in text:
        more = char.encode("utf8", "replace")
        if len(piece) + len(more) > min(room, _WORD_BYTES):
            words.append(_encoded(piece))
            piece, room = b"", _WORD_BYTES - 3  # the fold's space takes a column
        piece += more
    if piece:
        words.append(_encoded(piece))
    return words


def _encoded(piece: bytes) -> str:
    return f"{_PREFIX}{b64encode(piece).decode('ascii')}{_SUFFIX}"


def text_header(name: str, value: str) -> str:
    """An unstructured header (Subject) with its CRLF. Line breaks in the value become spaces."""
    plain = " ".join(value.split("\n")).replace("\r", "").replace("\x00", "")
    if not plain.isascii() or "=?" in plain or any(ord(char) < 32 or ord(char) == 127 for char in plain):
        return _joined(name, encoded_words(plain, len(name) + 2))
    words = plain.split(" ")
    if any(len(word) > _WIDTH - len(name) - 2 for word in words):
        return _joined(name, encoded_words(plain, len(name) + 2))
    return _joined(name, words)


def list_header(name: str, items: Iterable[str], separator: str = "") -> str:
    """A header of items that must not be broken (addresses, Message-IDs); separator: put after all but the last."""
    every = list(items)
    return _joined(name, [f"{item}{separator}" for item in every[:-1]] + every[-1:])


def _joined(name: str, words: Iterable[str]) -> str:
    lines: list[str] = []
    line = f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > _WIDTH and not line.endswith(":"):
            lines.append(line)
            line = ""
        line += f" {word}"
    lines.append(line)
    return "\r\n".join(lines) + "\r\n"


def address(name: str, spec: str) -> str:
    """`name <spec>`, the name quoted or encoded as needed; the domain in its ASCII form."""
    spec = ascii_address(spec)
    plain = " ".join(name.split())
    if not plain:
        return spec
    if not plain.isascii():
        return f"{' '.join(encoded_words(plain))} <{spec}>"
    if set(plain) <= _ATOM and "=?" not in plain:
        return f"{plain} <{spec}>"
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{spec}>'


def ascii_address(spec: str) -> str:
    """The address with its domain in IDNA, and a local part like `a..b.` quoted (RFC 5321 §4.1.2).

    A domain that is no valid name stays as it is: the server will say so.
    """
    local, _, domain = spec.rpartition("@")
    if local.isascii() and not _DOT_ATOM.fullmatch(local):
        quoted = local.replace("\\", "\\\\").replace('"', '\\"')
        local = f'"{quoted}"'
    if not domain.isascii():
        with suppress(UnicodeError):
            domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def parameter(name: str, value: str) -> str:
    """A parameter with its leading `;`, on lines of its own: plain, or RFC 2231 with continuations when long."""
    if value.isascii() and value.isprintable() and len(value) < 60:
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        return f';\r\n {name}="{quoted}"'
    encoded = [quote(char.encode("utf8", "replace"), safe="") for char in value]
    pieces = [""]
    for char in encoded:
        if len(pieces[-1]) + len(char) > 54:
            pieces.append("")
        pieces[-1] += char
    if len(pieces) == 1:
        return f";\r\n {name}*=UTF-8''{pieces[0]}"
    pieces[0] = f"UTF-8''{pieces[0]}"
    return "".join(f";\r\n {name}*{place}*={piece}" for place, piece in enumerate(pieces))
