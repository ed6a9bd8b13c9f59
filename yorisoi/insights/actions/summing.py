"""Roll-ups: sums kept with every change of facts, and made anew from all of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yorisoi.insights.actions.ledger import Changes, lock
from yorisoi.insights.contracts import NewFact
from yorisoi.insights.measures import measures_of
from yorisoi.insights.models import NONE, Fact, RollUp
from yorisoi.insights.queries.facts import COLUMNS
from yorisoi.kernel.sql import insert_rows
from yorisoi.kernel.sql.values import to_database

_UPDATE = "UPDATE insights_rollup SET n = %s, durations = %s WHERE id = %s"
_DELETE = "DELETE FROM insights_rollup WHERE id = %s"
_TOGETHER = 500
_NAMES = ("id", "measure", "cut", "brand", "day", "hour", "queue_key", "topic_key", "staff_key", "n", "durations")


class Place(NamedTuple):
    """Which row: the columns that its id is made from."""

    measure: str
    cut: str
    brand_id: UUID
    day: date
    hour: int
    queue_key: UUID
    topic_key: UUID
    staff_key: UUID

    @property
    def id(self) -> UUID:
        """The same for the same place, on every machine."""
        words = (self.measure, self.cut, self.brand_id.hex, self.day.isoformat(), str(self.hour))
        keys = (self.queue_key.hex, self.topic_key.hex, self.staff_key.hex)
        return UUID(bytes=blake2b("|".join((*words, *keys)).encode(), digest_size=16).digest())


class Delta:
    """What is added to a row and taken from it."""

    __slots__ = ("less", "more", "n")

    def __init__(self) -> None:
        self.n = 0
        self.more: list[int] = []
        self.less: list[int] = []

    def applied(self, n: int, durations: bytes) -> tuple[int, bytes]:
        """Count and packed values of the row after this change."""
        if not self.more and not self.less:
            return n + self.n, durations
        values = unpacked(durations)
        for value in self.less:
            at = bisect_left(values, value)
            if at < len(values) and values[at] == value:
                values.pop(at)
        return n + self.n, packed(sorted([*values, *self.more]))


def packed(values: Iterable[int]) -> bytes:
    """Seconds in ascending order as bytes, four each, little end first."""
    made = array("I", values)
    return made.tobytes()


def unpacked(durations: bytes) -> "array[int]":
    """The values of `packed`."""
    values = array("I")
    values.frombytes(bytes(durations))
    return values


def sum_up(changes: Changes) -> None:
    """Bring the sums in line with these changes; inside the transaction that holds the ledger's lock."""
    deltas: dict[Place, Delta] = {}
    for sign, facts in ((-1, changes.gone), (1, changes.new)):
        for fact in facts:
            _add(deltas, fact, sign)
    for some in batched(deltas.items(), _TOGETHER):
        _apply({place.id: (place, delta) for place, delta in some if _matters(delta)})


def _matters(delta: Delta) -> bool:
    return bool(delta.n or sorted(delta.more) != sorted(delta.less))


def _add(deltas: dict[Place, Delta], fact: NewFact, sign: int) -> None:
    for measure, at, seconds in measures_of(fact):
        for place in places(fact, measure, at):
            delta = deltas.get(place)
            if delta is None:
                delta = deltas[place] = Delta()
            delta.n += sign
            if seconds is not None and place.cut != "hour":
                (delta.more if sign > 0 else delta.less).append(seconds)


def places(fact: NewFact, measure: str, at: datetime) -> Iterator[Place]:
    """The four rows that a fact counts in: its hour and day by queue, its day by topic and by person."""
    day, hour = local(at)
    queue, topic, staff = fact.queue_id or NONE, fact.topic_id or NONE, fact.staff_id or NONE
    yield Place(measure, "hour", fact.brand_id, day, hour, queue, NONE, NONE)
    yield Place(measure, "day", fact.brand_id, day, -1, queue, NONE, NONE)
    yield Place(measure, "topic", fact.brand_id, day, -1, queue, topic, NONE)
    yield Place(measure, "person", fact.brand_id, day, -1, queue, NONE, staff)


@lru_cache(maxsize=4096)
def local(at: datetime) -> tuple[date, int]:
    """The day and the hour of a moment in the organisation's zone."""
    here = at.astimezone(timezone.get_default_timezone())
    return here.date(), here.hour


def _apply(deltas: dict[UUID, tuple[Place, Delta]]) -> None:
    found = RollUp.objects.filter(id__in=list(deltas)).values_list("id", "n", "durations")
    updates, deletes = [], []
    for pk, n, durations in found:
        _place, delta = deltas.pop(pk)
        n, durations = delta.applied(n, bytes(durations))
        if n:
            updates.append([n, durations, to_database(pk)])
        else:
            deletes.append([to_database(pk)])
    with connection.cursor() as cursor:
        if updates:
            cursor.executemany(_UPDATE, updates)
        if deletes:
            cursor.executemany(_DELETE, deletes)
    made = ((pk, *place, *delta.applied(0, b"")) for pk, (place, delta) in deltas.items())
    insert_rows(RollUp, _NAMES, made)


@transaction.atomic
def rebuild_roll_ups() -> int:
    """Throw all sums away and make them from the facts that stand; how many rows. Gives the very same numbers."""
    lock()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM insights_rollup")
    made = 0
    for brand_id, kind in Fact.objects.filter(replaced_at=None).values_list("brand", "kind").distinct():
        deltas: dict[Place, Delta] = {}
        rows = Fact.objects.filter(brand=brand_id, kind=kind, replaced_at=None).values_list(*COLUMNS)
        for row in rows.iterator(chunk_size=5000):
            _add(deltas, NewFact(*row), 1)
        insert_rows(RollUp, _NAMES, ((place.id, *place, *delta.applied(0, b"")) for place, delta in deltas.items()))
        made += len(deltas)
    return made
