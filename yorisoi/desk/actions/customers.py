"""Cases follow their customers when two are made one or taken apart."""

from uuid import UUID

from django.db import transaction

from yorisoi.customers import public as customers
from yorisoi.desk.actions.change import announce, tell
from yorisoi.desk.actions.indexing import index_case
from yorisoi.desk.events import CaseChanged
from yorisoi.desk.models import Case, CaseMove
from yorisoi.kernel import events
from yorisoi.workspace.contracts import SYSTEM

BATCH = 200


def follow_merge(*, merge_id: UUID, kept_id: UUID, gone_id: UUID) -> int:
    """Give the cases of who is gone to who was kept; how many. What moved is remembered, a batch a transaction."""
    moved = 0
    while batch := _move(merge_id, kept_id, gone_id):
        moved += batch
    return moved


def follow_parting(*, merge_id: UUID, kept_id: UUID, gone_id: UUID) -> int:
    """Give back the cases that had moved by this merge and are still with who was kept; how many."""
    moved = 0
    while batch := _move_back(merge_id, kept_id, gone_id):
        moved += batch
    return moved


@transaction.atomic
def _move(merge_id: UUID, kept_id: UUID, gone_id: UUID) -> int:
    cases = list(Case.objects.select_for_update().filter(customer_id=gone_id).order_by("id")[:BATCH])
    CaseMove.objects.bulk_create((CaseMove(case=case, merge_id=merge_id) for case in cases), ignore_conflicts=True)
    _give(cases, kept_id)
    return len(cases)


@transaction.atomic
def _move_back(merge_id: UUID, kept_id: UUID, gone_id: UUID) -> int:
    moves = list(CaseMove.objects.filter(merge_id=merge_id).order_by("id")[:BATCH])
    ids = [move.case_id for move in moves]
    _give(list(Case.objects.select_for_update().filter(id__in=ids, customer_id=kept_id)), gone_id)
    CaseMove.objects.filter(id__in=[move.id for move in moves]).delete()
    return len(moves)


def _give(cases: list[Case], customer_id: UUID) -> None:
    """Nothing in the cases is newer than before, so that nobody who is writing an answer is held up: no new version."""
    name = customers.names([customer_id])[customer_id]
    for case in cases:
        case.customer_id, case.customer_name, case.customer_reading = customer_id, name.display, name.reading
        tell(case, SYSTEM, "customer_changed", shown=False, customer=customer_id)
        index_case(case)
        announce(case)
        events.publish(CaseChanged(case.id))
    Case.objects.bulk_update(cases, ["customer", "customer_name", "customer_reading"])
