"""What a view can be narrowed by, and the words for what it is narrowed by."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Priority, Status
from yorisoi.desk.labels import PRIORITY, STATUS
from yorisoi.desk.models import Tag, Topic
from yorisoi.desk.permissions import READ
from yorisoi.desk.queries.choices import in_tree_order
from yorisoi.desk.queries.inbox import Filters
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Options as (value, words, hint)."""

    people: list[tuple[UUID, str, str]]
    topics: list[tuple[UUID, str, str]]
    brands: list[tuple[UUID, str]]
    tags: list[tuple[UUID, str, str]]


def filter_choices(actor: Actor) -> FilterChoices:
    """Staff, topics and brands of what the actor may read."""
    brand_ids = actor.brand_ids(READ)
    brands = workspace.brands(brand_ids)
    people = {person.id: person for brand in brands for person in workspace.staff_of_brand(brand.id)}
    topics = in_tree_order(list(Topic.objects.filter(brand_id__in=brand_ids, active=True)))
    signs = {brand.id: brand.sign for brand in brands} if len(brands) > 1 else {}
    tags = Tag.objects.filter(brand_id__in=brand_ids)
    return FilterChoices(
        people=[(person.id, person.name, person.reading) for person in people.values()],
        topics=[(topic.id, topic.path, signs.get(topic.brand_id, "")) for topic in topics],
        brands=[(brand.id, brand.name) for brand in brands] if len(brands) > 1 else [],
        tags=[(tag.id, tag.name, signs.get(tag.brand_id, "")) for tag in tags],
    )


def filter_words(actor: Actor, filters: Filters) -> dict[str, str]:
    """The words of each filter in force, by its name in the address."""
    words: dict[str, str] = {}
    if filters.status:
        words["status"] = str(STATUS[Status(filters.status)])
    if filters.priority is not None:
        words["priority"] = _("Priority: %(name)s") % {"name": PRIORITY[Priority(filters.priority)]}
    if filters.assignee_id:
        names = workspace.staff_names([filters.assignee_id])
        words["assignee"] = _("Assignee: %(name)s") % {"name": names.get(filters.assignee_id, "?")}
    if filters.topic_id:
        topic = Topic.objects.filter(id=filters.topic_id, brand_id__in=actor.brand_ids(READ)).first()
        words["topic"] = _("Topic: %(name)s") % {"name": topic.path if topic else "?"}
    if filters.tag_id:
        tag = Tag.objects.filter(id=filters.tag_id, brand_id__in=actor.brand_ids(READ)).first()
        words["tag"] = _("Tag: %(name)s") % {"name": tag.name if tag else "?"}
    if filters.channel:
        words["channel"] = _("Channel: %(name)s") % {"name": filters.channel}
    if filters.brand_id:
        found = workspace.brands([filters.brand_id] if filters.brand_id in actor.brand_ids(READ) else [])
        words["brand"] = found[0].name if found else "?"
    return words
