"""One case, loaded by permission, with everything its header shows in one query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import CaseFacts, RecordFields, Status
from yorisoi.desk.models import Case, Record
from yorisoi.desk.permissions import READ, Scope, scopes_or_all, visible, visible_in
from yorisoi.desk.queries.tag_column import TAGS, TagLook, looks
from yorisoi.kernel.sql import Rows, prepared
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
    recontacts: int
    merged_into_id: UUID | None
    subject_key: str
    tags: tuple[TagLook, ...]

    @property
    def is_open(self) -> bool:
        """Neither done nor without need of action."""
        return self.closed_at is None


COLUMNS = (
    "id", "number", "brand_id", "queue_id", "queue__name", "subject", "status", "waiting_reason", "priority",
    "topic_id", "topic__path", "topic__needs_record", "customer_id", "customer_name", "customer_reading", "account_id",
    "assignee_id", "assignee__display_name", "mailbox_id", "channel", "opened_at", "last_at", "due_at", "closed_at",
    "version", "message_count", "recontacts", "merged_into_id", "subject_key",
)  # fmt: skip


def get_case(actor: Actor, case_id: UUID, permission: str = READ) -> CaseHead:
    """The case. Raises NotFound when the actor may not know of it, NotAllowed when they may not do this with it."""
    return _head(actor, permission, _by_id(scopes_or_all(actor), case_id))


def numbered(actor: Actor, number: int, permission: str = READ) -> CaseHead:
    """The case with this number (受付番号). Raises as `get_case`."""
    return _head(actor, permission, _by_number(scopes_or_all(actor), number))


def case_id(actor: Actor, number: int) -> UUID:
    """The id behind a number; the actions check what may be done with it. Raises NotFound."""
    found = Case.objects.filter(visible(actor), number=number).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such case."))
    return found


@prepared
def _by_id(allowed_in: Sequence[Scope] | None, pk: UUID) -> Rows:
    return Case.objects.filter(visible_in(allowed_in), pk=pk).values_list(*COLUMNS, TAGS)


@prepared
def _by_number(allowed_in: Sequence[Scope] | None, number: int) -> Rows:
    return Case.objects.filter(visible_in(allowed_in), number=number).values_list(*COLUMNS, TAGS)


def _head(actor: Actor, permission: str, rows: list[tuple[Any, ...]]) -> CaseHead:
    if not rows:
        raise NotFound(_("There is no such case."))
    head = head_of(rows[0])
    if permission != READ and not actor.can(permission, head.brand_id, head.queue_id):
        raise NotAllowed(permission)
    return head


def head_of(row: tuple[Any, ...]) -> CaseHead:
    """A row of COLUMNS and TAGS."""
    values = list(row)
    values[4], values[6] = values[4] or "", Status(values[6])
    values[10], values[11], values[17] = values[10] or "", bool(values[11]), values[17] or ""
    values[-1] = looks(values[-1])
    return CaseHead(*values)


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


def cases_shown(actor: Actor, ids: Collection[UUID]) -> dict[UUID, CaseFacts]:
    """Those of these cases that the actor may see, by id; for lists of others."""
    found = (CaseFacts(*row) for row in _shown(scopes_or_all(actor), set(ids)))
    return {facts.id: replace(facts, status=Status(facts.status)) for facts in found}


@prepared
def _shown(allowed_in: Sequence[Scope] | None, ids: Collection[UUID]) -> Rows:
    rows = Case.objects.filter(visible_in(allowed_in), pk__in=ids)
    return rows.values_list(*(field.name for field in fields(CaseFacts)))


def record_of(actor: Actor, case_id: UUID) -> RecordFields:
    """The case's record, empty where there is none. Raises NotFound."""
    get_case(actor, case_id)
    found = Record.objects.filter(case_id=case_id).first()
    return found.fields if found else RecordFields()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An earlier case of the customer."""

    number: int
    subject: str
    status: Status
    opened_at: datetime
    topic: str


def earlier_cases(actor: Actor, case_id: UUID, most: int = 20) -> list[Neighbour]:
    """Other cases of the customer, newest first, that the actor may see. Raises NotFound."""
    head = get_case(actor, case_id)
    if head.customer_id is None:
        return []
    return [each for each in cases_of_customer(actor, head.customer_id, most + 1) if each.number != head.number][:most]


def cases_of_customer(actor: Actor, customer_id: UUID, most: int = 50) -> list[Neighbour]:
    """A customer's cases, newest first, that the actor may see."""
    return [
        Neighbour(number, subject, Status(status), opened_at, topic or "")
        for number, subject, status, opened_at, topic in _of_customer(scopes_or_all(actor), customer_id, most=most)
    ]


@prepared
def _of_customer(allowed_in: Sequence[Scope] | None, customer_id: UUID, *, most: int) -> Rows:
    rows = Case.objects.filter(visible_in(allowed_in), customer_id=customer_id).order_by("-opened_at", "-id")
    return rows.values_list("number", "subject", "status", "opened_at", "topic__path")[:most]
