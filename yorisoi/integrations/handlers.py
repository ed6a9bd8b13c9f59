"""What integrations hears. It only enqueues, and only where some endpoint wants to know."""

from collections.abc import Sequence
from uuid import UUID

from yorisoi.customers.events import CustomerCreated
from yorisoi.desk.events import CaseAssigned, CaseOpened, CaseReopened, CaseReplied, CaseResolved, ContactOpened
from yorisoi.integrations.contracts import EventKind
from yorisoi.integrations.queries.endpoints import kinds_wanted
from yorisoi.kernel import clock, ids, jobs, unit
from yorisoi.kernel.events import subscribe

type Heard = tuple[EventKind, UUID, str]


@subscribe(CaseOpened)
def opened(event: CaseOpened) -> None:
    _hear(EventKind.CASE_OPENED, event.case_id)


@subscribe(ContactOpened)
def contacted(event: ContactOpened) -> None:
    _hear(EventKind.CASE_CONTACTED, event.case_id)


@subscribe(CaseReplied)
def replied(event: CaseReplied) -> None:
    _hear(EventKind.CASE_REPLIED, event.case_id, str(event.message_id))


@subscribe(CaseAssigned)
def assigned(event: CaseAssigned) -> None:
    _hear(EventKind.CASE_ASSIGNED, event.case_id, str(event.staff_id or ""))


@subscribe(CaseResolved)
def resolved(event: CaseResolved) -> None:
    _hear(EventKind.CASE_RESOLVED, event.case_id)


@subscribe(CaseReopened)
def reopened(event: CaseReopened) -> None:
    _hear(EventKind.CASE_REOPENED, event.case_id)


@subscribe(CustomerCreated)
def customer_created(event: CustomerCreated) -> None:
    _hear(EventKind.CUSTOMER_CREATED, event.customer_id)


def _hear(kind: EventKind, object_id: UUID, other: str = "") -> None:
    unit.at_end(_enqueue, (kind, object_id, other))


def _enqueue(heard: Sequence[Heard]) -> None:
    """At the end of the publisher's unit, in its transaction: the ids are given here, so a repeated job tells once."""
    wanted = kinds_wanted()
    for kind, object_id, other in heard:
        if kind.value in wanted:
            jobs.enqueue(
                "integrations.tell",
                event=kind.value,
                object_id=str(object_id),
                other=other,
                event_id=str(ids.uuid7()),
                at=clock.now().isoformat(),
            )
