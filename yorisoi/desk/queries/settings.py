"""What the settings pages of queues and topics show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import MailboxInfo
from yorisoi.desk.models import MailboxRoute, Queue, Topic
from yorisoi.desk.models.topic import LEVELS
from yorisoi.desk.permissions import MANAGE_QUEUES, MANAGE_TOPICS
from yorisoi.desk.queries.choices import all_queues, all_topics
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotFound

type Choices = list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue in its table."""

    id: UUID
    name: str
    brand: BrandInfo | None
    continues: str
    mailboxes: list[str]
    active: bool


def queue_rows(actor: Actor) -> list[QueueRow]:
    """Every queue that the actor manages, with what feeds it."""
    brands = {brand.id: brand for brand in workspace.brands(actor.brand_ids(MANAGE_QUEUES))}
    boxes = {box.id: _shown(box) for box in channels.mailboxes(list(brands))}
    fed: dict[UUID, list[str]] = {}
    for mailbox_id, queue_id in MailboxRoute.objects.filter(mailbox__in=boxes).values_list("mailbox_id", "queue_id"):
        fed.setdefault(queue_id, []).append(boxes[mailbox_id])
    return [
        QueueRow(queue.id, queue.name, brands.get(queue.brand_id), queue.continues, fed.get(queue.id, []), queue.active)
        for queue in all_queues(actor)
    ]


def queue_form_choices(actor: Actor, brand_id: UUID | None = None) -> tuple[Choices, Choices]:
    """Brands and mailboxes for a queue's form; of one brand when the queue has one already."""
    allowed = actor.brand_ids(MANAGE_QUEUES)
    brands = workspace.brands({brand_id} & allowed if brand_id else allowed)
    boxes = channels.mailboxes([brand.id for brand in brands])
    return [(brand.id, brand.name) for brand in brands], [(box.id, _shown(box)) for box in boxes]


def _shown(box: MailboxInfo) -> str:
    """A mail address as it is; a form by its name."""
    return box.address if box.kind == "email" else box.name


def queue_values(queue: Queue) -> dict[str, Any]:
    """A queue as its form takes it."""
    return {
        "name": queue.name,
        "brand": queue.brand_id,
        "continues": queue.continues,
        "order": queue.order,
        "answer_within": queue.answer_within,
        "active": queue.active,
        "mailboxes": list(MailboxRoute.objects.filter(queue=queue).values_list("mailbox_id", flat=True)),
    }


def managed_queue(actor: Actor, queue_id: UUID) -> Queue:
    """A queue that the actor may manage. Raises NotFound."""
    queue = Queue.objects.filter(id=queue_id).first()
    if queue is None or not actor.can(MANAGE_QUEUES, queue.brand_id):
        raise NotFound(_("There is no such queue."))
    return queue


def managed_topic(actor: Actor, topic_id: UUID) -> Topic:
    """A topic that the actor may manage. Raises NotFound."""
    topic = Topic.objects.filter(id=topic_id).first()
    if topic is None or not actor.can(MANAGE_TOPICS, topic.brand_id):
        raise NotFound(_("There is no such topic."))
    return topic


def topic_brands(actor: Actor) -> list[BrandInfo]:
    """Brands whose topics the actor manages."""
    return workspace.brands(actor.brand_ids(MANAGE_TOPICS))


def topic_parents(actor: Actor, brand_id: UUID) -> Choices:
    """Topics that may have others under them. Raises NotFound."""
    return [(topic.id, topic.path) for topic in all_topics(actor, brand_id) if topic.level < LEVELS]
