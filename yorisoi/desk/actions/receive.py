"""A message came in: put it on a case."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import AutomaticKind, Party, ReceivedMessage, Reference
from yorisoi.customers import public as customers
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.change import locked, next_numbers, save, tell
from yorisoi.desk.actions.contacts import contact_answered, contact_for
from yorisoi.desk.actions.indexing import index_message
from yorisoi.desk.actions.queues import queue_for
from yorisoi.desk.actions.senders import Sender, sender_of
from yorisoi.desk.actions.standing import end_hold, reopen_case
from yorisoi.desk.actions.threading import Destination, Known, destination
from yorisoi.desk.actions.writing import SUBJECT, File, add_message, take_part
from yorisoi.desk.contracts import Delivery, Kind, Link, Priority, Status
from yorisoi.desk.events import CaseOpened
from yorisoi.desk.models import Case, CaseLink, Contact, Message, Queue
from yorisoi.desk.permissions import READ
from yorisoi.kernel import clock, events, unit
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, Actor

_BOUNCES = (AutomaticKind.BOUNCE_PERMANENT, AutomaticKind.BOUNCE_DELAYED)
_QUIET = (AutomaticKind.AUTO_REPLY, AutomaticKind.BOUNCE_DELAYED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail with what was found out about its sender."""

    mail: ReceivedMessage
    sender: Sender
    customer_id: UUID | None
    ours: frozenset[str]  # the brand's own mailboxes


def receive(*, received_id: UUID, actor: Actor = SYSTEM, underway: frozenset[UUID] = frozenset()) -> UUID:
    """Put a received message on its case, or on a new one; returns the message's id. Doing it twice changes nothing.

    underway: mails being put on cases further out, so that mails which quote each other in a circle end.
    Raises channels.contracts.UnknownMessage.
    """
    known = Message.objects.filter(received_id=received_id).values_list("id", flat=True).first()
    if known is not None:
        return known
    mail = channels.received(received_id)

    def first_the_earlier(reference: Reference) -> None:
        if reference.id not in underway:
            receive(received_id=reference.id, actor=actor, underway=underway | {received_id})

    with unit.work():
        arrival = _arrival(mail)
        queue = queue_for(mail)
        proven = None if mail.sender_unverified else arrival.customer_id
        sender = Known(proven, by_staff=arrival.sender.staff_id is not None)
        where = destination(mail, queue, sender, first_the_earlier)
        if where.case_id is not None:
            return _continue(actor, arrival, where)
        return _open(actor, arrival, where, queue)


def _arrival(mail: ReceivedMessage) -> Arrival:
    sender = sender_of(mail)
    ours = frozenset(mailbox.address.lower() for mailbox in channels.mailboxes([mail.brand_id]))
    customer_id = None
    party = _customer(mail, sender, ours)
    if party is not None and mail.automatic not in _BOUNCES:
        customer_id = customers.customer_from_sender(
            brand_id=mail.brand_id,
            kind=mail.identity,
            address=party.address,
            name=party.name,
            learn_name=not mail.sender_unverified,
        )
    return Arrival(mail, sender, customer_id, ours)


def _customer(mail: ReceivedMessage, sender: Sender, ours: frozenset[str]) -> Party | None:
    """The sender, or when that is one of us the first whom they wrote to beside us."""
    if sender.staff_id is None:
        return Party(sender.address, sender.name) if sender.address else None
    return next((party for party in (*mail.to, *mail.cc) if party.address.lower() not in ours), None)


def _continue(actor: Actor, arrival: Arrival, where: Destination) -> UUID:
    assert where.case_id is not None
    mail, by_person = arrival.mail, arrival.mail.automatic is AutomaticKind.PERSON
    case = locked(actor, where.case_id, READ)
    before = counts.place(case)
    message = _add(case, arrival)
    index_message(case, message)
    if message.kind == Kind.IN and by_person:
        if not case.is_open:
            reopen_case(case, actor, by="answer")
        elif case.status == Status.PENDING:
            end_hold(case, actor, woken_by="answer")
    elif mail.automatic is AutomaticKind.BOUNCE_PERMANENT and not case.is_open:
        reopen_case(case, actor, by="bounce")
    if mail.automatic in _BOUNCES:
        tell(case, actor, mail.automatic.value, addresses=[each.address for each in mail.bounced])
    else:
        tell(case, actor, "received", shown=False, message=str(message.id), by=where.by)
    channels.note_received(mail.id, "matched", case=case.number, by=where.by)
    save(case, before)
    return message.id


def _open(actor: Actor, arrival: Arrival, where: Destination, queue: Queue) -> UUID:
    mail = arrival.mail
    case = _new_case(arrival, queue)
    message = _add(case, arrival, link=where.link, is_new=True)
    if where.other is not None and where.link is not None:
        CaseLink.objects.create(case=case, other_id=where.other, kind=where.link, at=clock.now())
        other = Case.objects.values_list("number", flat=True).get(id=where.other)
        tell(case, actor, f"link_{where.link}", number=other)
    tell(case, actor, "opened", shown=False, message=str(message.id))
    index_message(case, message, with_case=True)
    channels.note_received(mail.id, "opened", case=case.number)
    save(case, None)
    events.publish(CaseOpened(case.id))
    return message.id


def _new_case(arrival: Arrival, queue: Queue) -> Case:
    mail = arrival.mail
    name = customers.names([arrival.customer_id]).get(arrival.customer_id) if arrival.customer_id else None
    quiet = mail.automatic is not AutomaticKind.PERSON
    return Case(
        brand_id=mail.brand_id,
        queue=queue,
        number=next_numbers(),
        subject=mail.subject[:SUBJECT],
        priority=Priority.LOW if quiet else Priority.NORMAL,
        customer_id=arrival.customer_id,
        customer_name=name.display if name else (arrival.sender.name or arrival.sender.address)[:200],
        customer_reading=name.reading if name else "",
        mailbox_id=mail.mailbox_id,
        channel=mail.channel,
        opened_at=mail.received_at,
        last_at=mail.received_at,
    )


def _add(case: Case, arrival: Arrival, *, link: Link | None = None, is_new: bool = False) -> Message:
    mail, sender, kind = arrival.mail, arrival.sender, _kind(arrival)
    text = mail.body_new.strip() or mail.body_text.strip()
    message = add_message(
        case,
        kind=kind,
        contact=_contact(case, arrival, kind, is_new),
        at=mail.received_at,
        body=text,
        files=[
            File(each.file_id, each.name, each.size, each.content_type, each.content_id if each.inline else "")
            for each in mail.attachments
        ],
        moves=mail.automatic not in _QUIET,
        automatic=mail.automatic.value,
        channel=mail.channel,
        sent_at=mail.sent_at,
        author_id=sender.staff_id,
        author_name=sender.name[:200],
        author_address=sender.address[:320],
        to=[party.address for party in mail.to],
        cc=[party.address for party in mail.cc],
        subject=mail.subject[:SUBJECT],
        has_more=bool(mail.body_new.strip()) and mail.body_new.strip() != mail.body_text.strip(),
        has_html=bool(mail.body_html),
        received_id=mail.id,
        delivery=Delivery.NONE,
        notice=_notice(arrival, link)[:500],
        flags=sorted(mail.flags),
    )
    if mail.automatic not in _BOUNCES:
        people = [sender.address, *(party.address for party in (*mail.to, *mail.cc, *mail.reply_to))]
        take_part(case, [each for each in people if each.lower() not in arrival.ours])
    return message


def _kind(arrival: Arrival) -> Kind:
    """One of us who writes to the customer answers; who writes only to us leaves a note."""
    if arrival.sender.staff_id is None:
        return Kind.IN
    others = {party.address.lower() for party in (*arrival.mail.to, *arrival.mail.cc)} - arrival.ours
    return Kind.OUT if others else Kind.NOTE


def _contact(case: Case, arrival: Arrival, kind: Kind, is_new: bool) -> Contact | None:
    """Only what people write makes or ends an episode."""
    mail = arrival.mail
    if mail.automatic is not AutomaticKind.PERSON or kind is Kind.NOTE:
        return None
    if kind is Kind.OUT:
        return contact_answered(case, mail.channel, mail.received_at, arrival.sender.staff_id)
    return contact_for(case, mail.channel, mail.received_at, is_new=is_new)


def _notice(arrival: Arrival, link: Link | None) -> str:
    """What the operator should know of the mail, in the brand's language."""
    sender, told = arrival.sender, []
    typed = arrival.mail.sender_unverified
    language = _language(arrival.mail.brand_id) if link or sender.staff_id or sender.forwarded_by or typed else ""
    with override(language or None):
        if typed:
            told.append(_("The address was typed into a form: nobody has checked that it is the sender's own."))
        if link is Link.QUOTED:
            told.append(
                _("The sender quotes another case but has no part in it. Check who they are before you answer.")
            )
        if sender.staff_id is not None:
            told.append(_("Came by mail from this person's own address; it was not written here."))
        elif sender.forwarded_by:
            told.append(
                _("Forwarded by %(name)s; the customer is taken as the sender.") % {"name": sender.forwarded_by}
            )
    return " ".join([*told, arrival.mail.parse_note]).strip()


def _language(brand_id: UUID) -> str:
    return next((brand.language for brand in workspace.brands([brand_id])), "ja")
