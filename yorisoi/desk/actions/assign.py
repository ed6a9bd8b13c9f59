"""Who has the case."""

from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.actions.notices import tell_of_assignment
from yorisoi.desk.contracts import NotPossible, Status
from yorisoi.desk.events import CaseAssigned
from yorisoi.desk.models import Assignment, Case
from yorisoi.desk.permissions import ASSIGN
from yorisoi.kernel import clock, events, sql
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

_END = "UPDATE desk_assignment SET ended_at = %s WHERE case_id = %s AND ended_at IS NULL"


def assign(*, actor: Actor, case_id: UUID, staff_id: UUID | None) -> None:
    """Give the case to a member of the brand's staff, or to nobody. Taking a new case oneself begins the work on it.

    Raises NotFound, NotAllowed; NotPossible when that person does not work in the brand.
    """
    with changing(actor, case_id, ASSIGN) as case:
        if staff_id == case.assignee_id:
            return
        name = _name_in_brand(case.brand_id, staff_id) if staff_id else ""
        give(case, actor, staff_id, name)
        if staff_id == actor.staff_id and case.status == Status.NEW:
            case.status = Status.OPEN
        if staff_id is None and case.status == Status.OPEN:
            case.status = Status.NEW


def give(case: Case, actor: Actor, staff_id: UUID | None, name: str) -> None:
    """Put down the new assignee of a case that is being changed."""
    now, before = clock.now(), case.assignee_id
    if before is not None:
        sql.execute(_END, [now, case.id])
    if staff_id is not None:
        sql.insert([Assignment(case_id=case.id, staff_id=staff_id, by_id=actor.staff_id, at=now)])
    case.assignee_id = staff_id
    tell_of_assignment(case, actor, before, staff_id)
    tell(case, actor, "assigned", staff=str(staff_id or ""), name=name, own=staff_id == actor.staff_id)
    events.publish(CaseAssigned(case.id, staff_id))


def _name_in_brand(brand_id: UUID, staff_id: UUID) -> str:
    known = {person.id: person.name for person in workspace.staff_of_brand(brand_id)}
    if staff_id not in known:
        raise NotPossible(_("This person does not work in the case's brand."))
    return known[staff_id]
