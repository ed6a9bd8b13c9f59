"""The index on PostgreSQL: GIN over the tokens.

GIN gives all hits of a word at once, in no order, and each costs a look at its row. For a common word that would be
most of the table; so days are tokens too, and we ask for the newest days first, as many at a time as the hits so far
let us expect to be enough.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yorisoi.kernel.search.asking import AllOf, AnyOf, Condition, Leaf, Question, as_tsquery
from yorisoi.kernel.search.ranking import EXACT, PART_TITLED, TITLED
from yorisoi.kernel.search.row import Row
from yorisoi.kernel.search.scope import Scope, day_of, day_token, last_id_of_day

_FIRST_PART = 64
_MOST_DAYS = 400
_FEW = 25
SPAN = "SELECT min(id), max(id) FROM kernel_entry"
HITS = """
WITH hit AS MATERIALIZED (
    SELECT id, tokens, ({allowed}) AS allowed FROM kernel_entry
    WHERE tokens @@ %(full)s::tsquery AND id BETWEEN %(floor)s AND %(top)s {limited}
)
SELECT id, {bits}, allowed FROM hit ORDER BY id DESC
"""
LIMITED = "AND {allowed} ORDER BY id DESC LIMIT %(limit)s"


def extra_tokens(entry_id: int) -> tuple[str, ...]:
    """The day, to ask for newest days first."""
    return (day_token(day_of(entry_id)),)


def insert(rows: Sequence[Row]) -> None:
    """Write new entries; PostgreSQL keeps the index."""
    columns = ", ".join(Row._fields)
    statement = f"COPY kernel_entry ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row[:5], " ".join(f"'{token}'" for token in row.tokens), row.text))


@dataclass
class _Search:
    """One question with its limits, and how many rows it met so far."""

    asked: Question
    scope: Scope
    floor: int
    top: int
    limit: int
    is_narrow: bool = False

    def days(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """(id, bits, in scope?) of all hits of these days."""
        condition = AllOf((self._full(), AnyOf(tuple(Leaf(day_token(day)) for day in range(first, last + 1)))))
        return self._rows(condition, self.top, limited="")

    def rest(self, top: int, limit: int) -> list[tuple[int, int, bool]]:
        """The newest `limit` hits in scope not above `top`."""
        return self._rows(self._full(), top, limited=LIMITED.format(allowed=self._allowed()), limit=limit)

    def _full(self) -> Condition:
        return self.scope.narrowed(self.asked.full) if self.is_narrow else self.asked.full

    def _allowed(self) -> str:
        return "brand_id = ANY(%(brands)s)" + ("" if self.scope.kinds is None else " AND kind = ANY(%(kinds)s)")

    def _rows(self, condition: Condition, top: int, *, limited: str, limit: int = 0) -> list[tuple[int, int, bool]]:
        asked, bits = self.asked, []
        params: dict[str, Any] = {
            "full": as_tsquery(condition),
            "floor": self.floor,
            "top": top,
            "limit": limit,
            "brands": list(self.scope.brand_ids),
            "kinds": list(self.scope.kinds or ()),
        }
        for condition_, bit in ((asked.exact, EXACT), (asked.titled, TITLED), (asked.part_titled, PART_TITLED)):
            if condition_ is not None:
                bits.append(f"(tokens @@ %(bit{bit})s::tsquery)::int * {bit}")
                params[f"bit{bit}"] = as_tsquery(condition_)
        if asked.exact is None:
            bits.append(str(EXACT))
        sql = HITS.format(allowed=self._allowed(), limited=limited, bits=" + ".join(bits))
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[tuple[int, int, bool]] = cursor.fetchall()
        return rows


def newest(asked: Question, scope: Scope, *, floor: int, top: int, limit: int) -> list[tuple[int, int]]:
    """Ids from `floor` to `top` with their bits for ranking, newest first, at most `limit`."""
    with connection.cursor() as cursor:
        cursor.execute(SPAN)
        lowest, highest = cursor.fetchone()
    if lowest is None:
        return []
    search = _Search(asked, scope, max(floor, lowest), min(top, highest), limit)
    first, last = day_of(search.floor), day_of(search.top)
    found: list[tuple[int, int]] = []
    met, begin, width = 0, last, max(1, (last - first) // _FIRST_PART)
    while begin - width >= first and width <= _MOST_DAYS and len(found) < limit:
        rows = search.days(begin - width + 1, begin)
        begin -= width
        met += len(rows)
        found += [(entry_id, bits) for entry_id, bits, allowed in rows if allowed]
        if met * (last - first) < 2 * limit * (last - begin):  # few in all: ask for them at once
            break
        search.is_narrow = search.is_narrow or (len(rows) > _FEW and len(found) * 4 < met)
        wanted = (limit - len(found)) * 5 // 4
        width = max(1, wanted * (last - begin) // max(len(found), 1))
    if len(found) < limit and begin >= first:
        rows = search.rest(min(search.top, last_id_of_day(begin)), limit - len(found))
        found += [(entry_id, bits) for entry_id, bits, _allowed in rows]
    return found[:limit]


@contextmanager
def loading() -> Iterator[None]:
    """Meanwhile new entries are put on a list beside the index, six times faster; afterwards they are worked in."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER INDEX entry_tokens SET (fastupdate = on, gin_pending_list_limit = 65536)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER INDEX entry_tokens SET (fastupdate = off)")
            cursor.execute("SELECT gin_clean_pending_list('entry_tokens')")
            cursor.execute("ANALYZE kernel_entry")


def problems() -> list[str]:
    """What is wrong with the index itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('entry_tokens')")
        row = cursor.fetchone()
    if row is None:
        return ["entry_tokens is missing"]
    return [] if row[0] else ["entry_tokens is not valid"]
