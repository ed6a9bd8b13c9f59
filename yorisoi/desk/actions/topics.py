"""The tree of topics."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Topic
from yorisoi.desk.models.topic import LEVELS
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries import managed_topic
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor

_BETWEEN = " / "


@transaction.atomic
def create_topic(
    *,
    actor: Actor,
    brand_id: UUID,
    name: str,
    parent_id: UUID | None = None,
    needs_record: bool = False,
    order: int = 100,
) -> UUID:
    """A new topic under another, or at the top. Raises NotAllowed, NotFound; NotPossible for a bad or taken name, or
    below the third level."""
    actor.needs(MANAGE_TOPICS, brand_id)
    parent = managed_topic(actor, parent_id) if parent_id else None
    if parent is not None and (parent.level >= LEVELS or parent.brand_id != brand_id):
        raise NotPossible(_("Topics have three levels."))
    topic = Topic(
        brand_id=brand_id,
        parent=parent,
        name=_checked(name),
        level=parent.level + 1 if parent else 1,
        needs_record=needs_record,
        order=order,
    )
    topic.path = _free_path(topic, parent)
    topic.save()
    audit.record(actor.staff_id, "topic.created", "topic", topic.id, brand_id, path=topic.path)
    return topic.id


@transaction.atomic
def change_topic(*, actor: Actor, topic_id: UUID, **fields: Any) -> None:
    """Change name, order, needs_record or active; the paths below follow. Raises NotFound, NotPossible."""
    topic = managed_topic(actor, topic_id)
    if "name" in fields and _checked(fields["name"]) != topic.name:
        topic.name = _checked(fields.pop("name"))
        topic.path = _free_path(topic, topic.parent)
        _rename_below(topic)
    fields.pop("name", None)
    for field, value in fields.items():
        setattr(topic, field, value)
    topic.save()
    audit.record(actor.staff_id, "topic.changed", "topic", topic.id, topic.brand_id, path=topic.path, **fields)


def _checked(name: str) -> str:
    name = " ".join(name.replace("/", "／").split())[:80]
    if not name:
        raise NotPossible(_("A topic needs a name."))
    return name


def _free_path(topic: Topic, parent: Topic | None) -> str:
    path = f"{parent.path}{_BETWEEN}{topic.name}" if parent else topic.name
    if Topic.objects.filter(brand_id=topic.brand_id, path=path).exclude(id=topic.id).exists():
        raise NotPossible(_("There is a topic of this name here already."))
    return path


def _rename_below(topic: Topic) -> None:
    for child in topic.children.all():
        child.path = f"{topic.path}{_BETWEEN}{child.name}"
        child.save(update_fields=["path"])
        _rename_below(child)
