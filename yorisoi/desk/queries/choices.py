"""What one can choose from on a case: staff, queues, topics."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.desk.contracts import QueueName, TopicName
from yorisoi.desk.models import Message, Queue, Topic
from yorisoi.desk.permissions import MANAGE_QUEUES, MANAGE_TOPICS, OPEN, scopes
from yorisoi.kernel.slots import BrandQueue
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound, PresenceStatus


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff to choose; `available`: takes work just now."""

    id: UUID
    name: str
    reading: str
    available: bool


def people(brand_id: UUID) -> list[Person]:
    """Who may have a case of the brand, by reading."""
    staff = workspace.staff_of_brand(brand_id)
    presence = workspace.presence_of([each.id for each in staff])
    return [
        Person(each.id, each.name, each.reading, presence.get(each.id) == PresenceStatus.AVAILABLE) for each in staff
    ]


def queues(brand_id: UUID) -> list[tuple[UUID, str]]:
    """The brand's active queues in order."""
    return list(Queue.objects.filter(brand_id=brand_id, active=True).values_list("id", "name"))


def topics(brand_id: UUID) -> list[Topic]:
    """The brand's active topics in the order of the tree."""
    found = list(Topic.objects.filter(brand_id=brand_id, active=True))
    return in_tree_order(found)


def in_tree_order(found: list[Topic]) -> list[Topic]:
    """Parents before their children, brothers by order; those under an absent parent are left out."""
    below: dict[UUID | None, list[Topic]] = {}
    for topic in found:
        below.setdefault(topic.parent_id, []).append(topic)

    def walk(parent_id: UUID | None) -> list[Topic]:
        return [each for topic in below.get(parent_id, ()) for each in (topic, *walk(topic.id))]

    return walk(None)


def queues_to_open_in(actor: Actor) -> list[tuple[UUID, str, str]]:
    """Queues in which the actor may open a case by hand: id, name, brand's name."""
    allowed = dict(scopes(actor, OPEN))
    names = {brand.id: brand.name for brand in workspace.brands(allowed)}
    rows = Queue.objects.filter(brand_id__in=allowed, active=True).order_by("brand__order", "order", "id")
    found = []
    for pk, name, brand_id in rows.values_list("id", "name", "brand_id"):
        limits = allowed[brand_id]
        if limits is None or pk in limits:
            found.append((pk, name, names.get(brand_id, "")))
    return found


def queues_of_brands(brand_ids: Collection[UUID]) -> list[BrandQueue]:
    """Every queue of these brands, those out of use as well: what roles may be limited to."""
    rows = Queue.objects.filter(brand_id__in=brand_ids).order_by("brand__order", "order", "id")
    return [BrandQueue(*row) for row in rows.values_list("id", "brand_id", "name")]


def queue_names(brand_ids: Collection[UUID]) -> list[QueueName]:
    """Every queue of these brands in order, those out of use as well, for those who show what once was."""
    return [QueueName(*row) for row in _queue_names(set(brand_ids))]


@prepared
def _queue_names(brand_ids: Collection[UUID]) -> Rows:
    rows = Queue.objects.filter(brand_id__in=brand_ids).order_by("brand__order", "order", "id")
    return rows.values_list("id", "brand_id", "name")


def topic_names(brand_ids: Collection[UUID]) -> list[TopicName]:
    """Every topic of these brands, those out of use as well, by path."""
    return [TopicName(*row) for row in _topic_names(set(brand_ids))]


@prepared
def _topic_names(brand_ids: Collection[UUID]) -> Rows:
    rows = Topic.objects.filter(brand_id__in=brand_ids).order_by("brand__order", "path")
    return rows.values_list("id", "brand_id", "parent_id", "path")


def all_queues(actor: Actor) -> list[Queue]:
    """Every queue that the actor manages, also those switched off."""
    return list(
        Queue.objects.filter(brand_id__in=actor.brand_ids(MANAGE_QUEUES)).order_by("brand__order", "order", "id")
    )


def all_topics(actor: Actor, brand_id: UUID) -> list[Topic]:
    """Every topic of a brand whose topics the actor manages, in the order of the tree. Raises NotFound."""
    if not actor.can(MANAGE_TOPICS, brand_id):
        raise NotFound(_("There is no such brand."))
    return in_tree_order(list(Topic.objects.filter(brand_id=brand_id)))


@dataclass(frozen=True, slots=True)
class Recipients:
    """To whom an answer goes unless the writer changes it."""

    to: list[str]
    cc: list[str]


def recipients(case_id: UUID, ours: frozenset[str]) -> Recipients:
    """The sender of the customer's newest message, with those who were written to beside us. `ours`: our mailboxes."""
    for sender, to, cc in _newest_letter(case_id, kind="in"):
        if sender:
            others = [each for each in (*to, *cc) if each.lower() not in ours | {sender.lower()}]
            return Recipients([sender], list(dict.fromkeys(others)))
    for _sender, to, cc in _newest_letter(case_id, kind="out"):
        return Recipients(list(to), list(cc))
    return Recipients([], [])


def recipients_of(case_id: UUID, brand_id: UUID) -> Recipients:
    """As `recipients`, our mailboxes being those of the brand; for who has loaded the case by permission."""
    return recipients(case_id, frozenset(box.address.lower() for box in channels.mailboxes([brand_id])))


@prepared
def _newest_letter(case_id: UUID, *, kind: str) -> Rows:
    """One row at most: who wrote it, and to whom."""
    rows = Message.objects.filter(case_id=case_id, kind=kind, automatic__in=["person", "bulk"])
    newest = rows.exclude(delivery="cancelled").order_by("-at", "-id")
    return newest.values_list("author_address", "to", "cc")[:1]
