"""Contacts begin with a person's message and end with our answer."""

from datetime import datetime

from yorisoi.desk.events import ContactOpened
from yorisoi.desk.models import Case, Contact, Message
from yorisoi.kernel import events


def open_contact(case: Case, message: Message) -> None:
    """The customer's message belongs to the open contact of its channel, or begins one."""
    contact = current_contact(case, message.channel)
    if contact is None:
        contact = Contact.objects.create(case=case, channel=message.channel, direction="in", opened_at=message.at)
        events.publish(ContactOpened(contact.id, case.id))
    attach(message, contact)


def answer_contact(case: Case, message: Message) -> None:
    """Our message answers the open contact, or is a contact of its own that we began."""
    contact = current_contact(case, message.channel)
    if contact is None:
        contact = Contact(case=case, channel=message.channel, direction="out", opened_at=message.at)
        events.publish(ContactOpened(contact.id, case.id))
    contact.answered_at = contact.ended_at = message.at
    contact.by_id = message.author_id
    contact.save()
    attach(message, contact)


def unanswer_contact(message: Message) -> None:
    """The answer was taken back: its contact is open again, or gone if the answer was all of it."""
    contact = message.contact
    if contact is None:
        return
    attach(message, None)
    if contact.direction == "out" and contact.opened_at == message.at:
        contact.delete()
    elif current_contact(message.case, contact.channel) is None:
        contact.answered_at = contact.ended_at = contact.by = None
        contact.save()


def end_contacts(case: Case, at: datetime) -> None:
    """The case is closed: what is open ends unanswered."""
    Contact.objects.filter(case=case, ended_at=None).update(ended_at=at)


def current_contact(case: Case, channel: str) -> Contact | None:
    """The contact that goes on just now, on this channel."""
    return Contact.objects.filter(case=case, channel=channel, ended_at=None).first()


def attach(message: Message, contact: Contact | None) -> None:
    """Note which contact a message belongs to."""
    message.contact = contact
    message.save(update_fields=["contact"])
