"""What a view can be narrowed by, and the words for what it is narrowed by."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yorisoi.customers import public as customers
from yorisoi.desk.contracts import Priority, Status, Waiting
from yorisoi.desk.labels import PRIORITY, STATUS, WAITING
from yorisoi.desk.models import Queue, Tag, Topic
from yorisoi.desk.permissions import READ
from yorisoi.desk.queries.choices import in_tree_order
from yorisoi.desk.queries.filters import ME, NOBODYS, TEAM, Filters, name_of, teams
from yorisoi.desk.queries.rail import rail
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

CHANNELS = {"email": gettext_lazy("E-mail"), "phone": gettext_lazy("Phone"), "form": gettext_lazy("Form")}
DUE = {"overdue": gettext_lazy("Overdue"), "today": gettext_lazy("Due today")}
SORTS = {
    "newest": pgettext_lazy("order", "Newest first"),
    "oldest": pgettext_lazy("order", "Waiting longest first"),
    "due": pgettext_lazy("order", "Due first"),
}


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Options as (value, words, hint)."""

    people: list[tuple[str, str, str]]
    topics: list[tuple[UUID, str, str]]
    tags: list[tuple[UUID, str, str]]
    queues: list[tuple[str, str, str]]
    brands: list[tuple[UUID, str]]


def filter_choices(actor: Actor) -> FilterChoices:
    """Staff, teams, topics, tags, queues and brands of what the actor may read."""
    brand_ids = actor.brand_ids(READ)
    brands = workspace.brands(brand_ids)
    staff = {person.id: person for brand in brands for person in workspace.staff_of_brand(brand.id)}
    topics = in_tree_order(list(Topic.objects.filter(brand_id__in=brand_ids, active=True)))
    signs = {brand.id: brand.sign for brand in brands} if len(brands) > 1 else {}
    people = [(ME, _("Me"), ""), (NOBODYS, _("Nobody"), "")]
    people += [(f"{TEAM}{team.id}", team.name, _("Team")) for team in teams(actor).values()]
    people += [(str(person.id), person.name, person.reading) for person in staff.values()]
    return FilterChoices(
        people=people,
        topics=[(topic.id, topic.path, signs.get(topic.brand_id, "")) for topic in topics],
        tags=[(t.id, t.name, signs.get(t.brand_id, "")) for t in Tag.objects.filter(brand_id__in=brand_ids)],
        queues=[(entry.key.partition(":")[2], entry.title, entry.brand) for entry in rail(actor).queues],
        brands=[(brand.id, brand.name) for brand in brands] if len(brands) > 1 else [],
    )


def filter_words(actor: Actor, filters: Filters) -> dict[str, str]:
    """The words of each filter in force, by its name in the address."""
    words = {}
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value not in ("", None):
            words[name_of(field.name)] = _WORDS[field.name](actor, value)
    return words


def _assignee(actor: Actor, value: str) -> str:
    if value == NOBODYS:
        return _("Nobody has it")
    if value == ME:
        return _("Assignee: %(name)s") % {"name": _("Me")}
    if value.startswith(TEAM):
        team = teams(actor).get(UUID(value.removeprefix(TEAM)))
        return _("Team: %(name)s") % {"name": team.name if team else "?"}
    return _("Assignee: %(name)s") % {"name": workspace.staff_names([UUID(value)]).get(UUID(value), "?")}


def _topic(actor: Actor, value: UUID) -> str:
    topic = Topic.objects.filter(id=value, brand_id__in=actor.brand_ids(READ)).first()
    return _("Topic: %(name)s") % {"name": topic.path if topic else "?"}


def _tag(actor: Actor, value: UUID) -> str:
    tag = Tag.objects.filter(id=value, brand_id__in=actor.brand_ids(READ)).first()
    return _("Tag: %(name)s") % {"name": tag.name if tag else "?"}


def _queue(actor: Actor, value: UUID) -> str:
    queue = Queue.objects.filter(id=value, brand_id__in=actor.brand_ids(READ)).first()
    return _("Queue: %(name)s") % {"name": queue.name if queue else "?"}


def _brand(actor: Actor, value: UUID) -> str:
    found = workspace.brands([value] if value in actor.brand_ids(READ) else [])
    return found[0].name if found else "?"


def _customer(_actor: Actor, value: UUID) -> str:
    name = customers.names([value]).get(value)
    return _("Customer: %(name)s") % {"name": name.display if name else "?"}


_WORDS: dict[str, Callable[[Actor, Any], str]] = {
    "status": lambda _actor, value: str(STATUS[Status(value)]),
    "priority": lambda _actor, value: _("Priority: %(name)s") % {"name": PRIORITY[Priority(value)]},
    "assignee": _assignee,
    "topic_id": _topic,
    "tag_id": _tag,
    "channel": lambda _actor, value: _("Channel: %(name)s") % {"name": CHANNELS.get(value, value)},
    "queue_id": _queue,
    "brand_id": _brand,
    "due": lambda _actor, value: str(DUE[value]),
    "waiting": lambda _actor, value: str(WAITING[Waiting(value)]),
    "customer_id": _customer,
    "opened_from": lambda _actor, value: _("Opened from %(day)s") % {"day": value.isoformat()},
    "opened_until": lambda _actor, value: _("Opened until %(day)s") % {"day": value.isoformat()},
    "sort": lambda _actor, value: str(SORTS[value]),
}
