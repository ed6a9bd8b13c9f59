"""Address headers: tolerant of everything seen in the wild, linear in time.

Grammar: RFC 5322 §3.4 with the obsolete forms, and what breaks it: dots at the end of a local part (docomo), names
without quotes, semicolons between addresses, groups, routes, comments as names, encoded words in quotes.
"""

from __future__ import annotations

import re

from .bounds import MAX_ADDRESSES, MAX_DISPLAY_HEADER
from .contracts import Address
from .words import decode_words, one_line, raw_text

_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)
      | (?P<quoted>"[^"\\]*(?:\\.[^"\\]*)*"?)
      | (?P<angle><[^<>"]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^<>"]*)*>?)
      | (?P<comment>\()
      | (?P<mark>[,;:])
      | (?P<space>[ \t\r\n]+)
      | (?P<atom>[^\s"<(,;:=]+|=)""",
    re.X | re.S,
)
_MAX_HEADER = 1_500_000
_MAX_ENTRY = 1_000
_MAX_TOKENS = 1_000
_ESCAPED = re.compile(r"\\(.)", re.S)
_BARE = re.compile(r"[^\s<>()\",;:]+@[^\s<>()\",;:]+")
_COMMENT_EDGE = re.compile(r"\\.|[()]", re.S)


def parse_addresses(raw: bytes, hint: str = "") -> tuple[Address, ...]:
    """All addresses of a header's raw bytes, in order, group names dropped. Never raises.

    An entry without an address keeps its name with email ""; an empty header gives ().
    """
    text = raw_text(raw[:_MAX_HEADER], hint)
    found: list[Address] = []
    entry = _Entry()
    at = 0
    while at < len(text) and len(found) < MAX_ADDRESSES:
        token = _TOKEN.match(text, at)
        if token is None:
            at += 1
            continue
        at = token.end()
        kind, value = str(token.lastgroup), token.group()
        if kind == "comment":
            at, comment = _comment(text, at)
            entry.comments.append(comment)
        elif kind == "mark":
            if value == ":" and not entry.is_group():
                entry.add("atom", value)
                continue
            if value != ":":
                entry.close(found, hint)
            entry = _Entry()
        else:
            entry.add(kind, value)
    entry.close(found, hint)
    return tuple(found)


def first_address(raw: bytes, hint: str = "") -> Address:
    """The one address of a header, or an empty one: a name with commas that nobody quoted is put together again."""
    every = parse_addresses(raw, hint)
    if len(every) > 1 and "@" not in every[0].email:
        before: list[str] = []
        for each in every:
            if "@" in each.email:
                return Address(", ".join([*before, each.name] if each.name else before), each.email)
            before.append(each.name or each.email)
    return next((each for each in every if each.email), every[0] if every else Address("", ""))


def _comment(text: str, at: int) -> tuple[int, str]:
    """Read a comment, nested ones included, from just after its "("; (position after it, its text)."""
    depth, start = 1, at
    for edge in _COMMENT_EDGE.finditer(text, at):
        if edge.group() == "(":
            depth += 1
        elif edge.group() == ")":
            depth -= 1
            if depth == 0:
                return edge.end(), _ESCAPED.sub(r"\1", text[start : edge.start()])
    return len(text), text[start:]


class _Entry:
    """One address while it is being read."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self.angle: str | None = None
        self.comments: list[str] = []

    def add(self, kind: str, value: str) -> None:
        if len(self.parts) >= _MAX_TOKENS:
            return
        if kind == "angle" and (self.angle is None or "@" not in self.angle):
            self.angle = value
        elif kind == "angle" and "@" in value:
            self.parts.append(("atom", value))
        else:
            self.parts.append((kind, value))

    def is_group(self) -> bool:
        """Does a colon here end a group's name? Not inside an address, nor after nothing."""
        return self.angle is None and not any("@" in value for _kind, value in self.parts)

    def close(self, found: list[Address], hint: str) -> None:
        """Append the address this entry amounts to, if any."""
        if self.angle is not None:
            email = _inside(self.angle)
            name = _name(self.parts, hint)
            if "@" not in email:
                email, name = _from_name(email, name)
        else:
            email, name = _without_angle(self.parts, hint)
        if not name and self.comments:
            name = one_line(decode_words(self.comments[0], hint))
        if name or email:
            found.append(Address(_unquote(name), email))


def _inside(angle: str) -> str:
    """The address between angle brackets, without route, mailto: and white space."""
    email = "".join(angle.strip("<> \t").split())
    if email.startswith("@") and ":" in email:
        email = email.rpartition(":")[2]
    if email.lower().startswith("mailto:"):
        email = email[7:]
    if email.startswith("'") and email.endswith("'"):
        email = email[1:-1]
    return email


def _from_name(email: str, name: str) -> tuple[str, str]:
    """ "a@b.example <>": the address stands where the name should."""
    if _BARE.fullmatch(name):
        return name, ""
    return email, name


def _without_angle(parts: list[tuple[str, str]], hint: str) -> tuple[str, str]:
    """An entry without angle brackets: "a@b", "a @ b", "\\"x y\\"@b", "Name a@b" or only a name."""
    text = "".join(value for _kind, value in parts).strip()[:_MAX_ENTRY]
    if "@" in text:
        squeezed = re.sub(r"\s*([@.])\s*", r"\1", text)
        if re.fullmatch(r'(?:"[^"]*"|[^\s"]+)@\S+', squeezed):
            return squeezed, ""
        bare = _BARE.search(text)
        if bare is not None:
            rest = decode_words(text[: bare.start()] + text[bare.end() :], hint)
            return bare.group().strip("'"), one_line(rest.strip(" '\"<>"))
        inner = _name(parts, hint)
        if _BARE.fullmatch(inner):
            return inner, ""
    name = _name(parts, hint)
    return ("", name) if " " in name or not name.isascii() else (name, "")


def _name(parts: list[tuple[str, str]], hint: str) -> str:
    """The display name: quotes and escapes undone, encoded words decoded (in quotes too), spaces single."""
    text = ""
    for kind, value in parts:
        if kind == "quoted":
            value = _ESCAPED.sub(r"\1", value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:])
        text += value
    return one_line(decode_words(re.sub(r"\s+", " ", text).strip()[:MAX_DISPLAY_HEADER], hint))


def _unquote(name: str) -> str:
    """Outlook wraps names in single quotes; a decoded word may hold double ones."""
    for quote in "\"'":
        if len(name) > 2 and name.startswith(quote) and name.endswith(quote):
            name = name[1:-1].strip()
    return name
