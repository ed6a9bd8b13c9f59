"""Bulk changes as those who made them see them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import ItemState
from yorisoi.desk.models import BulkChange, BulkItem
from yorisoi.workspace.contracts import Actor, NotFound

PROBLEMS = 100
STATES = (ItemState.REFUSED, ItemState.KEPT)


def get_bulk_change(actor: Actor, change_id: UUID) -> BulkChange:
    """One's own bulk change. Raises NotFound."""
    found = BulkChange.objects.filter(id=change_id, by=actor.staff_id).first() if actor.staff_id else None
    if found is None:
        raise NotFound(_("There is no such change."))
    return found


def bulk_changes(actor: Actor, most: int = 50) -> list[BulkChange]:
    """One's own, the newest first."""
    return list(BulkChange.objects.filter(by=actor.staff_id).order_by("-at")[:most]) if actor.staff_id else []


def bulk_kept(change: BulkChange) -> int:
    """How many cases an undo left as they are."""
    return BulkItem.objects.filter(change=change, state=ItemState.KEPT).count()


def bulk_problems(change: BulkChange, most: int = PROBLEMS) -> list[tuple[int, str, str, str]]:
    """Number, subject, state and reason of cases that were refused or not put back."""
    rows = BulkItem.objects.filter(change=change, state__in=STATES).order_by("id")
    return list(rows.values_list("case__number", "case__subject", "state", "reason")[:most])


def bulk_result(change: BulkChange) -> Iterator[tuple[int, str, str, str]]:
    """Number, subject, state and reason of every case, a piece at a time."""
    rows = BulkItem.objects.filter(change=change).order_by("id")
    yield from rows.values_list("case__number", "case__subject", "state", "reason").iterator(chunk_size=500)
