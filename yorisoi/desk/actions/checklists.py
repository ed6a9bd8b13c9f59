"""Checklists: items made in the settings, ticked on a case, needed to close it unless somebody says why not."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Case, ChecklistItem, ChecklistOverride, ChecklistTick, Queue, Topic
from yorisoi.desk.permissions import ANSWER, MANAGE_TOPICS, OVERRIDE
from yorisoi.desk.queries.checklists import CheckLine, checklist_at, managed_item
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound


@transaction.atomic
def create_item(*, actor: Actor, brand_id: UUID, text: str, **fields: Any) -> UUID:
    """A new item (topic_id, queue_id, order). Raises NotAllowed; NotPossible without text or for another brand's."""
    actor.needs(MANAGE_TOPICS, brand_id)
    item = ChecklistItem(brand_id=brand_id)
    _put(item, text=text, **fields)
    audit.record(actor.staff_id, "checklist.item_created", "checklist", item.id, brand_id, text=item.text)
    return item.id


@transaction.atomic
def change_item(*, actor: Actor, item_id: UUID, **fields: Any) -> None:
    """Change text, place, order or active. Raises NotFound, NotPossible."""
    item = managed_item(actor, item_id)
    _put(item, **fields)
    audit.record(actor.staff_id, "checklist.item_changed", "checklist", item.id, item.brand_id, text=item.text)


def _put(item: ChecklistItem, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(item, name, value)
    item.text = " ".join(item.text.split())[:200]
    if not item.text:
        raise NotPossible(_("An item needs a text."))
    for kind, pk in ((Topic, item.topic_id), (Queue, item.queue_id)):
        if pk and not kind._default_manager.filter(id=pk, brand_id=item.brand_id).exists():
            raise NotPossible(_("This belongs to another brand."))
    item.save()


def tick(*, actor: Actor, case_id: UUID, item_id: UUID, done: bool = True) -> None:
    """Say that an item is done on a case, or that it is not after all. Raises NotFound, NotAllowed."""
    with changing(actor, case_id, ANSWER) as case:
        lines = {line.id: line for line in _lines(case)}
        if item_id not in lines:
            raise NotFound(_("There is no such item."))
        if done == (lines[item_id].at is not None):
            return
        _put_ticks(case, actor, [lines[item_id]]) if done else _take_off(case, actor, lines[item_id])


def check_off(case: Case, actor: Actor, ticked: Collection[UUID], override: str) -> list[CheckLine]:
    """Tick these on a case that is being closed; what is then still open, unless somebody who may says why it stays so.

    Raises NotAllowed for a reason given by somebody who may not.
    """
    lines = _lines(case)
    now_done = [line for line in lines if line.at is None and line.id in ticked]
    _put_ticks(case, actor, now_done)
    left = [line for line in lines if line.at is None and line.id not in ticked]
    if not left or not override.strip():
        return left
    if not actor.can(OVERRIDE, case.brand_id, case.queue_id):
        raise NotAllowed(OVERRIDE)
    texts, reason = [line.text for line in left], override.strip()[:500]
    ChecklistOverride.objects.create(case_id=case.id, reason=reason, left=texts, by_id=actor.staff_id, at=clock.now())
    tell(case, actor, "checklist_overridden", left=texts, reason=reason)
    return []


def _put_ticks(case: Case, actor: Actor, lines: Collection[CheckLine]) -> None:
    now = clock.now()
    ChecklistTick.objects.bulk_create(
        ChecklistTick(case_id=case.id, item_id=line.id, by_id=actor.staff_id, by_name=actor.name, at=now)
        for line in lines
    )
    for line in lines:
        tell(case, actor, "item_ticked", shown=False, item=line.text)


def _take_off(case: Case, actor: Actor, line: CheckLine) -> None:
    ChecklistTick.objects.filter(case_id=case.id, item_id=line.id).delete()
    tell(case, actor, "item_unticked", shown=False, item=line.text)


def _lines(case: Case) -> list[CheckLine]:
    return checklist_at(case.id, case.topic_id, case.queue_id, case.brand_id)
