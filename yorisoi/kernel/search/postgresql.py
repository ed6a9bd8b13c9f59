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
from yorisoi.kernel.search.scope import DAY_BLOCKS, Scope, day_of, day_tokens, last_id_of_day, tokens_of_days

_FIRST_PART = 64
_FEW = 25
SPAN = "SELECT min(id), max(id) FROM kernel_entry"
ROWS = """
SELECT id, {bits}, {allowed} FROM kernel_entry WHERE tokens @@ %(full)s::tsquery AND id BETWEEN %(floor)s AND %(top)s
"""
NEWEST_ROWS = """
SELECT id, {bits}, true FROM (
    SELECT id, tokens FROM kernel_entry
    WHERE tokens @@ %(full)s::tsquery AND id BETWEEN %(floor)s AND %(top)s AND {allowed}
    ORDER BY id DESC LIMIT %(limit)s
) AS hit
"""


def extra_tokens(entry_id: int) -> tuple[str, ...]:
    """The day, to ask for newest days first."""
    return day_tokens(day_of(entry_id))


def insert(rows: Sequence[Row]) -> None:
    """Write new entries; PostgreSQL keeps the index."""
    columns = ", ".join(Row._fields)
    statement = f"COPY kernel_entry ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row[:5], " ".join(f"'{token}'" for token in row.tokens), row.text))


@dataclass
class _Search:
    """One question with its limits. Rows are (id, bits, in scope?), newest first."""

    asked: Question
    scope: Scope
    floor: int
    top: int
    limit: int
    is_narrow: bool = False

    def days(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """All hits of these days."""
        condition = AllOf((self._full(), AnyOf(tuple(map(Leaf, tokens_of_days(first, last))))))
        return self._rows(ROWS, condition, self.top)

    def rest(self, last: int) -> list[tuple[int, int, bool]]:
        """All hits up to this day; to be asked where they are not too many."""
        return self._rows(ROWS, self._full(), min(self.top, last_id_of_day(last)))

    def newest(self) -> list[tuple[int, int, bool]]:
        """The newest in scope, in whichever way PostgreSQL finds best."""
        return self._rows(NEWEST_ROWS, self._full(), self.top)

    def _full(self) -> Condition:
        return self.scope.narrowed(self.asked.full) if self.is_narrow else self.asked.full

    def _rows(self, sql: str, condition: Condition, top: int) -> list[tuple[int, int, bool]]:
        asked, scope, bits = self.asked, self.scope, [] if self.asked.exact else [str(EXACT)]
        params: dict[str, Any] = {"full": as_tsquery(condition), "floor": self.floor, "top": top, "limit": self.limit}
        for said, bit in ((asked.exact, EXACT), (asked.titled, TITLED), (asked.part_titled, PART_TITLED)):
            if said is not None:
                bits.append(f"(tokens @@ %(bit{bit})s::tsquery)::int * {bit}")
                params[f"bit{bit}"] = as_tsquery(said)
        params |= {"brands": list(scope.brand_ids), "kinds": list(scope.kinds or ()), "only": list(scope.only or ())}
        allowed = "brand_id = ANY(%(brands)s)" + ("" if scope.kinds is None else " AND kind = ANY(%(kinds)s)")
        allowed += "" if scope.only is None else " AND id = ANY(%(only)s)"
        with connection.cursor() as cursor:
            cursor.execute(sql.format(bits=" + ".join(bits), allowed=allowed), params)
            return sorted(cursor.fetchall(), reverse=True)


def newest(asked: Question, scope: Scope, *, floor: int, top: int, limit: int) -> list[tuple[int, int]]:
    """Ids from `floor` to `top` with their bits for ranking, newest first, at most `limit`."""
    with connection.cursor() as cursor:
        cursor.execute(SPAN)
        lowest, highest = cursor.fetchone()
    if lowest is None:
        return []
    search = _Search(asked, scope, max(floor, lowest), min(top, highest), limit)
    if scope.only is not None:
        return [(entry_id, bits) for entry_id, bits, _allowed in search.newest()]
    first, last = day_of(search.floor), day_of(search.top)
    found: list[tuple[int, int]] = []
    met, begin, width = 0, last, max(1, (last - first) // _FIRST_PART)
    while 2 * width < begin - first and len(found) < limit:
        end = begin - width + 1
        end -= end % DAY_BLOCKS[1] if width > DAY_BLOCKS[1] else 0
        rows = search.days(end, begin)
        begin = end - 1
        met += len(rows)
        found += [(entry_id, bits) for entry_id, bits, allowed in rows if allowed]
        if met * (last - first) < 2 * limit * (last - begin):  # few in all: ask for them at once
            break
        search.is_narrow = search.is_narrow or (len(rows) > _FEW and len(found) * 4 < met)
        wanted = (limit - len(found)) * 5 // 4
        width = max(1, wanted * (last - begin) // max(len(found), 1))
    if len(found) < limit and begin >= first:
        rows = search.newest() if begin == last else search.rest(begin)
        found += [(entry_id, bits) for entry_id, bits, allowed in rows if allowed]
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
