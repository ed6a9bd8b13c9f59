"""Make a case of its own from some messages of another."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.customers import public as customers
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.alike import subject_key
from yorisoi.desk.actions.change import locked, next_numbers, save, tell
from yorisoi.desk.actions.indexing import index_case
from yorisoi.desk.actions.writing import SUBJECT, one_line, take_part
from yorisoi.desk.contracts import Delivery, Kind, Link, NotPossible, Priority
from yorisoi.desk.events import CaseOpened, ContactOpened
from yorisoi.desk.models import Case, CaseLink, Contact, Message
from yorisoi.desk.permissions import MERGE
from yorisoi.kernel import clock, events, unit
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class Split:
    """What becomes a case of its own, and what it is called ("": as the first of its messages)."""

    message_ids: Collection[UUID]
    subject: str = ""


@unit.work()
def split(*, actor: Actor, case_id: UUID, wanted: Split) -> UUID:
    """Open a new case with these messages of another, linked to it; returns its id. What answers them comes there.

    Merging the new case back into the old one undoes it. Raises NotFound, NotAllowed; NotPossible when nothing or
    everything was chosen.
    """
    case = locked(actor, case_id, MERGE)
    before = counts.place(case)
    everything = Message.objects.filter(case=case).exclude(delivery=Delivery.CANCELLED).order_by("at", "id")
    messages = list(everything.filter(id__in=wanted.message_ids))
    if not messages:
        raise NotPossible(_("Choose the messages that are to become a case of their own."))
    if len(messages) == everything.count():
        raise NotPossible(_("These are all messages of the case. Leave at least one."))
    new = _new_case(case, messages, wanted.subject)
    _move(case, new, messages)
    _freshen(case)
    tell(new, actor, "split_from", number=case.number, n=len(messages))
    tell(case, actor, "split", number=new.number, n=len(messages))
    index_case(new)
    save(new, None)
    CaseLink.objects.create(case=new, other=case, kind=Link.SPLIT, by_id=actor.staff_id, at=clock.now())
    save(case, before)
    events.publish(CaseOpened(new.id))
    return new.id


def _new_case(case: Case, messages: list[Message], subject: str) -> Case:
    subject = " ".join((subject or messages[0].subject or case.subject).split())[:SUBJECT]
    newest = messages[-1]
    new = Case(
        brand_id=case.brand_id,
        queue_id=case.queue_id,
        number=next_numbers(),
        subject=subject,
        subject_key=subject_key(subject),
        priority=Priority(case.priority),
        topic_id=case.topic_id,
        mailbox_id=case.mailbox_id,
        channel=case.channel,
        opened_at=messages[0].at,
        last_at=newest.at,
        last_line=one_line(newest.body),
        last_direction=newest.kind,
        message_count=len(messages),
    )
    new.customer_id, new.customer_name, new.customer_reading = _customer(case, messages)
    return new


def _customer(case: Case, messages: list[Message]) -> tuple[UUID | None, str, str]:
    """Who wrote the first of them; where none of them came in, the case's customer."""
    first = next((each for each in messages if each.kind == Kind.IN and each.author_address), None)
    customer_id = case.customer_id
    if first is not None and case.channel == "email":
        customer_id = customers.customer_from_sender(
            brand_id=case.brand_id, kind="email", address=first.author_address, name=first.author_name
        )
    name = customers.names([customer_id]).get(customer_id) if customer_id else None
    return customer_id, name.display if name else case.customer_name, name.reading if name else case.customer_reading


def _move(case: Case, new: Case, messages: list[Message]) -> None:
    """An episode goes along when all of it does; a customer's message that leaves one begins another."""
    ids = {each.id for each in messages}
    begun: dict[str, Contact] = {}
    staying = set(Message.objects.filter(case=case).exclude(id__in=ids).values_list("contact_id", flat=True).distinct())
    whole = {each.contact_id for each in messages if each.contact_id} - staying
    Contact.objects.filter(id__in=whole).update(case=new)
    for message in messages:
        message.case, message.version, message.before = new, 1, {}
        if message.contact_id in whole or message.contact_id is None:
            continue
        message.contact = None
        if message.kind == Kind.IN:
            if message.channel not in begun:
                begun[message.channel] = _begin(new, message)
            message.contact = begun[message.channel]
    Contact.objects.bulk_create(begun.values())
    Message.objects.bulk_update(messages, ["case", "version", "before", "contact"], batch_size=200)
    take_part(new, [each.author_address for each in messages if each.kind == Kind.IN])
    take_part(new, [address for each in messages for address in (*each.to, *each.cc) if each.kind == Kind.OUT])
    for contact in begun.values():
        events.publish(ContactOpened(contact.id, new.id))


def _begin(new: Case, message: Message) -> Contact:
    return Contact(case=new, channel=message.channel, direction="in", opened_at=message.at)


def _freshen(case: Case) -> None:
    """The case without them."""
    rest = Message.objects.filter(case=case).exclude(delivery=Delivery.CANCELLED).order_by("-at", "-id")
    newest = rest[0]
    case.message_count = rest.count()
    case.last_at, case.last_line, case.last_direction = newest.at, one_line(newest.body), newest.kind
