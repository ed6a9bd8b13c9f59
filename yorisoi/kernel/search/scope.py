"""Who may see an entry and when it was: what an entry's own numbers and tokens say besides its words."""

import itertools
import random
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yorisoi.kernel.search.asking import AllOf, AnyOf, Condition, Leaf

SECOND_BITS = 16
_MOST_SECONDS = 2**40
_KIND = re.compile(r"[a-z][a-z_]{0,39}")
_next_tail = itertools.count(random.SystemRandom().randrange(1 << SECOND_BITS))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query is limited to: brands, and kinds unless all; `only` these entries, unless None."""

    brand_ids: tuple[UUID, ...]
    kinds: tuple[str, ...] | None = None
    only: tuple[int, ...] | None = None

    def narrowed(self, condition: Condition) -> Condition:
        """The condition, and that the entry is in this scope, by tokens."""
        parts = [condition, AnyOf(tuple(Leaf(brand_token(brand_id)) for brand_id in self.brand_ids))]
        if self.kinds is not None:
            parts.append(AnyOf(tuple(Leaf(kind_token(kind)) for kind in self.kinds)))
        return AllOf(tuple(parts))


def second_at(at: datetime) -> int:
    """The Unix second of a moment, as ids hold it: none before 1970."""
    return min(max(int(at.timestamp()), 0), _MOST_SECONDS)


def new_id(second: int) -> int:
    """An id for an entry of this second that is probably free."""
    return second << SECOND_BITS | next(_next_tail) & ((1 << SECOND_BITS) - 1)


def second_of(entry_id: int) -> int:
    """The Unix second an id stands for."""
    return entry_id >> SECOND_BITS


def day_of(entry_id: int) -> int:
    """The day (UTC, counted from 1970) an id stands for."""
    return second_of(entry_id) // 86_400


def last_id_of_day(day: int) -> int:
    """No id of that day is higher."""
    return ((day + 1) * 86_400 << SECOND_BITS) - 1


def brand_token(brand_id: UUID) -> str:
    """Tokens of words begin n_, r_, s_, b_ or c_ (kernel.text), so no text can pretend to be of another brand."""
    return f"o_{brand_id.hex}"


def kind_token(kind: str) -> str:
    """Raises ValueError for a kind that is not a short word of a-z and underscores."""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"not a kind the search can hold: {kind!r}")
    return f"k_{kind}"


DAY_BLOCKS = (256, 16, 1)


def day_tokens(day: int) -> tuple[str, ...]:
    """Which day an entry is of, and which blocks of days, for databases whose index does not run in order of time."""
    return tuple(f"d{size}_{day // size}" for size in DAY_BLOCKS)


def tokens_of_days(first: int, last: int) -> list[str]:
    """The fewest tokens of which each entry of these days has one."""
    found = []
    while first <= last:
        size = next(size for size in DAY_BLOCKS if first % size == 0 and first + size - 1 <= last)
        found.append(f"d{size}_{first // size}")
        first += size
    return found
