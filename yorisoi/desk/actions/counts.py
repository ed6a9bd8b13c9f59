"""The one place that keeps CaseCount true."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce

from yorisoi.desk.models import NOBODY, Case, CaseCount
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


def add(deltas: Counter[Place]) -> None:
    """Add to the counts, in a fixed order so that two transactions never wait for each other in a circle."""
    for where, delta in sorted(deltas.items()):
        if not delta:
            continue
        key = {"queue_id": where.queue_id, "status": where.status, "assignee_key": where.assignee_key}
        if not CaseCount.objects.filter(**key).update(n=F("n") + delta):
            # Two may find no row at once: whoever loses the insert adds to the winner's row.
            CaseCount.objects.bulk_create([CaseCount(**key, brand_id=where.brand_id, n=0)], ignore_conflicts=True)
            CaseCount.objects.filter(**key).update(n=F("n") + delta)


def move(before: Place | None, after: Place) -> None:
    """The case went from one place to another (None: it is new)."""
    if before == after:
        return
    deltas = Counter({after: 1})
    if before is not None:
        deltas[before] = -1
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
