"""Many cases at once, for measurements and imports: rows made in bulk, with what the actions keep true kept true.

    made = bulk.make([BulkCase(brand_id=…, queue_id=…, subject="…", messages=[BulkMessage(Kind.IN, at, "…")])])

Each batch is one transaction. True afterwards: numbers, counts, the fields the inbox reads, participants, contacts, an
assignment, hold or closure where the status asks for one, and the search index. Not made: timeline lines, audit of each
case (one entry tells of the batch), jobs, mail, live word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from yorisoi.desk.actions import counts
from yorisoi.desk.actions.alike import subject_key
from yorisoi.desk.actions.change import next_numbers
from yorisoi.desk.actions.indexing import case_words, message_words
from yorisoi.desk.actions.writing import SUBJECT, address_key, one_line
from yorisoi.desk.contracts import CLOSED_STATUSES, OPEN_STATUSES, Kind, Priority, Status, Waiting
from yorisoi.desk.models import Assignment, Case, Closure, Contact, Hold, Message, Participant
from yorisoi.kernel import audit, search
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.sql import insert_rows
from yorisoi.workspace.contracts import SYSTEM, Actor

_MESSAGE = (
    "id", "case_id", "kind", "channel", "at", "author_id", "author_name", "author_address", "subject", "body",
    "delivery", "version",
)  # fmt: skip
_CONTACT = ("case_id", "channel", "direction", "opened_at", "answered_at", "ended_at", "by_id")


@dataclass(frozen=True, slots=True)
class BulkMessage:
    """One message, oldest first within its case."""

    kind: Kind
    at: datetime
    body: str
    author_name: str = ""
    author_address: str = ""
    author_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BulkCase:
    """One case with its messages; there is at least one."""

    brand_id: UUID
    queue_id: UUID
    subject: str
    messages: Sequence[BulkMessage]
    status: Status = Status.NEW
    priority: Priority = Priority.NORMAL
    topic_id: UUID | None = None
    customer_id: UUID | None = None
    customer_name: str = ""
    customer_reading: str = ""
    assignee_id: UUID | None = None
    mailbox_id: UUID | None = None
    channel: str = "email"


def make(cases: Iterable[BulkCase], *, actor: Actor = SYSTEM, batch: int = 1000, indexed: bool = True) -> list[UUID]:
    """Make them, `batch` at a time; returns their ids in order. Whoever calls may do everything in their brands."""
    made: list[UUID] = []
    for some in batched(cases, batch):
        made += _batch(some, actor, indexed)
    return made


@transaction.atomic
def _batch(wanted: Sequence[BulkCase], actor: Actor, indexed: bool) -> list[UUID]:
    first = next_numbers(len(wanted))
    pairs = [(each, _case(each, first + offset)) for offset, each in enumerate(wanted)]
    cases = [case for _each, case in pairs]
    columns = [field.attname for field in Case._meta.concrete_fields]
    insert_rows(Case, columns, map(attrgetter(*columns), cases))
    insert_rows(Contact, _CONTACT, (row for each, case in pairs for row in _contacts(each, case)))
    messages = [(case, each, uuid7()) for wanted_case, case in pairs for each in wanted_case.messages]
    insert_rows(Message, _MESSAGE, _messages(messages))
    insert_rows(Participant, ("case_id", "address"), (row for each, case in pairs for row in _participants(each, case)))
    _make_standing(cases)
    counts.add(Counter(counts.place(case) for case in cases))
    if indexed:
        search.index_many(_documents(cases, messages))
    audit.record(actor.staff_id, "case.made_in_bulk", "case", cases[0].id, cases[0].brand_id, cases=len(cases))
    return [case.id for case in cases]


def _make_standing(cases: Sequence[Case]) -> None:
    """Assignments, holds and closures where the status asks for one."""
    assigned = ((case.id, case.assignee_id, case.opened_at) for case in cases if case.assignee_id)
    insert_rows(Assignment, ("case_id", "staff_id", "at"), assigned)
    held = ((case.id, Waiting.CUSTOMER, case.last_at) for case in cases if case.status == Status.PENDING)
    insert_rows(Hold, ("case_id", "reason", "at"), held)
    closed = ((case.id, case.status, case.assignee_id, case.closed_at) for case in cases if case.closed_at)
    insert_rows(Closure, ("case_id", "outcome", "by_id", "at"), closed)


def _case(wanted: BulkCase, number: int) -> Case:
    last = wanted.messages[-1]
    return Case(
        brand_id=wanted.brand_id,
        queue_id=wanted.queue_id,
        number=number,
        subject=wanted.subject[:SUBJECT],
        subject_key=subject_key(wanted.subject),
        status=wanted.status,
        is_open=wanted.status in OPEN_STATUSES,
        waiting_reason=Waiting.CUSTOMER.value if wanted.status == Status.PENDING else "",
        priority=wanted.priority,
        topic_id=wanted.topic_id,
        customer_id=wanted.customer_id,
        customer_name=wanted.customer_name,
        customer_reading=wanted.customer_reading,
        assignee_id=wanted.assignee_id,
        mailbox_id=wanted.mailbox_id,
        channel=wanted.channel,
        opened_at=wanted.messages[0].at,
        last_at=last.at,
        last_line=one_line(last.body),
        last_direction=last.kind,
        closed_at=last.at if wanted.status in CLOSED_STATUSES else None,
        version=len(wanted.messages),
        message_count=len(wanted.messages),
    )


def _messages(wanted: Iterable[tuple[Case, BulkMessage, UUID]]) -> Iterator[tuple[Any, ...]]:
    version, before = 0, None
    for case, each, pk in wanted:
        version = version + 1 if case is before else 1
        before = case
        yield (
            pk,
            case.id,
            each.kind,
            "" if each.kind is Kind.NOTE else case.channel,
            each.at,
            each.author_id,
            each.author_name,
            each.author_address,
            case.subject,
            each.body,
            "sent" if each.kind is Kind.OUT else "",
            version,
        )


def _contacts(wanted: BulkCase, case: Case) -> Iterator[tuple[Any, ...]]:
    """One a question: from the customer's message to our next one; the last ends with the case."""
    asked: datetime | None = None
    for each in wanted.messages:
        if each.kind is Kind.IN and asked is None:
            asked = each.at
        elif each.kind is Kind.OUT and asked is not None:
            yield case.id, wanted.channel, "in", asked, each.at, each.at, each.author_id
            asked = None
    if asked is not None:
        yield case.id, wanted.channel, "in", asked, None, case.closed_at, None


def _participants(wanted: BulkCase, case: Case) -> Iterator[tuple[UUID, str]]:
    keys = {address_key(each.author_address) for each in wanted.messages if each.kind is Kind.IN}
    for key in keys - {""}:
        yield case.id, key


def _documents(cases: Iterable[Case], messages: Iterable[tuple[Case, BulkMessage, UUID]]) -> Iterator[search.Document]:
    for case in cases:
        yield search.Document("case", case.id, case.brand_id, *case_words(case), case.opened_at)
    for case, each, pk in messages:
        yield search.Document("message", pk, case.brand_id, *message_words(each), each.at)
