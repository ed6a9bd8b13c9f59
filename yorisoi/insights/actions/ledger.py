"""One writer after the other: the lock, and what stands made into what should stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yorisoi.insights.contracts import NewFact
from yorisoi.insights.models import Fact, Ledger
from yorisoi.insights.queries.facts import COLUMNS, Standing, standing_of_sources
from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.sql import insert_rows, prepared
from yorisoi.kernel.sql.values import to_database

_NAMES = ("id", *COLUMNS, "recorded_at")
_values = attrgetter(*COLUMNS)  # dataclasses.astuple copies every id
_REPLACED = "UPDATE insights_fact SET replaced_at = %s WHERE id = %s"
_WRITTEN = "UPDATE insights_ledger SET written_at = %s WHERE id = 1"


@dataclass(slots=True)
class Changes:
    """What a writer changed: facts that no longer stand, and facts that stand now."""

    gone: list[NewFact] = field(default_factory=list)
    new: list[NewFact] = field(default_factory=list)

    def add(self, other: "Changes") -> None:
        """Take the other's changes as one's own."""
        self.gone += other.gone
        self.new += other.new


def lock() -> Ledger:
    """The ledger, locked until the transaction ends. What facts are made of is to be read after this."""
    found = _locked.first()
    if found is None:
        Ledger.objects.bulk_create([Ledger(id=1)], ignore_conflicts=True)
        return lock()
    return found


@prepared
def _locked() -> QuerySet[Ledger]:
    return Ledger.objects.select_for_update().filter(id=1)


def put(standing: Sequence[Standing], wanted: Sequence[NewFact]) -> Changes:
    """Make what stands what is wanted: equal facts are left alone, others are replaced, new ones added.

    A source that stands elsewhere (a contact that went to another case) is replaced too.
    """
    known = {(fact.kind, fact.source_id): (pk, fact) for pk, fact in standing}
    unknown = [fact for fact in wanted if (fact.kind, fact.source_id) not in known]
    if unknown:
        elsewhere = standing_of_sources({fact.kind for fact in unknown}, {fact.source_id for fact in unknown})
        asked_for = {(fact.kind, fact.source_id) for fact in unknown}
        known |= {
            (fact.kind, fact.source_id): (pk, fact)
            for pk, fact in elsewhere
            if (fact.kind, fact.source_id) in asked_for
        }
    changes, replaced = Changes(), []
    for fact in wanted:
        pk, before = known.pop((fact.kind, fact.source_id), (None, None))
        if before == fact:
            continue
        changes.new.append(fact)
        if pk is not None and before is not None:
            replaced.append(pk)
            changes.gone.append(before)
    for pk, fact in known.values():
        replaced.append(pk)
        changes.gone.append(fact)
    _write(replaced, changes.new)
    return changes


def _write(replaced: Collection[UUID], new: Sequence[NewFact]) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        if replaced:
            cursor.executemany(_REPLACED, [[to_database(now), to_database(pk)] for pk in replaced])
        cursor.execute(_WRITTEN, [to_database(now)])
    if new:
        insert_rows(Fact, _NAMES, ((uuid7(), *_values(fact), now) for fact in new))
