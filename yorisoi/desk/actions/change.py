"""How every action changes a case: loaded by permission, locked, saved once, counted, told to all who look.

`with changing(actor, case_id, CLOSE) as case: case.status = …` – nothing else saves a Case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import OPEN_STATUSES, NotPossible, Status
from yorisoi.desk.events import CaseChanged
from yorisoi.desk.models import Case, CaseNumber, Happening
from yorisoi.desk.permissions import READ
from yorisoi.kernel import audit, clock, events, live, sql, unit
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound


@contextmanager
def changing(actor: Actor, case_id: UUID, permission: str) -> Iterator[Case]:
    """One transaction around a change of a case. Raises NotFound when the actor may not know of it, NotAllowed else."""
    with unit.work():
        case = locked(actor, case_id, permission)
        before = counts.place(case)
        yield case
        save(case, before)


def locked(actor: Actor, case_id: UUID, permission: str, *, merged: bool = False) -> Case:
    """The case, locked until the end of the transaction; one that was merged into another only where `merged`."""
    case = _for_change.first(case_id)
    if case is None or not actor.can(READ, case.brand_id, case.queue_id):
        raise NotFound(_("There is no such case."))
    if not actor.can(permission, case.brand_id, case.queue_id):
        raise NotAllowed(permission)
    if case.merged_into_id is not None and not merged:
        raise NotPossible(_("The case was merged into another one. Go on there."))
    return case


def hold_still(*, actor: Actor, case_id: UUID) -> int:
    """Lock the case until the end of the caller's transaction; its version. Raises NotFound."""
    return locked(actor, case_id, READ).version


@prepared
def _for_change(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.select_for_update().filter(id=case_id)


def next_numbers(how_many: int = 1) -> int:
    """The first of so many numbers in a row (受付番号), taken inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE desk_casenumber SET last = last + %s WHERE id = 1 RETURNING last", [how_many])
        found = cursor.fetchone()
    if found is None:
        CaseNumber.objects.bulk_create([CaseNumber(id=1)], ignore_conflicts=True)
        return next_numbers(how_many)
    return int(found[0]) - how_many + 1


def save(case: Case, before: counts.Place | None) -> None:
    """Save a changed or new (before: None) case once: version, counts, and word to those who look at it.

    A new case is inserted last: its messages refer to it by then, which the deferred foreign keys allow.
    """
    changed(case)
    if before is None:
        sql.insert([case])
    else:
        sql.update(case, case.changed())
    case.note_written()
    counts.move(before, counts.place(case))
    announce(case)
    events.publish(CaseChanged(case.id))


def changed(case: Case) -> None:
    """Bring the fields that follow from others up to date, and count the change; not yet saved."""
    case.is_open = case.status in OPEN_STATUSES
    if case.status != Status.PENDING:
        case.waiting_reason = ""
    case.version += 1


def announce(case: Case) -> None:
    """Tell every open inbox and page of the case that there is something new."""
    live.notify(f"inbox:{case.brand_id}", str(case.id))
    live.notify(f"case:{case.id}", str(case.id))


def tell(
    case: Case, actor: Actor, verb: str, /, *, shown: bool = True, at: datetime | None = None, **data: Any
) -> None:
    """Write to the audit log what was done and, unless told otherwise, a line in the case's timeline (now, or `at`)."""
    audit.record(actor.staff_id, f"case.{verb}", "case", case.id, case.brand_id, actor_name=actor.name, **data)
    if shown:
        line = Happening(case_id=case.id, verb=verb, by_name=actor.name, data=data, at=at or clock.now())
        unit.at_end(sql.insert, line)
