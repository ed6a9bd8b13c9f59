"""Contacts begin with a person's message and end with our answer."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.desk.events import ContactOpened
from yorisoi.desk.models import Case, Contact, Message
from yorisoi.kernel import events, sql
from yorisoi.kernel.sql import prepared

_END = "UPDATE desk_contact SET ended_at = %s WHERE case_id = %s AND ended_at IS NULL"


def contact_for(case: Case, channel: str, at: datetime, *, is_new: bool = False) -> Contact:
    """The contact that a customer's message belongs to: the open one of its channel, or one that begins with it."""
    contact = None if is_new else current_contact(case, channel)
    if contact is None:
        contact = Contact(case_id=case.id, channel=channel, direction="in", opened_at=at)
        sql.insert([contact])
        events.publish(ContactOpened(contact.id, case.id))
    return contact


def contact_answered(case: Case, channel: str, at: datetime, by: UUID | None) -> Contact:
    """The contact that our message answers: the open one of its channel, or one of its own that we began."""
    contact = current_contact(case, channel)
    ours = contact is None
    if contact is None:
        contact = Contact(case_id=case.id, channel=channel, direction="out", opened_at=at)
        events.publish(ContactOpened(contact.id, case.id))
    contact.answered_at = contact.ended_at = at
    contact.by_id = by
    if ours:
        sql.insert([contact])
    else:
        sql.update(contact, ["answered_at", "ended_at", "by_id"])
    return contact


def unanswer_contact(message: Message) -> None:
    """The answer was taken back: its contact is open again, or gone if the answer was all of it."""
    contact = message.contact
    if contact is None:
        return
    message.contact = None
    message.save(update_fields=["contact"])
    if contact.direction == "out" and contact.opened_at == message.at:
        contact.delete()
    elif current_contact(message.case, contact.channel) is None:
        contact.answered_at = contact.ended_at = contact.by = None
        contact.save()


def end_contacts(case: Case, at: datetime) -> None:
    """The case is closed: what is open ends unanswered."""
    sql.execute(_END, [at, case.id])


def current_contact(case: Case, channel: str) -> Contact | None:
    """The contact that goes on just now, on this channel."""
    return _current.first(case.id, channel)


@prepared
def _current(case_id: UUID, channel: str) -> QuerySet[Contact]:
    return Contact.objects.filter(case_id=case_id, channel=channel, ended_at=None)
