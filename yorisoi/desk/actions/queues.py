"""Where what comes in goes, and the queues themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import ReceivedMessage
from yorisoi.desk.contracts import Continues, NotPossible
from yorisoi.desk.models import CaseCount, MailboxRoute, Queue
from yorisoi.desk.permissions import MANAGE_QUEUES
from yorisoi.desk.queries import managed_queue
from yorisoi.kernel import audit
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class Queues:
    """The queues of some brands, and which of them takes which mailbox's messages."""

    by_id: Mapping[UUID, Queue]
    by_mailbox: Mapping[UUID, Queue]

    def of(self, mail: ReceivedMessage) -> Queue:
        """Where a message goes that continues nothing."""
        return self.by_mailbox[mail.mailbox_id]


def queues_for(mails: Sequence[ReceivedMessage]) -> Queues:
    """For each mail the queue of its mailbox, else its brand's first one, else a first one made now."""
    brand_of = {mail.mailbox_id: mail.brand_id for mail in mails}
    by_id = {queue.id: queue for queue in _queues_of(set(brand_of.values()))}
    routes = dict(_routes_of(set(brand_of)))
    by_mailbox = {}
    for mailbox_id, brand_id in brand_of.items():
        routed = by_id.get(routes[mailbox_id]) if mailbox_id in routes else None
        if routed is None or routed.brand_id != brand_id:
            theirs = (queue for queue in by_id.values() if queue.active and queue.brand_id == brand_id)
            routed = next(theirs, None) or first_queue(brand_id)
        by_mailbox[mailbox_id] = by_id[routed.id] = routed
    return Queues(by_id, by_mailbox)


@prepared
def _queues_of(brand_ids: Collection[UUID]) -> QuerySet[Queue]:
    return Queue.objects.filter(brand_id__in=brand_ids)


@prepared
def _routes_of(mailbox_ids: Collection[UUID]) -> Rows:
    return MailboxRoute.objects.filter(mailbox_id__in=mailbox_ids).values_list("mailbox_id", "queue_id")


def first_queue(brand_id: UUID) -> Queue:
    """The brand's first active queue; made if there is none, because a mail must never be without a place."""
    found = Queue.objects.filter(brand_id=brand_id, active=True).order_by("order", "id").first()
    if found is None:
        language = next((brand.language for brand in workspace.brands([brand_id])), "ja")
        with override(language):
            found, _made = Queue.objects.get_or_create(brand_id=brand_id, name=_("General inquiries"))
    return found


@transaction.atomic
def create_queue(
    *,
    actor: Actor,
    brand_id: UUID,
    name: str,
    continues: Continues = Continues.THREAD,
    order: int = 100,
    answer_within: int | None = None,
) -> UUID:
    """A new queue. answer_within: business hours until an answer is due (None: no target).

    Raises NotAllowed; NotPossible when the name is empty or taken."""
    actor.needs(MANAGE_QUEUES, brand_id)
    queue = Queue(brand_id=brand_id, continues=continues, order=order, answer_within=answer_within)
    queue.name = _free_name(brand_id, name)
    queue.save()
    audit.record(actor.staff_id, "queue.created", "queue", queue.id, brand_id, name=queue.name)
    return queue.id


@transaction.atomic
def change_queue(*, actor: Actor, queue_id: UUID, **fields: Any) -> None:
    """Change name, order, continues, answer_within or active. Raises NotFound, NotAllowed;
    NotPossible for a bad name, or when a queue that holds open cases is switched off."""
    queue = managed_queue(actor, queue_id)
    if "name" in fields and fields["name"] != queue.name:
        fields["name"] = _free_name(queue.brand_id, fields["name"])
    if fields.get("active") is False and CaseCount.objects.filter(
        queue=queue, n__gt=0, status__in=["new", "open", "pending"]
    ):
        raise NotPossible(_("This queue still holds open cases. Move or close them first."))
    for field, value in fields.items():
        setattr(queue, field, value)
    queue.save(update_fields=list(fields))
    audit.record(actor.staff_id, "queue.changed", "queue", queue.id, queue.brand_id, **fields)


@transaction.atomic
def route_mailbox(*, actor: Actor, mailbox_id: UUID, queue_id: UUID) -> None:
    """From now on what comes to this mailbox goes to this queue. Raises NotFound."""
    queue = managed_queue(actor, queue_id)
    _must_be_of_brand([mailbox_id], queue)
    MailboxRoute.objects.update_or_create(mailbox_id=mailbox_id, defaults={"queue": queue})
    audit.record(actor.staff_id, "queue.routed", "queue", queue.id, queue.brand_id, mailbox=str(mailbox_id))


@transaction.atomic
def route_mailboxes(*, actor: Actor, mailbox_ids: Collection[UUID], queue_id: UUID) -> None:
    """These mailboxes and no others feed the queue. Raises NotFound."""
    queue = managed_queue(actor, queue_id)
    _must_be_of_brand(mailbox_ids, queue)
    fed = MailboxRoute.objects.filter(queue=queue)
    before = set(fed.values_list("mailbox_id", flat=True))
    if before == set(mailbox_ids):
        return
    fed.exclude(mailbox__in=mailbox_ids).delete()
    for mailbox_id in mailbox_ids:
        MailboxRoute.objects.update_or_create(mailbox_id=mailbox_id, defaults={"queue": queue})
    named = [str(mailbox_id) for mailbox_id in mailbox_ids]
    audit.record(actor.staff_id, "queue.fed", "queue", queue.id, queue.brand_id, mailboxes=named)


def _must_be_of_brand(mailbox_ids: Collection[UUID], queue: Queue) -> None:
    if not set(mailbox_ids) <= {mailbox.id for mailbox in channels.mailboxes([queue.brand_id])}:
        raise NotFound(_("There is no such mailbox."))


def _free_name(brand_id: UUID, name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise NotPossible(_("A queue needs a name."))
    if Queue.objects.filter(brand_id=brand_id, name=name).exists():
        raise NotPossible(_("There is a queue of this name already."))
    return name
