"""Mails on their way onto cases: what they change is kept here, and written at the end all of a kind at once."""

from typing import NamedTuple
from uuid import UUID

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import AutomaticKind, ReceivedFlag, ReceivedNote
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.alike import subject_key
from yorisoi.desk.actions.arrivals import BOUNCES, Arrival, file_names
from yorisoi.desk.actions.change import announce, changed, changing, next_numbers, tell
from yorisoi.desk.actions.contacts import end_contacts
from yorisoi.desk.actions.due import await_answer
from yorisoi.desk.actions.indexing import case_document, message_document
from yorisoi.desk.actions.notices import tell_of_answers
from yorisoi.desk.actions.standing import close_case, close_later, end_hold, reopen_case
from yorisoi.desk.actions.surroundings import Surroundings
from yorisoi.desk.actions.threading import Destination
from yorisoi.desk.actions.writing import SUBJECT, File, attachments, new_message, participants
from yorisoi.desk.contracts import Delivery, Kind, Link, Priority, Status
from yorisoi.desk.events import CaseChanged, CaseOpened, ContactOpened
from yorisoi.desk.models import Attachment, Case, CaseLink, Contact, Message, Participant
from yorisoi.desk.permissions import CLOSE
from yorisoi.kernel import clock, events, search, sql
from yorisoi.workspace.contracts import Actor

_QUIET = (AutomaticKind.AUTO_REPLY, AutomaticKind.BOUNCE_DELAYED)
_CHANGED_BY_MAIL = (
    "status", "is_open", "waiting_reason", "opened_at", "closed_at", "last_at", "last_line", "last_direction",
    "message_count", "version", "due_at",
)  # fmt: skip


class Landed(NamedTuple):
    """A mail that has its case."""

    arrival: Arrival
    where: Destination
    case: Case
    message: Message
    opens: bool


class Landing:
    """Used inside one transaction: `put` each mail where it belongs, in their order, then `write` once."""

    def __init__(self, actor: Actor, around: Surroundings) -> None:
        self._actor = actor
        self._around = around
        self._before = {case.id: counts.place(case) for case in around.cases.values()}
        self._landed: list[Landed] = []
        self._attachments: list[Attachment] = []
        self._participants: list[Participant] = []
        self._new_contacts: list[Contact] = []
        self._heard: list[tuple[Case, Message]] = []
        self._answered: dict[UUID, Contact] = {}

    def put(self, arrival: Arrival, where: Destination) -> UUID:
        """Put a mail on its case, or on a new one; the message's id. Nothing is written yet, but for rare changes."""
        opens = where.case_id is None
        case = self._new_case(arrival) if where.case_id is None else self._around.cases[where.case_id]
        message = self._add(case, arrival, where.link)
        self._landed.append(Landed(arrival, where, case, message, opens))
        self._around.case_of[arrival.mail.id] = case.id
        if opens and arrival.by_person and arrival.kind is Kind.IN:
            self._await_answer(case, arrival)
        if not opens:
            self._wake(case, arrival, message)
        changed(case)
        return message.id

    def write(self) -> None:
        """Write all that was put, and tell who looks on."""
        cases = {landed.case.id: landed.case for landed in self._landed}
        self._write_cases(cases)
        sql.insert(landed.message for landed in self._landed)
        sql.insert(self._attachments)
        sql.insert(self._participants, or_ignore=True)
        for landed in self._landed:
            self._tell(landed)
        tell_of_answers(self._heard)
        channels.note_received(self._notes())
        for document in self._documents():
            search.file(document)
        for contact in self._new_contacts:
            events.publish(ContactOpened(contact.id, contact.case_id))
        for case in cases.values():
            if case.id not in self._before:
                events.publish(CaseOpened(case.id))
            announce(case)
            events.publish(CaseChanged(case.id))

    def close_history(self) -> None:
        """Close the cases that were opened for old mail whose importer wants them closed, as of their last mail.

        After `write`.
        """
        closing = [each for each in self._landed if _closes(each)]
        for case in {each.case.id: each.case for each in closing if not each.opens}.values():
            if case.closed_at is not None:
                end_contacts(case, case.closed_at)
        for case in {each.case.id: each.case for each in closing if each.opens}.values():
            with changing(self._actor, case.id, CLOSE) as fresh:
                close_case(fresh, self._actor, Status.DONE, at=fresh.last_at)

    def _new_case(self, arrival: Arrival) -> Case:
        mail, around = arrival.mail, self._around
        customer_id = around.customers.get(mail.id)
        name = around.names.get(customer_id) if customer_id else None
        case = Case(
            brand_id=mail.brand_id,
            queue=around.queues.of(mail),
            number=0,  # given when they are written, all in one go
            subject=mail.subject[:SUBJECT],
            subject_key=subject_key(mail.subject),
            priority=Priority.NORMAL if arrival.by_person else Priority.LOW,
            customer_id=customer_id,
            customer_name=name.display if name else (arrival.sender.name or arrival.sender.address)[:200],
            customer_reading=name.reading if name else "",
            mailbox_id=mail.mailbox_id,
            channel=mail.channel,
            opened_at=mail.received_at,
            last_at=mail.received_at,
        )
        around.cases[case.id] = case
        return case

    def _add(self, case: Case, arrival: Arrival, link: Link | None) -> Message:
        mail, sender = arrival.mail, arrival.sender
        files = [
            File(each.file_id, each.name, each.size, each.content_type, each.content_id if each.inline else "")
            for each in mail.attachments
        ]
        message = new_message(
            case,
            kind=arrival.kind,
            contact=None,
            at=mail.received_at,
            body=arrival.body,
            files=files,
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
            has_more=arrival.body != mail.body_text.strip(),
            folded=mail.folded.value if arrival.body == mail.body_new.strip() else "",
            has_html=bool(mail.body_html),
            received_id=mail.id,
            delivery=Delivery.NONE,
            notes=arrival.notes(link),
            flags=sorted(mail.flags),
        )
        message.contact = self._contact(case, arrival)
        self._attachments += attachments(message, files)
        joined = participants(case, arrival.people)
        self._participants += joined
        self._around.participants |= {(case.id, each.address) for each in joined}
        return message

    def _contact(self, case: Case, arrival: Arrival) -> Contact | None:
        """Only what people write makes or ends an episode."""
        mail, kind = arrival.mail, arrival.kind
        if not arrival.by_person or kind is Kind.NOTE:
            return None
        going_on = self._around.contacts
        key = (case.id, mail.channel)
        contact = going_on.get(key)
        if contact is not None and kind is Kind.OUT and mail.received_at < contact.opened_at:
            return None  # old mail out of files, and older than what it would answer
        if contact is None:
            contact = Contact(case=case, channel=mail.channel, opened_at=mail.received_at)
            contact.direction = "out" if kind is Kind.OUT else "in"
            going_on[key] = contact
            self._new_contacts.append(contact)
        if kind is Kind.OUT:
            contact.answered_at = contact.ended_at = mail.received_at
            contact.by_id = arrival.sender.staff_id
            del going_on[key]
            self._answered[contact.id] = contact
        return contact

    def _wake(self, case: Case, arrival: Arrival, message: Message) -> None:
        """What a person writes opens a closed case and ends a wait; so does the word that an answer did not arrive.

        Old mail out of files does neither: it only says since when, and until when, there was something to do.
        """
        at = arrival.mail.received_at
        if ReceivedFlag.HISTORY in arrival.mail.flags:
            case.opened_at = min(case.opened_at, at)
            if ReceivedFlag.CLOSED in arrival.mail.flags and case.closed_at is not None and case.closed_at < at:
                close_later(case, at)
            return
        if message.kind == Kind.IN and arrival.by_person:
            self._await_answer(case, arrival)
            if not case.is_open:
                reopen_case(case, self._actor, by="answer")
            elif case.status == Status.PENDING:
                end_hold(case, self._actor, woken_by="answer")
            self._heard.append((case, message))
        elif arrival.mail.automatic is AutomaticKind.BOUNCE_PERMANENT and not case.is_open:
            reopen_case(case, self._actor, by="bounce")

    def _await_answer(self, case: Case, arrival: Arrival) -> None:
        if ReceivedFlag.HISTORY not in arrival.mail.flags:
            await_answer(case, self._around.queues.by_id.get(case.queue_id), arrival.mail.received_at)

    def _write_cases(self, cases: dict[UUID, Case]) -> None:
        """Old ones changed, new ones with their numbers; contacts before the messages that belong to them."""
        new = [case for case in cases.values() if case.id not in self._before]
        for case in cases.values():
            if case.id in self._before:
                sql.update(case, _CHANGED_BY_MAIL)
        first = next_numbers(len(new)) if new else 0
        for number, case in enumerate(new, start=first):
            case.number = number
        sql.insert(new)
        sql.insert(self._new_contacts)
        made = {contact.id for contact in self._new_contacts}
        for contact in self._answered.values():
            if contact.id not in made:
                sql.update(contact, ["answered_at", "ended_at", "by_id"])
        for case in cases.values():
            counts.move(self._before.get(case.id), counts.place(case))

    def _tell(self, landed: Landed) -> None:
        arrival, where, case, message, opens = landed
        mail = arrival.mail
        if opens:
            if where.other is not None and where.link is not None:
                CaseLink.objects.create(case=case, other_id=where.other, kind=where.link, at=clock.now())
                tell(case, self._actor, f"link_{where.link}", number=self._around.cases[where.other].number)
            tell(case, self._actor, "opened", shown=False, message=str(message.id))
        elif mail.automatic in BOUNCES:
            tell(case, self._actor, mail.automatic.value, addresses=[each.address for each in mail.bounced])
        else:
            tell(case, self._actor, "received", shown=False, message=str(message.id), by=where.by)

    def _notes(self) -> list[ReceivedNote]:
        return [
            ReceivedNote(arrival.mail.id, arrival.mail.mailbox_id, "opened", {"case": case.number})
            if opens
            else ReceivedNote(
                arrival.mail.id, arrival.mail.mailbox_id, "matched", {"case": case.number, "by": where.by}
            )
            for arrival, where, case, _message, opens in self._landed
        ]

    def _documents(self) -> list[search.Document]:
        documents = [
            message_document(each.case, each.message, file_names(each.arrival.mail), each.arrival.terms)
            for each in self._landed
        ]
        return documents + [case_document(each.case) for each in self._landed if each.opens]


def _closes(landed: Landed) -> bool:
    return ReceivedFlag.CLOSED in landed.arrival.mail.flags
