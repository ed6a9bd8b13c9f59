"""The one place that keeps CaseCount true."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import Coalesce

from yorisoi.desk.models import NOBODY, Case, CaseCount
from yorisoi.kernel import unit
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a case is counted."""

    queue_id: UUID
    status: str
    assignee_key: UUID
    brand_id: UUID


def place(case: Case) -> Place:
    """Where this case is counted as it stands."""
    return Place(case.queue_id, str(case.status), case.assignee_id or NOBODY, case.brand_id)


_MORE = """
INSERT INTO desk_casecount (brand_id, queue_id, status, assignee_key, n) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (queue_id, status, assignee_key) DO UPDATE SET n = desk_casecount.n + excluded.n"""
_LESS = "UPDATE desk_casecount SET n = n + %s WHERE queue_id = %s AND status = %s AND assignee_key = %s"


def add(deltas: Counter[Place]) -> None:
    """Add to the counts, in a fixed order so that two transactions never wait for each other in a circle.

    Plain SQL: it runs with every change of every case, and two may make the same row at once.
    """
    with connection.cursor() as cursor:
        for where, delta in sorted(deltas.items()):
            queue, status, assignee = _id(where.queue_id), where.status, _id(where.assignee_key)
            if delta > 0:
                cursor.execute(_MORE, [_id(where.brand_id), queue, status, assignee, delta])
            elif delta < 0:
                cursor.execute(_LESS, [delta, queue, status, assignee])


def _id(value: UUID) -> Any:
    """An id as this database keeps it."""
    return value if connection.features.has_native_uuid_field else value.hex


def move(before: Place | None, after: Place) -> None:
    """The case went from one place to another (None: it is new)."""
    if before == after:
        return
    unit.at_end(_add_all, (after, 1))
    if before is not None:
        unit.at_end(_add_all, (before, -1))


def _add_all(moves: Sequence[tuple[Place, int]]) -> None:
    deltas = Counter[Place]()
    for where, delta in moves:
        deltas[where] += delta
    add(deltas)


def live() -> Counter[Place]:
    """Count all cases, slowly: for the repair and for tests."""
    rows = (
        Case.objects.order_by()
        .values_list("queue_id", "status", Coalesce("assignee_id", NOBODY), "brand_id")
        .annotate(n=Count("pk"))
    )
    return Counter({Place(queue, status, who, brand): n for queue, status, who, brand, n in rows})


def kept() -> Counter[Place]:
    """What the maintained counts say, without the empty places."""
    rows = CaseCount.objects.exclude(n=0).values_list("queue_id", "status", "assignee_key", "brand_id", "n")
    return Counter({Place(queue, status, who, brand): n for queue, status, who, brand, n in rows})


@transaction.atomic
def recount(*, actor: Actor) -> int:
    """Repair: count all cases anew and put right what differs. Returns how many places were wrong."""
    actor.needs("desk.queue.manage")
    CaseCount.objects.select_for_update().count()
    truth, told = live(), kept()
    wrong = Counter({where: truth[where] - told[where] for where in truth.keys() | told.keys()})
    wrong = Counter({where: delta for where, delta in wrong.items() if delta})
    add(wrong)
    return len(wrong)
