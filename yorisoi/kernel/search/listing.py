"""Hits as people see them: shown by the capability they belong to, those of one place together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from yorisoi.kernel.search.finding import find
from yorisoi.kernel.search.narrowing import Narrowed, narrowed
from yorisoi.kernel.search.page import BadCursorError, Hit
from yorisoi.kernel.search.sieve import Sieve
from yorisoi.kernel.search.snippets import snippet
from yorisoi.kernel.slots import FilterValue, Found, SearchFilter, SearchSource

ON_A_PAGE, LIVE = 20, 6
_MOST_LOOKS = 4
_TITLE_WIDTH = 200

type Pieces = Sequence[tuple[str, bool]]


class Grant(Protocol):
    """A role somebody has in a brand, or (None) in all."""

    @property
    def brand_id(self) -> UUID | None: ...


class Seeker(Protocol):
    """What the search needs to know of the acting person."""

    @property
    def grants(self) -> Sequence[Grant]: ...

    @property
    def every_brand(self) -> frozenset[UUID]: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One hit, ready to show; title and text in marked pieces."""

    kind: str
    url: str
    title: Pieces
    text: Pieces
    meta: str


@dataclass(frozen=True, slots=True)
class Place:
    """Hits of one page of this list that lead to the same page of the product: the best, and the others."""

    best: Shown
    others: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of results. `total` is None where it would tell of things this person may not see, or nobody counted.

    `filters` and `problems` are what the words before colons meant, and sentences about those not understood (then
    nothing is shown); `unfinished` a filter whose value is still to be typed.
    """

    places: tuple[Place, ...]
    next_cursor: str | None
    total: int | None
    is_more: bool
    is_blank: bool
    filters: tuple[FilterValue, ...] = ()
    problems: tuple[str, ...] = ()
    unfinished: SearchFilter | None = None


def listing(
    seeker: Seeker,
    text: str,
    sources: Mapping[str, SearchSource],
    *,
    cursor: str | None = None,
    limit: int = ON_A_PAGE,
    typing: bool = False,
) -> Listing:
    """The results for `text` that this person may see, at most `limit` hits. Raises BadCursorError.

    Loading is authorising: a source leaves out what the person may not see; then we look further, four times at most.
    """
    asked = narrowed(seeker, text, sources)
    if asked.problems or not asked.sources:
        found = Listing((), None, 0, is_more=False, is_blank=False)
    elif asked.values and not asked.words:
        found = _filtered(seeker, asked, cursor, limit)
    else:
        found = _worded(seeker, asked, cursor, limit, typing=typing)
    return replace(found, filters=asked.values, problems=asked.problems, unfinished=asked.unfinished)


def _worded(seeker: Seeker, asked: Narrowed, cursor: str | None, limit: int, *, typing: bool) -> Listing:
    """What holds the words and passes the filters, best first."""
    brands = _brands(seeker)
    sieve = Sieve(seeker, asked.values, asked.kinds) if asked.values else None
    shown: list[Shown] = []
    hidden = 0
    for _look in range(_MOST_LOOKS):
        page = find(asked.words, brands, asked.sources, limit - len(shown), cursor, typing=typing, sieve=sieve)
        visible = _loaded(seeker, page.hits, asked.sources, asked.words)
        shown += visible
        hidden += len(page.hits) - len(visible)
        cursor = page.next_cursor
        if cursor is None or len(shown) >= limit:
            break
    total = None if hidden else page.total
    return Listing(_placed(shown), page.next_cursor, total, page.is_more, page.is_blank)


def _filtered(seeker: Seeker, asked: Narrowed, cursor: str | None, limit: int) -> Listing:
    """What passes the filters, newest first, of the first kind that can be listed so."""
    for kind, narrowing in asked.kinds.items():
        if narrowing.newest is not None:
            ids = narrowing.newest(seeker, asked.values, limit + 1, _after(cursor))
            there = asked.sources[kind].load(seeker, ids[:limit])
            shown = [_shown(kind, there[each], "") for each in ids[:limit] if each in there]
            following = str(ids[limit - 1]) if len(ids) > limit else None
            total = None if cursor or following else len(shown)
            return Listing(_placed(shown), following, total, is_more=following is not None, is_blank=False)
    return Listing((), None, None, is_more=False, is_blank=True)


def _after(cursor: str | None) -> UUID | None:
    try:
        return UUID(cursor) if cursor else None
    except ValueError:
        raise BadCursorError(f"not a search cursor: {cursor[:80]!r}" if cursor else "") from None


def _brands(seeker: Seeker) -> frozenset[UUID]:
    """The brands in which the person has any role at all; what they may see there is the sources' to say."""
    granted = {grant.brand_id for grant in seeker.grants}
    return seeker.every_brand if None in granted else frozenset(brand for brand in granted if brand is not None)


def _loaded(seeker: Seeker, hits: Sequence[Hit], sources: Mapping[str, SearchSource], text: str) -> list[Shown]:
    by_kind: dict[str, list[UUID]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.object_id)
    found = {kind: sources[kind].load(seeker, ids) for kind, ids in by_kind.items()}
    return [_shown(hit.kind, there, text) for hit in hits if (there := found[hit.kind].get(hit.object_id))]


def _shown(kind: str, found: Found, text: str) -> Shown:
    title = snippet(found.title, text, _TITLE_WIDTH)
    return Shown(kind, found.url, title, snippet(found.detail, text), found.meta)


def _placed(shown: Sequence[Shown]) -> tuple[Place, ...]:
    """Hits with the same address, but for the part after #, stand together where the best of them stood."""
    places: dict[str, list[Shown]] = {}
    for each in shown:
        places.setdefault(each.url.partition("#")[0], []).append(each)
    return tuple(Place(best, tuple(others)) for best, *others in places.values())
