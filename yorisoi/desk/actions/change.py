"""How every action changes a case: loaded by permission, locked, saved once, counted, told to all who look.

`with changing(actor, case_id, CLOSE) as case: case.status = …` – nothing else saves a Case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import OPEN_STATUSES, Status
from yorisoi.desk.models import Case, CaseNumber, Happening
from yorisoi.desk.permissions import READ, visible
from yorisoi.kernel import audit, clock, live
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound


@contextmanager
def changing(actor: Actor, case_id: UUID, permission: str) -> Iterator[Case]:
    """One transaction around a change of a case. Raises NotFound when the actor may not know of it, NotAllowed else."""
    with transaction.atomic():
        case = locked(actor, case_id, permission)
        before = counts.place(case)
        yield case
        save(case, before)


def locked(actor: Actor, case_id: UUID, permission: str) -> Case:
    """The case, locked until the end of the transaction."""
    case = Case.objects.select_for_update().filter(visible(actor, READ), pk=case_id).first()
    if case is None:
        raise NotFound(_("There is no such case."))
    if not actor.can(permission, case.brand_id, case.queue_id):
        raise NotAllowed(permission)
    return case


def create(case: Case) -> None:
    """Give a new case its number and save it; the caller calls `save` once it is complete."""
    CaseNumber.objects.get_or_create(pk=1)
    CaseNumber.objects.filter(pk=1).update(last=F("last") + 1)
    case.number = CaseNumber.objects.values_list("last", flat=True).get(pk=1)
    case.is_open = case.status in OPEN_STATUSES
    case.save(force_insert=True)


def save(case: Case, before: counts.Place | None) -> None:
    """Save a changed case once: version, counts, and word to those who look at it."""
    case.is_open = case.status in OPEN_STATUSES
    if case.status != Status.PENDING:
        case.waiting_reason = ""
    case.version += 1
    case.save(force_update=True)
    counts.move(before, counts.place(case))
    announce(case)


def announce(case: Case) -> None:
    """Tell every open inbox and page of the case that there is something new."""
    live.notify(f"inbox:{case.brand_id}", str(case.id))
    live.notify(f"case:{case.id}", str(case.id))


def tell(case: Case, actor: Actor, verb: str, /, *, shown: bool = True, **data: Any) -> None:
    """Write to the audit log what was done and, unless told otherwise, a line in the case's timeline."""
    audit.record(actor.staff_id, f"case.{verb}", "case", case.id, case.brand_id, actor_name=actor.name, **data)
    if shown:
        Happening.objects.create(case=case, verb=verb, by_name=actor.name, data=data, at=clock.now())
