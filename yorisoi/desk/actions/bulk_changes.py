"""Begin a bulk change and carry it out, a case a transaction, so that a worker that dies leaves none half done."""

from collections.abc import Iterable
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.desk.actions.bulk_steps import STEPS, needed, stood, unchanged
from yorisoi.desk.actions.bulk_undo import put_back
from yorisoi.desk.contracts import BulkState, BulkVerb, DeskError, ItemState, NotPossible
from yorisoi.desk.models import BulkChange, BulkItem, Case
from yorisoi.desk.permissions import visible
from yorisoi.desk.queries import Filters, View, get_bulk_change, ids_in_view
from yorisoi.kernel import audit, clock, jobs, live, unit
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound

MOST = 20_000
_PIECE = 500
_TELL_EVERY = 25  # cases between two words to those who watch


@transaction.atomic
def begin_bulk(
    *,
    actor: Actor,
    verb: BulkVerb,
    value: dict[str, Any],
    words: str,
    case_ids: Iterable[UUID] = (),
    everything: tuple[View, Filters] | None = None,
) -> UUID:
    """Have a change made to these cases, or to all of a view as it stands now; returns the change's id.

    words: what is done, for people. Cases that the actor may not see are left out without a word.
    Raises NotAllowed; NotPossible when no case is left, or more than MOST.
    """
    actor.needs(needed(verb))
    if actor.staff_id is None:
        raise NotAllowed(needed(verb))
    change = BulkChange.objects.create(by_id=actor.staff_id, at=clock.now(), verb=verb, value=value, words=words[:200])
    ids = ids_in_view(actor, *everything) if everything else _seen(actor, case_ids)
    for some in batched(ids, _PIECE):
        change.total += len(some)
        if change.total > MOST:
            raise NotPossible(_("No more than %(n)s cases can be changed at once.") % {"n": f"{MOST:,}"})
        items = [BulkItem(change=change, case_id=case_id) for case_id in some]
        BulkItem.objects.bulk_create(items, ignore_conflicts=True)
    if not change.total:
        raise NotPossible(_("There is no case to change."))
    change.save(update_fields=["total"])
    told: dict[str, Any] = {"what": str(verb), "value": value, "cases": change.total}
    audit.record(actor.staff_id, "bulk.begun", "bulk_change", change.id, None, **told)
    jobs.enqueue("desk.bulk", change_id=str(change.id))
    return change.id


def _seen(actor: Actor, case_ids: Iterable[UUID]) -> Iterable[UUID]:
    wanted = list(dict.fromkeys(case_ids))
    return list(Case.objects.filter(visible(actor), pk__in=wanted).order_by("number").values_list("pk", flat=True))


def run_bulk(*, change_id: UUID) -> None:
    """Do what is left of a bulk change."""
    moved = BulkChange.objects.filter(id=change_id, state__in=[BulkState.WAITING, BulkState.RUNNING])
    if not moved.update(state=BulkState.RUNNING):
        return
    change = BulkChange.objects.get(id=change_id)
    actor = workspace.actor_of_staff(change.by_id)
    with override(actor.language):
        for n, (item_id, case_id) in enumerate(_left(change_id, ItemState.WAITING)):
            _do_one(change, actor, item_id, case_id)
            if n % _TELL_EVERY == 0:
                live.notify(f"bulk:{change_id}", str(change_id))
    _end(change_id, BulkState.DONE)


@transaction.atomic
def undo_bulk(*, actor: Actor, change_id: UUID) -> None:
    """Have every case put back that nobody changed since. Raises NotFound; NotPossible while it runs or when undone."""
    change = get_bulk_change(actor, change_id)
    if not BulkChange.objects.filter(id=change.id, state=BulkState.DONE).update(state=BulkState.UNDOING):
        raise NotPossible(_("This change cannot be undone now."))
    audit.record(actor.staff_id, "bulk.undone", "bulk_change", change.id, None, cases=change.done)
    jobs.enqueue("desk.bulk_undo", change_id=str(change.id))


def run_undo(*, change_id: UUID) -> None:
    """Put back what is left to put back."""
    change = BulkChange.objects.filter(id=change_id, state=BulkState.UNDOING).first()
    if change is None:
        return
    actor = workspace.actor_of_staff(change.by_id)
    with override(actor.language):
        for n, (item_id, case_id) in enumerate(_left(change_id, ItemState.DONE)):
            _undo_one(change, actor, item_id, case_id)
            if n % _TELL_EVERY == 0:
                live.notify(f"bulk:{change_id}", str(change_id))
    _end(change_id, BulkState.UNDONE)


def _left(change_id: UUID, state: ItemState) -> Iterable[tuple[int, UUID]]:
    """Items in this state, some at a time: what was done is not read again."""
    last = 0
    while some := list(
        BulkItem.objects.filter(change=change_id, state=state, id__gt=last)
        .order_by("id")
        .values_list("id", "case_id")[:_PIECE]
    ):
        yield from some
        last = some[-1][0]


def _do_one(change: BulkChange, actor: Actor, item_id: int, case_id: UUID) -> None:
    """One case and what became of it, together."""
    try:
        with unit.work():
            before, version = stood(case_id)
            STEPS[BulkVerb(change.verb)](actor, case_id, change.value)
            after = Case.objects.values_list("version", flat=True).get(id=case_id)
            same = unchanged(before, case_id)
            state = ItemState.SAME if same else ItemState.DONE
            item = {"state": state, "before": before, "version": version if same else after}
            BulkItem.objects.filter(id=item_id).update(**item)
            BulkChange.objects.filter(id=change.id).update(done=F("done") + 1)
    except (DeskError, NotAllowed, NotFound) as error:
        _refuse(change.id, item_id, _reason(error))


def _undo_one(change: BulkChange, actor: Actor, item_id: int, case_id: UUID) -> None:
    item = BulkItem.objects.get(id=item_id)
    try:
        with unit.work():
            put_back(actor, case_id, item.before, item.version)
            BulkItem.objects.filter(id=item_id).update(state=ItemState.UNDONE)
            BulkChange.objects.filter(id=change.id).update(undone=F("undone") + 1)
    except (DeskError, NotAllowed, NotFound) as error:
        BulkItem.objects.filter(id=item_id).update(state=ItemState.KEPT, reason=_reason(error))


@transaction.atomic
def _refuse(change_id: UUID, item_id: int, reason: str) -> None:
    BulkItem.objects.filter(id=item_id).update(state=ItemState.REFUSED, reason=reason)
    BulkChange.objects.filter(id=change_id).update(done=F("done") + 1, refused=F("refused") + 1)


def _reason(error: Exception) -> str:
    return _("You may not do this with the case.") if isinstance(error, NotAllowed) else str(error)[:300]


def _end(change_id: UUID, state: BulkState) -> None:
    BulkChange.objects.filter(id=change_id).update(state=state, ended_at=clock.now())
    live.notify(f"bulk:{change_id}", str(change_id))
