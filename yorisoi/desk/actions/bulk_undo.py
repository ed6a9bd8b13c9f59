"""Put a case back as it stood before a bulk change, when nobody changed it since."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from yorisoi.desk.actions.assign import give
from yorisoi.desk.actions.bulk_steps import not_touched
from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.actions.standing import close_case, end_hold, hold_case, reopen_case
from yorisoi.desk.actions.tags import put_tags
from yorisoi.desk.contracts import CLOSED_STATUSES, Status, Waiting
from yorisoi.desk.models import Case, CaseTag, Queue, Tag, Topic
from yorisoi.desk.permissions import ASSIGN
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

type Before = Mapping[str, Any]


def put_back(actor: Actor, case_id: UUID, before: Before, version: int) -> None:
    """As it stood. Raises NotFound, NotAllowed; NotPossible when it was changed since."""
    with changing(actor, case_id, ASSIGN) as case:
        not_touched(case, version)
        _standing(case, actor, before)
        _place(case, before)
        _assignee(case, actor, before)
        _tags(case, actor, before)
        case.status, case.waiting_reason = Status(before["status"]), before["waiting"]
        case.due_at = datetime.fromisoformat(before["due_at"]) if before["due_at"] else None
        tell(case, actor, "bulk_undone")


def _standing(case: Case, actor: Actor, before: Before) -> None:
    """Open, on hold or closed, with the rows that say so."""
    was = Status(before["status"])
    if case.is_open and was in CLOSED_STATUSES:
        close_case(case, actor, was)
    elif not case.is_open and was not in CLOSED_STATUSES:
        reopen_case(case, actor, by="undo")
    if case.status == Status.PENDING and was != Status.PENDING and was not in CLOSED_STATUSES:
        end_hold(case, actor, woken_by="undo")
    if was == Status.PENDING and (case.status != Status.PENDING or case.waiting_reason != before["waiting"]):
        hold_case(case, actor, Waiting(before["waiting"]), None)


def _place(case: Case, before: Before) -> None:
    """Queue, topic and priority."""
    case.queue = Queue.objects.get(id=before["queue"])
    case.topic = Topic.objects.get(id=before["topic"]) if before["topic"] else None
    case.priority = before["priority"]


def _assignee(case: Case, actor: Actor, before: Before) -> None:
    staff_id = UUID(before["assignee"]) if before["assignee"] else None
    if staff_id != case.assignee_id:
        name = workspace.staff_names([staff_id]).get(staff_id, "") if staff_id else ""
        give(case, actor, staff_id, name)


def _tags(case: Case, actor: Actor, before: Before) -> None:
    """Those that it had and that are still in use."""
    has = set(CaseTag.objects.filter(case=case).values_list("tag_id", flat=True))
    had = {UUID(text) for text in before["tags"]}
    known = set(Tag.objects.filter(id__in=had, active=True).values_list("id", flat=True))
    put_tags(case, actor, add=known - has, remove=has - had)
