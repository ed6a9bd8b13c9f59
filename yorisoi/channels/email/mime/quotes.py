"""The new part of a reply, told apart from what it quotes. What is taken out is handed back, to be folded, not lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .quote_marks import (
    ATTRIBUTION,
    BANNER,
    CONTACT,
    CONTINUES,
    DASHES,
    DATED_SENDER,
    DEVICE,
    FORWARD,
    FROM_FIELD,
    OTHER_FIELD,
    PHRASE,
    QUOTED,
    RULER,
    SEPARATOR,
    SIGNATURE,
    WROTE,
)

_MAX_LINES = 20_000
_MAX_WINDOW = 4
_MAX_ATTRIBUTION = 400
_MAX_TRIES = 600
_MAX_LINE = 1_000
_MAX_PHRASE = 120
_MAX_SIGNATURE = 14


@dataclass(frozen=True, slots=True)
class Parted:
    """A text in two parts, each with outer empty lines removed.

    new: what the sender wrote now, with what he passes on. folded: what he quoted or signed with. own: what he wrote
    now without what he passes on; what he passes on where he wrote nothing.
    """

    new: str
    folded: str
    own: str
    has_quote: bool = False
    has_signature: bool = False


def parted(text: str) -> Parted:
    """Tell apart what is new.

    Top, bottom and inline answers are understood. What is passed on (below "Forwarded message" and the like) stays
    whole; when nothing new is left, all of the text is new. Linear in the length of the text; quotes that begin beyond
    line _MAX_LINES are not looked for.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    keep = [True] * len(lines)
    end = _drop_quotes(lines, keep)
    has_quote = not all(keep)
    head = keep[:end]
    _drop_signature(lines[:end], head)
    has_signature = head != keep[:end]
    keep[:end] = head
    new = _kept(lines, keep)
    if not new:
        whole = _joined(lines)
        return Parted(whole, "", whole)
    own = _kept(lines[:end], head) or new
    folded = _joined(line for line, kept in zip(lines, keep, strict=True) if not kept)
    return Parted(new, folded, own, has_quote, has_signature)


def new_part(text: str) -> tuple[str, str]:
    """(what the sender wrote now, what he quoted or signed with): see `parted`."""
    both = parted(text)
    return both.new, both.folded


def without_quotes(text: str) -> str:
    """The text without what it quotes or passes on; its signature stays."""
    lines = text.split("\n")
    keep = [True] * len(lines)
    end = _drop_quotes(lines, keep)
    return _kept(lines[:end], keep[:end]) or _kept(lines, keep)


def _kept(lines: list[str], keep: list[bool]) -> str:
    return _joined(line for line, kept in zip(lines, keep, strict=True) if kept)


def _joined(lines: Iterable[str]) -> str:
    text = "\n".join(lines)
    kept = text.rstrip()
    stripped = kept.lstrip()
    start = kept.rfind("\n", 0, len(kept) - len(stripped)) + 1
    return kept[start:]


def _drop_quotes(lines: list[str], keep: list[bool]) -> int:
    """Mark introductions and what they introduce; after a ">" block the sender may speak again.

    Returns where a mail that is passed on begins, the number of lines where there is none.
    """
    at = tries = 0
    while at < min(len(lines), _MAX_LINES):
        if QUOTED.match(lines[at]):
            at = _drop_block(lines, keep, at)
            continue
        if _passes_on(lines[at].strip()):
            return at
        tries += lines[at].endswith((":", "："))
        found = _introduction(lines, at) if tries < _MAX_TRIES else None
        if found is None:
            at += 1
            continue
        start, end = found
        _mark(keep, start, end)
        following = _next_text(lines, end)
        if following < len(lines) and QUOTED.match(lines[following]):
            _mark(keep, end, following)
            at = following
            continue
        _mark(keep, start, len(lines))
        break
    return len(lines)


def _passes_on(line: str) -> bool:
    """Does a mail that is passed on begin below this line?"""
    return 6 <= len(line) < _MAX_PHRASE and FORWARD.match(line) is not None


def _mark(keep: list[bool], start: int, end: int) -> None:
    keep[start:end] = [False] * (end - start)


def _next_text(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _drop_block(lines: list[str], keep: list[bool], at: int) -> int:
    """Mark a run of ">" lines; a bare line between two of them is a wrapped end of the first."""
    while at < len(lines):
        if QUOTED.match(lines[at]):
            keep[at] = False
        elif not (lines[at].strip() and at + 1 < len(lines) and QUOTED.match(lines[at + 1]) and _wrapped(lines, at)):
            return at
        else:
            keep[at] = False
        at += 1
    return at


def _wrapped(lines: list[str], at: int) -> bool:
    """Is this bare line the overflow of the long quoted line above it?"""
    return len(lines[at - 1]) + len(lines[at]) > 70 and len(lines[at]) < 40 and len(lines[at - 1]) > 60


def _introduction(lines: list[str], at: int) -> tuple[int, int] | None:
    """The introduction of a quote that ends on line `at`, or begins there: (first line, line after the last)."""
    line = lines[at].strip()
    if not line or len(line) > _MAX_LINE:
        return None
    bare = line.lstrip("*> ")
    if (bare[:1] in DASHES and SEPARATOR.match(bare)) or (len(line) < _MAX_PHRASE and PHRASE.match(line)):
        return at, _after_fields(lines, at + 1)
    if (":" in line[:30] or "：" in line[:30]) and (FROM_FIELD.match(line) or OTHER_FIELD.match(line)):
        end = _field_block(lines, at)
        if end is not None:
            return _above_ruler(lines, at), end
    return _attribution(lines, at)


def _attribution(lines: list[str], at: int) -> tuple[int, int] | None:
    """A one-line or wrapped attribution whose last line is `at`; the shortest that makes sense wins."""
    last = lines[at].rstrip()
    if not last.endswith((":", "：", ">", "＞", "-", "。")) or len(last) > _MAX_ATTRIBUTION:
        return None
    window: list[str] = []
    for start in range(at, max(-1, at - _MAX_WINDOW), -1):
        line = lines[start].strip()
        if not line or QUOTED.match(line):
            return None
        window.insert(0, line)
        joined = " ".join(window)
        if len(joined) > _MAX_ATTRIBUTION:
            return None
        if (WROTE.search(joined) and ATTRIBUTION.match(joined)) or _is_dated_sender(joined, lines, at + 1):
            return _with_date_above(lines, start), at + 1
    return None


def _is_dated_sender(joined: str, lines: list[str], after: int) -> bool:
    """Date and sender without a verb: a colon must follow, or the quote itself."""
    found = DATED_SENDER.match(joined) if "@" in joined else None
    return found is not None and (bool(found["end"]) or _quote_follows(lines, after))


def _quote_follows(lines: list[str], at: int) -> bool:
    following = _next_text(lines, at)
    return following < len(lines) and QUOTED.match(lines[following]) is not None


def _with_date_above(lines: list[str], start: int) -> int:
    for _step in range(2):
        above = lines[start - 1].strip() if start > 0 else ""
        if not above or len(above) > _MAX_ATTRIBUTION or QUOTED.match(above) or CONTINUES.match(above) is None:
            break
        start -= 1
    return start


def _field_block(lines: list[str], at: int) -> int | None:
    """A quoted header (From, Sent, To, Subject in any order): the line after it, or None when it is none."""
    senders = others = 0
    end = at
    for index in range(at, min(at + 12, len(lines))):
        line = lines[index].strip()
        if not line:
            if senders + others:
                break
            continue
        if FROM_FIELD.match(line):
            senders += 1
            end = index + 1
        elif OTHER_FIELD.match(line):
            others += 1
            end = index + 1
    return end if senders and others >= 2 else None


def _after_fields(lines: list[str], at: int) -> int:
    """After a separator: the line behind the header fields that may follow it."""
    start = _next_text(lines, at)
    if start < len(lines) and (FROM_FIELD.match(lines[start].strip()) or OTHER_FIELD.match(lines[start].strip())):
        return _field_block(lines, start) or at
    return at


def _above_ruler(lines: list[str], at: int) -> int:
    """Outlook draws a line above its quoted header: it goes with it."""
    index = at - 1
    while index >= 0 and at - index < 3:
        if len(lines[index]) < _MAX_PHRASE and (RULER.match(lines[index]) or BANNER.match(lines[index])):
            return index
        if lines[index].strip():
            break
        index -= 1
    return at


def _drop_signature(lines: list[str], keep: list[bool]) -> None:
    """Mark the signature at the end of what is left: after "-- ", a ruler with contact data, or a device's line."""
    left = [index for index, kept in enumerate(keep) if kept and lines[index].strip()]
    for position, index in enumerate(left):
        if SIGNATURE.match(lines[index]) and position:
            _mark(keep, index, _end_of_run(keep, index))
            left = left[:position]
            break
    left = _drop_ruled(lines, keep, left)
    while left and DEVICE.match(lines[left[-1]][:_MAX_LINE]) and len(left) > 1:
        keep[left.pop()] = False


def _end_of_run(keep: list[bool], at: int) -> int:
    """A signature reaches to the end of the text that follows it, quotes in between included."""
    return len(keep) if at < len(keep) else at


def _drop_ruled(lines: list[str], keep: list[bool], left: list[int]) -> list[int]:
    """A Japanese signature: a decorated line near the end, contact data below it, often a second line at the end."""
    tail = left[-_MAX_SIGNATURE:]
    for index in tail[:-1]:
        below = [each for each in tail if each > index]
        position = left.index(index)
        if position == 0 or not _decorated(lines[index]):
            continue
        contacts = sum(1 for each in below if CONTACT.search(lines[each][:_MAX_LINE]))
        if contacts >= 2 or (contacts and len(below) <= 5):
            for each in (index, *below):
                keep[each] = False
            return left[:position]
    return left


def _decorated(line: str) -> bool:
    """A line of one or two repeated signs: "-----", "＊＊＊", "━━━", "*_*_*"."""
    signs = line.strip()
    return len(signs) >= 5 and len(set(signs) - {" "}) <= 3 and not any(sign.isalnum() for sign in signs)
