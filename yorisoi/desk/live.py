"""Who may listen to what: inboxes by brand, cases one by one."""

from uuid import UUID

from yorisoi.desk.models import BulkChange, Case
from yorisoi.desk.permissions import READ, visible
from yorisoi.workspace import public as workspace


def may_hear_inbox(user_id: str, topic: str) -> bool:
    """`inbox:<brand>`: whoever may read cases of the brand, at least in one queue."""
    brand_id = _id_in(topic)
    return brand_id is not None and brand_id in workspace.actor_for(UUID(user_id)).brand_ids(READ)


def may_hear_bulk(user_id: str, topic: str) -> bool:
    """`bulk:<id>`: whoever began the bulk change."""
    change_id, staff_id = _id_in(topic), workspace.actor_for(UUID(user_id)).staff_id
    return change_id is not None and BulkChange.objects.filter(pk=change_id, by=staff_id).exists()


def may_hear_case(user_id: str, topic: str) -> bool:
    """`case:<id>`: whoever may read the case."""
    case_id = _id_in(topic)
    actor = workspace.actor_for(UUID(user_id))
    return case_id is not None and Case.objects.filter(visible(actor), pk=case_id).exists()


def _id_in(topic: str) -> UUID | None:
    try:
        return UUID(topic.partition(":")[2])
    except ValueError:
        return None
