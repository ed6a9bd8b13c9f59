"""A signature is learned as the longest common tail of a sender's mails, and folded with the quotes, never deleted.

What mail programs mark ("-- ", rulers above contact data) the reader has found already. This finds the rest: lines that
end one mail after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from ..contracts import AutomaticKind
from ..kinds import Content
from ..models import Received, SenderTail
from ..tokens import digest

MAX_LINES = 30
MAX_LINE = 200
LEAST_LINES = 2
FORGET_AFTER = 5
_FIELDS = ["lines", "confirmed", "misses"]


@dataclass(frozen=True, slots=True)
class Tail:
    """What is known of how a sender's mails end (see SenderTail)."""

    lines: tuple[str, ...]
    confirmed: bool = False
    misses: int = 0


def without_signatures(found: Iterable[tuple[Received, Content]]) -> list[Content]:
    """The contents with the signatures of people taken out of the new part; learns from each on the way.

    One statement reads and one writes, however many there are; a sender whose signature is known costs no write. Runs
    inside the caller's transaction.
    """
    pairs = list(found)
    keys = [_key(received, content) for received, content in pairs]
    known = _known([key for key in keys if key is not None])
    changed: dict[tuple[UUID, str], Tail] = {}
    contents: list[Content] = []
    for (_received, content), key in zip(pairs, keys, strict=True):
        if key is None:
            contents.append(content)
            continue
        tail, lines = learned(known.get(key), content.body_new)
        if tail != known.get(key):
            known[key] = changed[key] = tail
        kept = without_tail(content.body_new, lines)
        signed = content.has_signature or len(kept) < len(content.body_new)
        contents.append(replace(content, body_new=kept, has_signature=signed))
    if changed:
        _write(changed)
    return contents


def learned(tail: Tail | None, text: str) -> tuple[Tail, int]:
    """What is known after this mail, and how many lines (empty ones not counted) at its end are the signature."""
    own = _ends(text)
    if tail is None:
        return Tail(own), 0
    common = _common(own, tail.lines)
    if not tail.confirmed and common in (len(own), len(tail.lines)):
        return Tail(own), 0  # the same text again, or the same mail read anew, says not where a signature begins
    if common >= LEAST_LINES:
        return Tail(own[-common:], confirmed=True), common
    if not tail.confirmed or tail.misses + 1 >= FORGET_AFTER:
        return Tail(own), 0
    return replace(tail, misses=tail.misses + 1), 0


def without_tail(text: str, lines: int) -> str:
    """The text without so many lines at its end, as far as they begin a paragraph and leave something to read."""
    every = text.split("\n")
    left, start = lines, len(every)
    for at in range(len(every) - 1, 0, -1):
        if not left:
            break
        if every[at].strip():
            left -= 1
            if not every[at - 1].strip():
                start = at
    kept = "\n".join(every[:start]).rstrip()
    taken = sum(1 for line in every[start:] if line.strip())
    return kept if taken >= LEAST_LINES else text


def _ends(text: str) -> tuple[str, ...]:
    lines = [line for line in text.split("\n") if line.strip()]
    return tuple(" ".join(line.split())[:MAX_LINE] for line in lines[-MAX_LINES:])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both end with."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _key(received: Received, content: Content) -> tuple[UUID, str] | None:
    """Brand and sender; None for machines, and for mails without words."""
    address = content.sender.address.lower()
    if content.automatic is not AutomaticKind.PERSON or not address or not content.body_new.strip():
        return None
    return received.brand_id, digest(address)


def _known(keys: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], Tail]:
    if not keys:
        return {}
    rows = SenderTail.objects.filter(
        brand__in={brand for brand, _digest in keys}, digest__in={each for _, each in keys}
    )
    return {(row.brand_id, row.digest): Tail(tuple(row.lines), row.confirmed, row.misses) for row in rows}


def _write(tails: dict[tuple[UUID, str], Tail]) -> None:
    SenderTail.objects.bulk_create(
        (
            SenderTail(
                brand_id=brand,
                digest=key,
                lines=tail.lines,
                confirmed=tail.confirmed,
                misses=tail.misses,
            )
            for (brand, key), tail in sorted(
                tails.items()
            )  # one order for all, so that no two writers block each other
        ),
        update_conflicts=True,
        unique_fields=["brand", "digest"],
        update_fields=_FIELDS,
    )
