"""How a case stands: open, on hold, closed; functions on a case that is being changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yorisoi.desk.actions.change import tell
from yorisoi.desk.actions.contacts import end_contacts
from yorisoi.desk.actions.due import no_longer_due
from yorisoi.desk.contracts import CLOSED_STATUSES, Status, Waiting
from yorisoi.desk.events import CaseReopened, CaseResolved
from yorisoi.desk.models import Case, Closure, Hold
from yorisoi.kernel import clock, events, jobs, sql
from yorisoi.workspace.contracts import Actor

_END_HOLDS = "UPDATE desk_hold SET ended_at = %s WHERE case_id = %s AND ended_at IS NULL"
_REOPEN = """
UPDATE desk_closure SET reopened_at = %s, reopened_by_id = %s WHERE case_id = %s AND reopened_at IS NULL"""
_CLOSE_LATER = """
UPDATE desk_closure SET at = %s WHERE case_id = %s AND reopened_at IS NULL AND by_id IS NULL AND at < %s"""


def close_case(case: Case, actor: Actor, outcome: Status, at: datetime | None = None) -> None:
    """Done, or without need of action; now, or as of a time that is past."""
    at = at or clock.now()
    _end_holds(case, at)
    sql.insert([Closure(case_id=case.id, outcome=outcome, by_id=actor.staff_id, at=at)])
    end_contacts(case, at)
    case.status, case.closed_at = outcome, at
    no_longer_due(case)
    tell(case, actor, "closed", at=at, outcome=outcome.value)
    events.publish(CaseResolved(case.id))


def close_later(case: Case, at: datetime) -> None:
    """A case that no person closed was closed at this later time: another old mail of it was found."""
    if sql.execute(_CLOSE_LATER, [at, case.id, at]):
        case.closed_at = at


def reopen_case(case: Case, actor: Actor, by: str) -> None:
    """Open again; `by`: hand, answer, bounce or merge."""
    sql.execute(_REOPEN, [clock.now(), actor.staff_id, case.id])
    case.status, case.closed_at = working_status(case), None
    tell(case, actor, "reopened", by=by)
    events.publish(CaseReopened(case.id))


def put_away(case: Case, actor: Actor) -> None:
    """The case went into another one: closed, but not resolved, for its customer is answered there."""
    if not case.is_open:
        return
    now = clock.now()
    _end_holds(case, now)
    sql.insert([Closure(case_id=case.id, outcome=Status.NO_ACTION, by_id=actor.staff_id, at=now)])
    case.status, case.closed_at = Status.NO_ACTION, now


def bring_back(case: Case, actor: Actor, before: Mapping[str, str]) -> None:
    """It stands again as before it went; `before` as `standing` tells, with `until` of a hold."""
    was = Status(before["status"])
    case.last_at = datetime.fromisoformat(before["last_at"])
    case.last_line, case.last_direction = before["last_line"], before["last_direction"]
    if was in CLOSED_STATUSES:
        return
    sql.execute(_REOPEN, [clock.now(), actor.staff_id, case.id])
    case.status, case.closed_at = was, None
    until = datetime.fromisoformat(before["until"]) if before["until"] else None
    if was == Status.PENDING and (until is None or until > clock.now()):
        hold_case(case, actor, Waiting(before["waiting_reason"]), until)
    elif was == Status.PENDING:
        case.status = working_status(case)


def hold_case(case: Case, actor: Actor, reason: Waiting, until: datetime | None) -> None:
    """Wait for somebody or for a date."""
    now = clock.now()
    _end_holds(case, now)
    hold = Hold(case_id=case.id, reason=reason, until=until, by_id=actor.staff_id, at=now)
    sql.insert([hold])
    case.status, case.waiting_reason = Status.PENDING, reason
    tell(case, actor, "held", reason=reason.value, until=until.isoformat() if until else "")
    if until is not None:
        jobs.enqueue("desk.wake", hold_id=str(hold.id), run_at=until)


def end_hold(case: Case, actor: Actor, woken_by: str) -> None:
    """Wait no longer; `woken_by`: hand, answer or date."""
    _end_holds(case, clock.now())
    case.status, case.waiting_reason = working_status(case), ""
    tell(case, actor, "woken", by=woken_by)


def _end_holds(case: Case, at: datetime) -> None:
    sql.execute(_END_HOLDS, [at, case.id])


def working_status(case: Case) -> Status:
    """An open case that somebody has is being worked on; one that nobody has is new."""
    return Status.OPEN if case.assignee_id else Status.NEW


def standing(case: Case) -> dict[str, Any]:
    """How the case stands now, to be put back by `restore`."""
    return {
        "status": str(case.status),
        "waiting_reason": case.waiting_reason,
        "assignee": str(case.assignee_id or ""),
        "last_at": case.last_at.isoformat(),
        "last_line": case.last_line,
        "last_direction": case.last_direction,
        "due_at": case.due_at.isoformat() if case.due_at else "",
    }


def restore(case: Case, actor: Actor, before: Mapping[str, str]) -> None:
    """Put back how the case stood: an answer was taken back before it left."""
    closed, was = not case.is_open, Status(before["status"])
    if closed and was not in (Status.DONE, Status.NO_ACTION):
        reopen_case(case, actor, by="undo")
    if case.status == Status.PENDING and was != Status.PENDING:
        end_hold(case, actor, woken_by="undo")
    case.last_at = datetime.fromisoformat(before["last_at"])
    case.due_at = datetime.fromisoformat(before["due_at"]) if before.get("due_at") else None
    case.last_line, case.last_direction = before["last_line"], before["last_direction"]
    if was == Status.PENDING and before["waiting_reason"]:
        hold_case(case, actor, Waiting(before["waiting_reason"]), None)
    else:
        case.status = was
