"""Who else is at a case just now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yorisoi.desk.models import NOBODY, ReadMark, ReplyLease, Viewing
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class Others:
    """Names of those who look at the case, and of the one who writes the reply ("" for nobody)."""

    looking: list[str]
    writing: str


def others_at(actor: Actor, case_id: UUID) -> Others:
    """Who else is there; two queries."""
    now = clock.now()
    me = actor.staff_id or NOBODY
    writing = "".join(name for (name,) in _writing(case_id, now, me))
    return Others([name for (name,) in _looking(case_id, now - LOOKS_FOR, me) if name != writing], writing)


@prepared
def _looking(case_id: UUID, since: datetime, but: UUID) -> Rows:
    rows = Viewing.objects.filter(case_id=case_id, at__gt=since).exclude(staff_id=but).order_by("at")
    return rows.values_list("staff__display_name")


@prepared
def _writing(case_id: UUID, now: datetime, but: UUID) -> Rows:
    """One row at most: a case has one lease."""
    rows = ReplyLease.objects.filter(case_id=case_id, until__gt=now).exclude(staff_id=but)
    return rows.values_list("staff__display_name")


def read_until(actor: Actor, case_id: UUID) -> datetime | None:
    """Up to when the actor has read the case; None when they never opened it."""
    return next((at for (at,) in _mark(actor.staff_id or NOBODY, case_id)), None)


@prepared
def _mark(staff_id: UUID, case_id: UUID) -> Rows:
    return ReadMark.objects.filter(staff_id=staff_id, case_id=case_id).values_list("at")
