"""Who else is at a case just now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yorisoi.desk.models import NOBODY, ReadMark, ReplyLease, Viewing
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class Others:
    """Names of those who look at the case, and of the one who writes the reply ("" for nobody)."""

    looking: list[str]
    writing: str


def others_at(actor: Actor, case_id: UUID) -> Others:
    """Who else is there; two queries."""
    now = clock.now()
    viewing = Viewing.objects.filter(case_id=case_id, at__gt=now - LOOKS_FOR).exclude(staff_id=actor.staff_id or NOBODY)
    lease = ReplyLease.objects.filter(case_id=case_id, until__gt=now).exclude(staff_id=actor.staff_id or NOBODY)
    writing = lease.values_list("staff__display_name", flat=True).first() or ""
    names = viewing.order_by("at").values_list("staff__display_name", flat=True)
    return Others([name for name in names if name != writing], writing)


def read_until(actor: Actor, case_id: UUID) -> datetime | None:
    """Up to when the actor has read the case; None when they never opened it."""
    marks = ReadMark.objects.filter(staff_id=actor.staff_id or NOBODY, case_id=case_id)
    return marks.values_list("at", flat=True).first()
