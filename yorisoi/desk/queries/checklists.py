"""A case's checklist, and the items of a brand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.desk.models import ChecklistItem, ChecklistTick
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries.case_fields import with_ancestors
from yorisoi.desk.queries.cases import get_case
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An item on a case; `at` is None while it is open."""

    id: UUID
    text: str
    by: str = ""
    at: datetime | None = None


def checklist(actor: Actor, case_id: UUID) -> list[CheckLine]:
    """The items of a case, ticked or open. Raises NotFound."""
    head = get_case(actor, case_id)
    return checklist_at(head.id, head.topic_id, head.queue_id, head.brand_id)


def checklist_at(case_id: UUID, topic_id: UUID | None, queue_id: UUID, brand_id: UUID) -> list[CheckLine]:
    """The same for a case that was loaded by permission already; at most three queries, one without items."""
    above = with_ancestors(topic_id) if topic_id else []
    here = (Q(topic=None) | Q(topic__in=above)) & (Q(queue=None) | Q(queue=queue_id))
    items = list(ChecklistItem.objects.filter(here, brand_id=brand_id, active=True).values_list("id", "text"))
    if not items:
        return []
    ticks = {tick.item_id: tick for tick in ChecklistTick.objects.filter(case_id=case_id)}
    return [
        CheckLine(pk, text, ticks[pk].by_name, ticks[pk].at) if pk in ticks else CheckLine(pk, text)
        for pk, text in items
    ]


def managed_item(actor: Actor, item_id: UUID) -> ChecklistItem:
    """An item that the actor may change. Raises NotFound."""
    item = ChecklistItem.objects.filter(id=item_id).first()
    if item is None or not actor.can(MANAGE_TOPICS, item.brand_id):
        raise NotFound(_("There is no such item."))
    return item


def all_items(actor: Actor, brand_id: UUID) -> list[ChecklistItem]:
    """Every item of a brand whose topics the actor manages. Raises NotFound."""
    if not actor.can(MANAGE_TOPICS, brand_id):
        raise NotFound(_("There is no such brand."))
    return list(
        ChecklistItem.objects.filter(brand_id=brand_id).select_related("topic", "queue").order_by("order", "id")
    )
