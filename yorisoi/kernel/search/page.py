"""What a search gives back, and where its next page begins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

COUNTED = 1_000
"""Hits are counted up to here; more are shown as 1,000件以上."""


class BadCursorError(ValueError):
    """The cursor was not made by `find`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that answers. `title` and `text` are as they were indexed; a higher `score` is a better hit."""

    kind: str
    object_id: UUID
    brand_id: UUID
    score: int
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits, best first. `next_cursor` is None on the last page.

    `total` is how many there are in all, at most `COUNTED` (then `is_more` says that there are more); for a query with
    "…" it counts what may hold the words. `is_blank`: the query asks for nothing (stop words, signs).
    """

    hits: tuple[Hit, ...] = ()
    next_cursor: str | None = None
    total: int = 0
    is_more: bool = False
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins.

    Ranked pages: hits with ids from `floor` to `top` were ranked, the last one shown was `id` with `score`.
    After them `score` is None: hits below `id` by time. `by_prefix`: the query was taken as beginnings of codes.
    """

    by_prefix: bool
    top: int
    floor: int
    id: int
    score: int | None = None

    def __str__(self) -> str:
        score = "" if self.score is None else self.score
        return f"{'p' if self.by_prefix else 'w'}.{self.top}.{self.floor}.{self.id}.{score}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor written as `text`; BadCursorError if it was not made by us."""
        try:
            way, top, floor, last, score = text.split(".")
            cursor = cls(way == "p", int(top), int(floor), int(last), int(score) if score else None)
            if way not in {"p", "w"} or not all(0 <= each < 2**63 for each in (cursor.top, cursor.floor, cursor.id)):
                raise ValueError(text)
            return cursor
        except ValueError:
            raise BadCursorError(f"not a search cursor: {text[:80]!r}") from None
