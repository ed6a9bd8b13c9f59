"""Content-Type and Content-Disposition: the value and its parameters, RFC 2231 and all that is sent instead of it."""

from __future__ import annotations

import re

from .charsets import decode
from .words import decode_words, one_line, raw_text

_PARAM = re.compile(
    r"""\s*;?\s*(?P<key>[^\s=;"]{1,80})\s*=\s*
        (?:"(?P<quoted>[^"\\]*(?:\\.[^"\\]*)*)"?|(?P<plain>(?:=\?[^?]*\?[bBqQ]\?[^?]*\?=|[^;])*))""",
    re.X | re.S,
)
_SECTION = re.compile(r"^(?P<name>[^*]+)(?:\*(?P<number>\d{1,4}))?(?P<star>\*)?$")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_KEEP_BACKSLASH = re.compile(r"\\([\"\\])")
_SPACES = re.compile(r"\s+")
_MAX_BYTES = 20_000
_COMMENT = re.compile(r"\([^()]*\)")
_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+*-]+")


def parse_value(raw: bytes, hint: str = "") -> tuple[str, dict[str, str]]:
    """A structured header's value in lower case and its parameters, keys in lower case, values decoded.

    Sections (name*0, name*1*) are joined before their charset is read; RFC 2047 words in values are decoded;
    the first of doubled parameters wins. Never raises.
    """
    text = _SPACES.sub(" ", raw_text(raw[:_MAX_BYTES], hint))
    head, _mark, rest = text.partition(";")
    head = head.strip()
    if "=" in head and "/" not in head:
        head, rest = "", text
    elif len(head.split()) > 1 or "(" in head:
        stripped = " ".join(_COMMENT.sub("", head).split())
        first, _space, more = stripped.partition(" ")
        head, rest = first, (more + ";" + rest if "=" in more else rest)
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAM.finditer(rest):
        _collect(sections, found)
    params = {name: _join(pieces, hint) for name, pieces in sections.items()}
    return head.lower().strip("\"' "), params


def _collect(sections: dict[str, list[tuple[int, bool, str]]], found: re.Match[str]) -> None:
    section = _SECTION.match(found["key"].lower())
    if section is None:
        return
    if found["quoted"] is not None:
        value = _KEEP_BACKSLASH.sub(r"\1", found["quoted"])
    else:
        value = _plain(found["plain"])
    number = int(section["number"]) if section["number"] else -1
    pieces = sections.setdefault(section["name"], [])
    if not any(each[0] == number and (number >= 0 or each[1] == bool(section["star"])) for each in pieces):
        pieces.append((number, section["star"] is not None, value))


def _plain(value: str) -> str:
    """An unquoted value: white space around and a trailing comment go."""
    value = value.strip()
    if value.endswith(")") and " (" in value:
        value = value[: value.rindex(" (")].strip()
    return value


def _join(pieces: list[tuple[int, bool, str]], hint: str) -> str:
    """The value of one parameter: an extended whole first, then numbered sections, then the plain form."""
    whole = [each for each in pieces if each[0] < 0]
    numbered = sorted(each for each in pieces if each[0] >= 0)
    extended = [each for each in whole if each[1]]
    if extended:
        return one_line(_extended([extended[0]], hint))
    if numbered:
        return one_line(_extended(numbered, hint))
    return one_line(decode_words(whole[0][2], hint))


def _extended(pieces: list[tuple[int, bool, str]], hint: str) -> str:
    """RFC 2231: charset'language'%XX text, whose charset stands in the first section only."""
    if not any(star for _number, star, _value in pieces):
        return decode_words("".join(value for _number, _star, value in pieces), hint)
    charset = ""
    runs: list[tuple[bool, str]] = []
    for index, (_number, star, value) in enumerate(pieces):
        if star and index == 0 and value.count("'") >= 2:
            charset, _language, value = value.split("'", 2)
        if runs and runs[-1][0] == star:
            runs[-1] = (star, runs[-1][1] + value)  # some programs split inside a %XX
        else:
            runs.append((star, value))
    data = b"".join(_octets(value) if star else value.encode("utf-8", "replace") for star, value in runs)
    if b"=?" in data and b"?=" in data:
        return decode_words(decode(data, charset, hint=hint).text, hint)
    return decode(data, charset, hint=hint).text


def _octets(value: str) -> bytes:
    return _PERCENT.sub(lambda hit: bytes((int(hit.group(1), 16),)), value.encode("utf-8", "replace"))


def is_media_type(value: str) -> bool:
    """Does this look like type/subtype?"""
    return _TYPE.fullmatch(value) is not None
