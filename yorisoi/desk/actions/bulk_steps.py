"""What a bulk change does to one case, and how the case stood before."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.assign import assign
from yorisoi.desk.actions.close import close, reopen
from yorisoi.desk.actions.hold import hold, start
from yorisoi.desk.actions.sort import set_priority, set_queue, set_topic
from yorisoi.desk.actions.tags import change_tags
from yorisoi.desk.contracts import BulkVerb, NotPossible, Priority, Status, Waiting
from yorisoi.desk.models import Case, CaseTag
from yorisoi.desk.permissions import ASSIGN, CLOSE
from yorisoi.workspace.contracts import Actor, NotFound

type Value = Mapping[str, Any]


def needed(verb: BulkVerb) -> str:
    """The permission that the verb needs somewhere to be begun at all."""
    return CLOSE if verb in (BulkVerb.CLOSE, BulkVerb.STATUS) else ASSIGN


def stood(case_id: UUID) -> tuple[dict[str, Any], int]:
    """How a case stands, as JSON, and its version. Raises NotFound."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise NotFound(_("There is no such case."))
    before = {
        "assignee": str(case.assignee_id or ""),
        "status": str(case.status),
        "waiting": case.waiting_reason,
        "queue": str(case.queue_id),
        "topic": str(case.topic_id or ""),
        "priority": int(case.priority),
        "due_at": case.due_at.isoformat() if case.due_at else "",
        "tags": sorted(str(pk) for pk in CaseTag.objects.filter(case=case).values_list("tag_id", flat=True)),
    }
    return before, case.version


def unchanged(before: Value, case_id: UUID) -> bool:
    """Whether the case stands as before."""
    return stood(case_id)[0] == before


def _assign(actor: Actor, case_id: UUID, value: Value) -> None:
    assign(actor=actor, case_id=case_id, staff_id=UUID(value["staff"]) if value["staff"] else None)


def _queue(actor: Actor, case_id: UUID, value: Value) -> None:
    set_queue(actor=actor, case_id=case_id, queue_id=UUID(value["queue"]))


def _topic(actor: Actor, case_id: UUID, value: Value) -> None:
    set_topic(actor=actor, case_id=case_id, topic_id=UUID(value["topic"]) if value["topic"] else None)


def _priority(actor: Actor, case_id: UUID, value: Value) -> None:
    set_priority(actor=actor, case_id=case_id, priority=Priority(value["priority"]))


def _tags(actor: Actor, case_id: UUID, value: Value) -> None:
    add, remove = ([UUID(text) for text in value[name]] for name in ("add", "remove"))
    change_tags(actor=actor, case_id=case_id, add=add, remove=remove)


def _close(actor: Actor, case_id: UUID, value: Value) -> None:
    close(actor=actor, case_id=case_id, outcome=Status(value["outcome"]))


def _status(actor: Actor, case_id: UUID, value: Value) -> None:
    """To open (a closed one is reopened first) or on hold for a reason."""
    case = Case.objects.filter(id=case_id).only("is_open").first()
    if case is not None and not case.is_open:
        reopen(actor=actor, case_id=case_id)
    if value["status"] == Status.PENDING:
        hold(actor=actor, case_id=case_id, reason=Waiting(value["waiting"]))
    else:
        start(actor=actor, case_id=case_id)


STEPS: dict[BulkVerb, Callable[[Actor, UUID, Value], None]] = {
    BulkVerb.ASSIGN: _assign,
    BulkVerb.STATUS: _status,
    BulkVerb.QUEUE: _queue,
    BulkVerb.TOPIC: _topic,
    BulkVerb.PRIORITY: _priority,
    BulkVerb.TAGS: _tags,
    BulkVerb.CLOSE: _close,
}


def not_touched(case: Case, version: int) -> None:
    """Raise NotPossible when somebody changed the case after this version."""
    if case.version != version:
        raise NotPossible(_("The case was changed since."))
