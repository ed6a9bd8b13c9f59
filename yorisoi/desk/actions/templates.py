"""Write templates, use them, and let a macro act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yorisoi.desk.actions.assign import assign
from yorisoi.desk.actions.close import close
from yorisoi.desk.actions.hold import hold, start
from yorisoi.desk.actions.sort import set_priority, set_queue, set_topic
from yorisoi.desk.actions.tags import change_tags
from yorisoi.desk.contracts import NotPossible, Priority, Status, Waiting
from yorisoi.desk.models import Queue, Template
from yorisoi.desk.permissions import ANSWER, MANAGE_TEMPLATES
from yorisoi.desk.queries import Filled, filled, get_case, hours_of, managed_template, template_for
from yorisoi.desk.snoozing import moment_of
from yorisoi.kernel import audit, clock, unit
from yorisoi.workspace.contracts import Actor

FIELDS = ("name", "shortcut", "category", "body", "actions", "active")


@dataclass(frozen=True, slots=True)
class Applied:
    """What a macro leaves to the writer: its text, and how the case is to stand once the answer is sent."""

    text: Filled
    then: Mapping[str, str]


@transaction.atomic
def create_template(
    *, actor: Actor, brand_id: UUID, name: str, own: bool = False, queue_id: UUID | None = None, **fields: Any
) -> UUID:
    """A template for the actor alone (own), a queue or the whole brand; returns its id.

    Raises NotAllowed; NotPossible without a name, or without anything that it says or does.
    """
    actor.needs(ANSWER if own else MANAGE_TEMPLATES, brand_id)
    template = Template(brand_id=brand_id, owner_id=actor.staff_id if own else None)
    template.queue = None if own else _queue(brand_id, queue_id)
    _put(template, {"name": name, **fields})
    template.save(force_insert=True)
    audit.record(actor.staff_id, "template.created", "template", template.id, brand_id, name=template.name)
    return template.id


@transaction.atomic
def change_template(*, actor: Actor, template_id: UUID, queue_id: UUID | None = None, **fields: Any) -> None:
    """Change what is given. Raises NotFound, NotPossible."""
    template = managed_template(actor, template_id)
    if template.owner_id is None:
        template.queue = _queue(template.brand_id, queue_id)
    _put(template, fields)
    template.save()
    audit.record(actor.staff_id, "template.changed", "template", template.id, template.brand_id, name=template.name)


def use_template(*, actor: Actor, case_id: UUID, template_id: UUID) -> Filled:
    """Its text for this case; counted. Raises NotFound, NotAllowed."""
    head = get_case(actor, case_id, ANSWER)
    template = template_for(actor, head, template_id)
    Template.objects.filter(id=template.id).update(uses=F("uses") + 1, used_at=clock.now())
    return filled(actor, head, template.body)


@unit.work()
def apply_macro(*, actor: Actor, case_id: UUID, template_id: UUID) -> Applied:
    """Do all that a macro does, or nothing. Where it has a text, how the case stands changes only with the answer.

    Raises as the single actions do.
    """
    head = get_case(actor, case_id, ANSWER)
    template = template_for(actor, head, template_id)
    text = use_template(actor=actor, case_id=case_id, template_id=template_id)
    told = template.actions
    if told.get("assign"):
        who = {"me": actor.staff_id, "nobody": None}.get(told["assign"], told["assign"])
        assign(actor=actor, case_id=case_id, staff_id=UUID(who) if isinstance(who, str) else who)
    if told.get("topic"):
        set_topic(actor=actor, case_id=case_id, topic_id=UUID(told["topic"]))
    if told.get("tags"):
        change_tags(actor=actor, case_id=case_id, add=[UUID(each) for each in told["tags"]])
    if told.get("priority"):
        set_priority(actor=actor, case_id=case_id, priority=Priority(int(told["priority"])))
    then = {name: told[name] for name in ("status", "snooze") if told.get(name)}
    if then and not text.text.strip():
        _stand(actor, case_id, then)
        then = {}
    if told.get("queue"):
        set_queue(actor=actor, case_id=case_id, queue_id=UUID(told["queue"]))
    return Applied(text, then)


def _stand(actor: Actor, case_id: UUID, then: Mapping[str, str]) -> None:
    match then.get("status"):
        case "open":
            start(actor=actor, case_id=case_id)
        case "pending" if not then.get("snooze"):
            hold(actor=actor, case_id=case_id, reason=Waiting.CUSTOMER)
        case "done" | "no_action" as outcome:
            close(actor=actor, case_id=case_id, outcome=Status(outcome))
    if then.get("snooze"):
        hold(actor=actor, case_id=case_id, reason=Waiting.DATE, until=_moment(actor, case_id, then["snooze"]))


def _moment(actor: Actor, case_id: UUID, words: str) -> datetime:
    return moment_of(words, hours_of(get_case(actor, case_id).brand_id))


def _put(template: Template, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(template, name, fields[name])
    template.name = " ".join(template.name.split())[:80]
    template.shortcut = "".join(template.shortcut.split())[:40]
    template.category = " ".join(template.category.split())[:80]
    template.body = template.body.strip()
    template.actions = {name: value for name, value in template.actions.items() if value}
    if template.actions.get("snooze"):
        moment_of(template.actions["snooze"], hours_of(template.brand_id), past=True)
    if not template.name:
        raise NotPossible(_("A template needs a name."))
    if not template.body and not template.actions:
        raise NotPossible(_("A template needs a text, or something that it does."))


def _queue(brand_id: UUID, queue_id: UUID | None) -> Queue | None:
    if queue_id is None:
        return None
    queue = Queue.objects.filter(id=queue_id, brand_id=brand_id).first()
    if queue is None:
        raise NotPossible(_("There is no such queue in the brand."))
    return queue
