"""Open a case by hand: a call, a visit, or something we begin."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.customers import public as customers
from yorisoi.desk.actions.alike import subject_key
from yorisoi.desk.actions.assign import give
from yorisoi.desk.actions.change import next_numbers, save, tell
from yorisoi.desk.actions.contacts import contact_for
from yorisoi.desk.actions.due import await_answer
from yorisoi.desk.actions.indexing import index_message
from yorisoi.desk.actions.writing import SUBJECT, add_message, take_part
from yorisoi.desk.contracts import Kind, NotPossible, Priority, Status
from yorisoi.desk.events import CaseOpened
from yorisoi.desk.models import Case, Queue
from yorisoi.desk.permissions import OPEN
from yorisoi.kernel import clock, events, unit
from yorisoi.workspace.contracts import SYSTEM, Actor, NotFound


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case opened by hand begins with. `kind`: IN for what the customer said, NOTE for our own words.

    `address`: the customer's e-mail address; finds or makes the customer where `customer_id` is not given.
    """

    queue_id: UUID
    subject: str
    text: str
    kind: Kind = Kind.NOTE
    channel: str = "email"
    customer_id: UUID | None = None
    address: str = ""
    name: str = ""
    priority: Priority = Priority.NORMAL


@unit.work()
def open_case(*, actor: Actor, new: NewCase) -> UUID:
    """Open the case, with the actor as its assignee; returns its id.

    Raises NotFound for a queue that the actor may not open cases in, or a customer of another brand; NotPossible
    without subject or text.
    """
    queue = Queue.objects.filter(id=new.queue_id, active=True).first()
    if queue is None or not actor.can(OPEN, queue.brand_id, queue.id):
        raise NotFound(_("There is no such queue."))
    if new.customer_id is not None and customers.customer_card(SYSTEM, new.customer_id).brand_id != queue.brand_id:
        raise NotFound(_("There is no such customer."))
    subject = " ".join(new.subject.split())[:SUBJECT]
    if not subject or not new.text.strip():
        raise NotPossible(_("A case needs a subject and a text."))
    case = _case(new, queue, subject)
    by_customer = new.kind is Kind.IN
    message = add_message(
        case,
        contact=contact_for(case, new.channel, case.opened_at, is_new=True) if by_customer else None,
        kind=new.kind,
        at=case.opened_at,
        body=new.text.rstrip(),
        channel=new.channel,
        author_id=None if by_customer else actor.staff_id,
        author_name=case.customer_name if by_customer else actor.name,
        author_address=new.address.strip() if by_customer else "",
    )
    if by_customer:
        await_answer(case, queue, case.opened_at)
    take_part(case, [new.address])
    tell(case, actor, "opened_by_hand", message=str(message.id))
    if actor.staff_id is not None:
        give(case, actor, actor.staff_id, actor.name)
        case.status = Status.OPEN
    index_message(case, message, with_case=True)
    save(case, None)
    events.publish(CaseOpened(case.id))
    return case.id


def _case(new: NewCase, queue: Queue, subject: str) -> Case:
    customer_id = new.customer_id
    if customer_id is None and new.address.strip():
        customer_id = customers.customer_from_sender(
            brand_id=queue.brand_id, kind="email", address=new.address, name=new.name
        )
    name = customers.names([customer_id]).get(customer_id) if customer_id else None
    now = clock.now()
    return Case(
        brand_id=queue.brand_id,
        queue=queue,
        number=next_numbers(),
        subject=subject,
        subject_key=subject_key(subject),
        priority=new.priority,
        customer_id=customer_id,
        customer_name=name.display if name else new.name.strip()[:200],
        customer_reading=name.reading if name else "",
        channel=new.channel,
        opened_at=now,
        last_at=now,
    )
