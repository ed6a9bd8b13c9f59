"""Asking the index."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from yorisoi.kernel.models import Entry
from yorisoi.kernel.models.entry import unpacked
from yorisoi.kernel.search import ranking
from yorisoi.kernel.search.asking import Question, question, squeezed
from yorisoi.kernel.search.engine import engine
from yorisoi.kernel.search.page import COUNTED, Cursor, Hit, Page
from yorisoi.kernel.search.scope import Scope
from yorisoi.kernel.search.sieve import Sieve
from yorisoi.kernel.sql import Rows, prepared

HIGHEST = 2**63 - 1
MOST_ON_A_PAGE = 200
_ROW = ("id", "kind", "object_id", "brand_id", "at", "text")
_MOST_WINDOWS = 10
"""Times 2,000 hits that one page with a sieve looks through."""
_MOST_READ = 2_000
"""Texts that are read for one page of a query with "…"; if they give less than a page, the page is short."""


def find(
    text: str,
    brand_ids: Collection[UUID],
    kinds: Collection[str] | None = None,
    limit: int = 20,
    cursor: str | None = None,
    *,
    typing: bool = False,
    sieve: Sieve | None = None,
) -> Page:
    """The hits for `text` among entries of these brands (and kinds, unless None), best first, `limit` (1–200) a page.

    `cursor` is the `next_cursor` of the page before. `typing` takes the last word as not finished. `sieve` lets only
    some objects through; where these are many, a page looks at the newest 20,000 hits and the next one goes on.
    Raises BadCursorError.
    """
    limit = min(max(limit, 1), MOST_ON_A_PAGE)
    place = Cursor.parse(cursor) if cursor else None
    asked = question(text, by_prefix=place is not None and place.by_prefix, typing=typing)
    if asked is None:
        return Page(is_blank=True)
    if not brand_ids or (kinds is not None and not kinds):
        return Page()
    scope = Scope(tuple(brand_ids), None if kinds is None else tuple(kinds))
    if sieve is not None and (few := sieve.few()) is not None:
        scope, sieve = replace(scope, only=tuple(few)), None
    if place is not None and place.score is None:
        return _older(asked, scope, limit, place, sieve)
    page = _ranked(asked, scope, limit, place, sieve, by_prefix=place is not None and place.by_prefix)
    if not page.total and place is None and asked.has_codes:
        by_prefix = question(text, by_prefix=True, typing=typing)
        if by_prefix is not None:
            return _ranked(by_prefix, scope, limit, None, sieve, by_prefix=True)
    return page


def _ranked(
    asked: Question, scope: Scope, limit: int, place: Cursor | None, sieve: Sieve | None, *, by_prefix: bool
) -> Page:
    """A page of the newest hits, ranked. `place` holds the window, so that new entries do not shift it.

    A window with all hits has no floor (0): nothing comes after it.
    """
    floor, top = (place.floor, place.top) if place else (0, HIGHEST)
    window, lowest = _window(asked, scope, sieve, floor, top, enough=HIGHEST if place else MOST_ON_A_PAGE)
    if not window and not lowest:
        return Page()
    if place is None:
        top, floor = window[0][0] if window else lowest, lowest
    scored = ranking.ranked(window, top)
    if place is not None and place.score is not None:
        scored = [each for each in scored if each < (place.score, place.id)]
    shown, examined = _hydrated(scored, asked, scope, limit)
    following = None
    if examined < len(scored):
        score, last = scored[examined - 1]
        following = Cursor(by_prefix, top, floor, last, score)
    elif floor:
        following = Cursor(by_prefix, top, floor, floor)
    total = len(shown) if asked.phrases and place is None and following is None else len(window)
    is_more = total > COUNTED or (sieve is not None and floor > 0)
    return Page(tuple(shown), str(following) if following else None, min(total, COUNTED), is_more)


def _window(
    asked: Question, scope: Scope, sieve: Sieve | None, floor: int, top: int, *, enough: int
) -> tuple[list[tuple[int, int]], int]:
    """The newest hits that pass, and the lowest id looked at; 0 if there is nothing below it.

    With a sieve it looks on until `enough` have passed; a later page looks again at all that the first one did.
    """
    passed: list[tuple[int, int]] = []
    for _look in range(_MOST_WINDOWS):
        rows = engine().newest(asked, scope, floor=floor, top=top, limit=ranking.RANKED)
        passed += rows if sieve is None else sieve.passing(rows)
        if len(rows) < ranking.RANKED:
            return passed, 0
        if sieve is None or len(passed) >= enough:
            return passed, rows[-1][0]
        top = rows[-1][0] - 1
    return passed, top + 1


def _older(asked: Question, scope: Scope, limit: int, place: Cursor, sieve: Sieve | None) -> Page:
    """A page of what lies behind the ranked window, newest first."""
    most = _MOST_READ if asked.phrases or sieve else limit + 1  # one more tells whether there is a next page
    rows = engine().newest(asked, scope, floor=0, top=place.id - 1, limit=most)
    found = rows if sieve is None else sieve.passing(rows)
    shown, examined = _hydrated([(0, entry_id) for entry_id, _bits in found], asked, scope, limit)
    last = found[examined - 1][0] if examined < len(found) else rows[-1][0] if len(rows) == most else None
    following = None if last is None else str(Cursor(place.by_prefix, place.top, place.floor, last))
    return Page(tuple(shown), following, COUNTED, is_more=True)


def _hydrated(scored: list[tuple[int, int]], asked: Question, scope: Scope, limit: int) -> tuple[list[Hit], int]:
    """The first `limit` that hold the phrases, and how many were looked at to find them."""
    hits: list[Hit] = []
    examined = 0
    step = limit
    while len(hits) < limit and examined < min(len(scored), _MOST_READ):
        part = scored[examined : examined + step]
        rows = {row[0]: row[1:] for row in _entries({each[1] for each in part})}
        for score, entry_id in part:
            examined += 1
            hit = _hit(rows.get(entry_id), score, asked, scope)
            if hit is not None:
                hits.append(hit)
                if len(hits) == limit:
                    break
        step = 200
    return hits, examined


@prepared
def _entries(ids: Collection[int]) -> Rows:
    return Entry.objects.filter(id__in=ids).values_list(*_ROW)


def _hit(row: tuple[Any, ...] | None, score: int, asked: Question, scope: Scope) -> Hit | None:
    """None if it is gone meanwhile, is not to be seen after all, or lacks a phrase."""
    if row is None or row[2] not in scope.brand_ids:
        return None
    kind, object_id, brand_id, at, text = row
    title, body = unpacked(bytes(text))
    if asked.phrases:
        compared = f"{squeezed(title)}\n{squeezed(body)}"
        if not all(phrase in compared for phrase in asked.phrases):
            return None
    return Hit(kind, object_id, brand_id, score, at, title, body)
