"""One case, loaded by permission, with everything its header shows in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import CaseFacts, RecordFields, Status
from yorisoi.desk.models import Case, CaseLink, Record
from yorisoi.desk.permissions import READ, visible
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case as its header shows it."""

    id: UUID
    number: int
    brand_id: UUID
    queue_id: UUID
    queue_name: str
    subject: str
    status: Status
    waiting_reason: str
    priority: int
    topic_id: UUID | None
    topic_path: str
    needs_record: bool
    customer_id: UUID | None
    customer_name: str
    customer_reading: str
    account_id: UUID | None
    assignee_id: UUID | None
    assignee_name: str
    mailbox_id: UUID | None
    channel: str
    opened_at: datetime
    last_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    version: int
    message_count: int

    @property
    def is_open(self) -> bool:
        """Neither done nor without need of action."""
        return self.closed_at is None


_COLUMNS = (
    "id", "number", "brand_id", "queue_id", "queue__name", "subject", "status", "waiting_reason", "priority",
    "topic_id", "topic__path", "topic__needs_record", "customer_id", "customer_name", "customer_reading", "account_id",
    "assignee_id", "assignee__display_name", "mailbox_id", "channel", "opened_at", "last_at", "due_at", "closed_at",
    "version", "message_count",
)  # fmt: skip


def get_case(actor: Actor, case_id: UUID, permission: str = READ) -> CaseHead:
    """The case. Raises NotFound when the actor may not know of it, NotAllowed when they may not do this with it."""
    return _head(actor, permission, pk=case_id)


def numbered(actor: Actor, number: int, permission: str = READ) -> CaseHead:
    """The case with this number (受付番号). Raises as `get_case`."""
    return _head(actor, permission, number=number)


def case_id(actor: Actor, number: int) -> UUID:
    """The id behind a number; the actions check what may be done with it. Raises NotFound."""
    found = Case.objects.filter(visible(actor), number=number).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such case."))
    return found


def _head(actor: Actor, permission: str, **key: Any) -> CaseHead:
    row = Case.objects.filter(visible(actor), **key).values_list(*_COLUMNS).first()
    if row is None:
        raise NotFound(_("There is no such case."))
    values = list(row)
    values[4], values[6] = values[4] or "", Status(values[6])
    values[10], values[11], values[17] = values[10] or "", bool(values[11]), values[17] or ""
    head = CaseHead(*values)
    if permission != READ and not actor.can(permission, head.brand_id, head.queue_id):
        raise NotAllowed(permission)
    return head


def facts(actor: Actor, case_id: UUID) -> CaseFacts:
    """The case for other capabilities. Raises NotFound."""
    head = get_case(actor, case_id)
    return CaseFacts(
        id=head.id,
        number=head.number,
        brand_id=head.brand_id,
        queue_id=head.queue_id,
        subject=head.subject,
        status=head.status,
        customer_id=head.customer_id,
        assignee_id=head.assignee_id,
        topic_id=head.topic_id,
        channel=head.channel,
        opened_at=head.opened_at,
        last_at=head.last_at,
        closed_at=head.closed_at,
    )


def record_of(actor: Actor, case_id: UUID) -> RecordFields:
    """The case's record, empty where there is none. Raises NotFound."""
    get_case(actor, case_id)
    found = Record.objects.filter(case_id=case_id).first()
    return found.fields if found else RecordFields()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another case beside this one: an earlier one of the customer, or a linked one (`link` says why)."""

    number: int
    subject: str
    status: Status
    opened_at: datetime
    topic: str
    link: str = ""


def earlier_cases(actor: Actor, case_id: UUID, most: int = 20) -> list[Neighbour]:
    """Other cases of the customer, newest first, that the actor may see. Raises NotFound."""
    head = get_case(actor, case_id)
    if head.customer_id is None:
        return []
    return [each for each in cases_of_customer(actor, head.customer_id, most + 1) if each.number != head.number][:most]


def cases_of_customer(actor: Actor, customer_id: UUID, most: int = 50) -> list[Neighbour]:
    """A customer's cases, newest first, that the actor may see."""
    rows = (
        Case.objects.filter(visible(actor), customer_id=customer_id)
        .order_by("-opened_at", "-id")
        .values_list("number", "subject", "status", "opened_at", "topic__path")[:most]
    )
    return [
        Neighbour(number, subject, Status(status), opened_at, topic or "")
        for number, subject, status, opened_at, topic in rows
    ]


def linked_cases(actor: Actor, case_id: UUID) -> list[Neighbour]:
    """Cases that this one is linked to, in either direction, that the actor may see."""
    here = CaseLink.objects.filter(case_id=case_id).values_list("other_id", "kind")
    there = CaseLink.objects.filter(other_id=case_id).values_list("case_id", "kind")
    kinds = dict(here) | dict(there)
    rows = Case.objects.filter(visible(actor), pk__in=kinds) if kinds else Case.objects.none()
    return [
        Neighbour(number, subject, Status(status), opened_at, topic or "", str(kinds[pk]))
        for pk, number, subject, status, opened_at, topic in rows.order_by("-opened_at").values_list(
            "pk", "number", "subject", "status", "opened_at", "topic__path"
        )
    ]
