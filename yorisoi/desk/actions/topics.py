"""The tree of topics."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Topic, TopicMapping
from yorisoi.desk.models.topic import LEVELS
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries import managed_topic
from yorisoi.kernel import audit
from yorisoi.kernel.text import reading
from yorisoi.workspace.contracts import Actor

BETWEEN = " / "


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
    topic = add_topic(brand_id, name, parent, needs_record=needs_record, order=order)
    audit.record(actor.staff_id, "topic.created", "topic", topic.id, brand_id, path=topic.path)
    return topic.id


@transaction.atomic
def change_topic(*, actor: Actor, topic_id: UUID, **fields: Any) -> None:
    """Change name, order, needs_record or active; the paths below follow. Raises NotFound; NotPossible for a bad or
    taken name, and to use one again that an edition retired: its cases count as others by now."""
    topic = managed_topic(actor, topic_id)
    if fields.get("active") and not topic.active and TopicMapping.objects.filter(old=topic).exists():
        raise NotPossible(_("An edition retired this topic. Add a new one."))
    topic.active = fields.pop("active", topic.active)
    rename_topic(topic, fields.pop("name", topic.name))
    for field, value in fields.items():
        setattr(topic, field, value)
    topic.save()
    audit.record(actor.staff_id, "topic.changed", "topic", topic.id, topic.brand_id, path=topic.path, **fields)


def add_topic(
    brand_id: UUID, name: str, parent: Topic | None, *, needs_record: bool = False, order: int = 100
) -> Topic:
    """Save a new topic. Raises NotPossible."""
    if parent is not None and (parent.level >= LEVELS or parent.brand_id != brand_id):
        raise NotPossible(_("Topics have three levels."))
    level = parent.level + 1 if parent else 1
    topic = Topic(brand_id=brand_id, parent=parent, level=level, needs_record=needs_record, order=order)
    rename_topic(topic, name)
    topic.save()
    return topic


def rename_topic(topic: Topic, name: str) -> None:
    """Give it this name, not yet saved; the paths of those below follow. Raises NotPossible."""
    renamed = checked_name(name) != topic.name
    topic.name = checked_name(name)
    topic.path = f"{topic.parent.path}{BETWEEN}{topic.name}" if topic.parent else topic.name
    taken = Topic.objects.filter(brand_id=topic.brand_id, path=topic.path, active=True).exclude(id=topic.id)
    if topic.active and taken.exists():
        raise NotPossible(_("There is a topic of this name here already."))
    if renamed:
        topic.reading = reading(topic.path)[:400]
        _rename_below(topic)


def checked_name(name: str) -> str:
    """A name as a topic may have it. Raises NotPossible when there is nothing in it."""
    name = " ".join(name.replace("/", "／").split())[:80]
    if not name:
        raise NotPossible(_("A topic needs a name."))
    return name


def _rename_below(topic: Topic) -> None:
    for child in Topic.objects.filter(parent_id=topic.id):
        child.path = f"{topic.path}{BETWEEN}{child.name}"
        child.reading = reading(child.path)[:400]
        child.save(update_fields=["path", "reading"])
        _rename_below(child)
