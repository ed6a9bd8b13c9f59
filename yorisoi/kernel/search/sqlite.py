"""The index on SQLite: FTS5 over the tokens, rowid = Entry.id, so newest first is reading it backwards."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from yorisoi.kernel.search.asking import Condition, Question, as_match
from yorisoi.kernel.search.ranking import EXACT, PART_TITLED, TITLED
from yorisoi.kernel.search.row import Row
from yorisoi.kernel.search.scope import Scope

INSERT = "INSERT INTO kernel_entry(id, kind, object_id, brand_id, at, tokens, text) VALUES (%s, %s, %s, %s, %s, %s, %s)"
INSERT_TOKENS = "INSERT INTO kernel_entry_tokens(rowid, tokens) VALUES (%s, %s)"
MATCH = """
SELECT rowid FROM kernel_entry_tokens
WHERE kernel_entry_tokens MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s
"""
# CROSS JOIN keeps the order of the inner query.
MATCH_AND_LOOK = """
SELECT hit.id, {allowed} FROM (
    SELECT rowid AS id FROM kernel_entry_tokens
    WHERE kernel_entry_tokens MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s
) AS hit CROSS JOIN kernel_entry AS entry ON entry.id = hit.id
"""
# + keeps FTS5 from asking the whole question anew for each id.
MATCH_AMONG = """
SELECT rowid FROM kernel_entry_tokens
WHERE kernel_entry_tokens MATCH %s AND rowid BETWEEN %s AND %s AND +rowid IN (SELECT value FROM json_each(%s))
ORDER BY rowid DESC LIMIT %s
"""


def extra_tokens(_entry_id: int) -> tuple[str, ...]:
    """Nothing besides words and scope is needed here."""
    return ()


def insert(rows: Sequence[Row]) -> None:
    """Write new entries and make them found."""
    when = connection.ops.adapt_datetimefield_value
    entries, tokens = [], []
    for entry_id, kind, object_id, brand_id, at, words, text in rows:
        joined = " ".join(words)
        entries.append((entry_id, kind, object_id.hex, brand_id.hex, when(at), joined, text))
        tokens.append((entry_id, joined))
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, entries)
        cursor.executemany(INSERT_TOKENS, tokens)


def newest(asked: Question, scope: Scope, *, floor: int, top: int, limit: int) -> list[tuple[int, int]]:
    """Ids from `floor` to `top` with their bits for ranking, newest first, at most `limit`."""
    ids = _in_scope(asked.full, scope, floor, top, limit)
    if not ids:
        return []
    bits = dict.fromkeys(ids, 0 if asked.exact else EXACT)
    for condition, bit in ((asked.exact, EXACT), (asked.titled, TITLED), (asked.part_titled, PART_TITLED)):
        if condition is not None:
            for entry_id in bits.keys() & _matching(condition, ids[-1], ids[0], -1):
                bits[entry_id] |= bit
    return list(bits.items())


def _in_scope(condition: Condition, scope: Scope, floor: int, top: int, limit: int) -> list[int]:
    """Looking at each hit's row is quickest, unless there are many hits and few of them in scope."""
    if scope.only is not None:
        return _among(scope.narrowed(condition), scope.only, floor, top, limit)
    allowed = f"entry.brand_id IN ({', '.join(['%s'] * len(scope.brand_ids))})"
    params: list[Any] = [brand_id.hex for brand_id in scope.brand_ids]
    if scope.kinds is not None:
        allowed += f" AND entry.kind IN ({', '.join(['%s'] * len(scope.kinds))})"
        params += scope.kinds
    with connection.cursor() as cursor:
        cursor.execute(MATCH_AND_LOOK.format(allowed=allowed), [*params, as_match(condition), floor, top, limit])
        rows = cursor.fetchall()
    ids = [entry_id for entry_id, is_allowed in rows if is_allowed]
    if len(rows) == limit and len(ids) < limit:
        return _matching(scope.narrowed(condition), floor, top, limit)
    return ids


def _matching(condition: Condition, floor: int, top: int, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(MATCH, [as_match(condition), floor, top, limit])
        return [entry_id for (entry_id,) in cursor.fetchall()]


def _among(condition: Condition, only: tuple[int, ...], floor: int, top: int, limit: int) -> list[int]:
    if not only:
        return []
    floor, top = max(floor, min(only)), min(top, max(only))
    with connection.cursor() as cursor:
        cursor.execute(MATCH_AMONG, [as_match(condition), floor, top, json.dumps(only), limit])
        return [entry_id for (entry_id,) in cursor.fetchall()]


@contextmanager
def loading() -> Iterator[None]:
    """Afterwards the index is one piece again, which is the quickest to read."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_entry_tokens(kernel_entry_tokens) VALUES ('optimize')")


def problems() -> list[str]:
    """What is wrong with the index itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'entry_%' OR name = 'kernel_entry_tokens'")
        there = {name for (name,) in cursor.fetchall()}
    return [
        f"{name} is missing" for name in ("kernel_entry_tokens", "entry_gone", "entry_is_replaced") if name not in there
    ]
