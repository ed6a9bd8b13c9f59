"""A unit of work: one transaction at whose end is written what could wait until then, all of a kind in one statement.

    with unit.work():
        ...                                  audit.record, search.index and others call unit.at_end

What an action writes only for later readers (audit, timeline, search index, counts) need not be a statement each.
Units may be nested: the outermost writes, so that many actions in one unit share their statements. What waits is
kept in Django's own list of things to do on commit, so that a savepoint that is rolled back forgets it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

type Write = Callable[[Sequence[Any]], None]


class _Waiting:
    """A row that waits for the end of its unit."""

    def __init__(self, write: Write, row: Any) -> None:
        self.write, self.row = write, row

    def __call__(self) -> None:
        raise RuntimeError(f"{self.row} was never written: the unit of work did not end before its transaction")


_savepoints: ContextVar[bool | None] = ContextVar("savepoints", default=None)


@contextmanager
def work(*, savepoints: bool = True) -> Iterator[None]:
    """One transaction, or part of the one around it; also a decorator.

    savepoints: whether a unit inside this one may fail while this one goes on. Without them any failure must end it.
    """
    around = _savepoints.get()
    if around is not None:
        with transaction.atomic(savepoint=around):
            yield
        return
    with transaction.atomic():
        token = _savepoints.set(savepoints)
        try:
            yield
            _write()
        finally:
            _savepoints.reset(token)


def at_end(write: Write, row: Any) -> None:
    """Have `write` called with this row and all others put down for it, at the end of the unit; now if there is none.

    `write` takes any number of rows, in the order in which they came, and runs in the unit's transaction.
    """
    if _savepoints.get() is None:
        write([row])
    else:
        transaction.on_commit(_Waiting(write, row))


def _write() -> None:
    while waiting := [hook[1] for hook in connection.run_on_commit if isinstance(hook[1], _Waiting)]:
        connection.run_on_commit = [hook for hook in connection.run_on_commit if not isinstance(hook[1], _Waiting)]
        rows: dict[Write, list[Any]] = defaultdict(list)
        for each in waiting:
            rows[each.write].append(each.row)
        for write, some in rows.items():
            write(some)
