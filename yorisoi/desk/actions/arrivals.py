"""Mails that came in, with what can be found out about them before anything is locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import AutomaticKind, Party, ReceivedFlag, ReceivedMessage
from yorisoi.customers.contracts import ToldSender
from yorisoi.desk.actions.indexing import message_terms
from yorisoi.desk.actions.senders import Sender, forwarded_sender, senders_of
from yorisoi.desk.contracts import Kind, Link
from yorisoi.desk.models import Message
from yorisoi.desk.queries.notices import FORWARDED, FROM_STAFF, STRANGER, TYPED
from yorisoi.kernel.search import Terms

BOUNCES = (AutomaticKind.BOUNCE_PERMANENT, AutomaticKind.BOUNCE_DELAYED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail, its sender, the brand's own mailboxes, and the words under which the search finds it."""

    mail: ReceivedMessage
    sender: Sender
    ours: frozenset[str]
    terms: Terms

    @property
    def by_person(self) -> bool:
        return self.mail.automatic is AutomaticKind.PERSON

    @property
    def from_us(self) -> bool:
        """One of us wrote it: a person on the staff, or (old mail out of files) whoever used one of our mailboxes.

        New mail that names our own mailbox as its sender may come from anybody.
        """
        old = ReceivedFlag.HISTORY in self.mail.flags
        return self.sender.staff_id is not None or (old and self.mail.from_address.lower() in self.ours)

    @property
    def body(self) -> str:
        return body_of(self.mail)

    @property
    def kind(self) -> Kind:
        """One of us who writes to the customer answers; who writes only to us leaves a note."""
        if not self.from_us:
            return Kind.IN
        others = {party.address.lower() for party in (*self.mail.to, *self.mail.cc)} - self.ours
        return Kind.OUT if others else Kind.NOTE

    @property
    def customer(self) -> ToldSender | None:
        """The sender, or when that is one of us the first whom they wrote to beside us. Mail systems are nobody."""
        mail, sender = self.mail, self.sender
        if mail.automatic in BOUNCES:
            return None
        party = Party(sender.address, sender.name) if sender.address else None
        if self.from_us:
            party = next((party for party in (*mail.to, *mail.cc) if party.address.lower() not in self.ours), None)
        if party is None:
            return None
        return ToldSender(mail.brand_id, mail.identity, party.address, party.name, not mail.sender_unverified)

    @property
    def people(self) -> list[str]:
        """The addresses that take part in the conversation from now on."""
        mail = self.mail
        if mail.automatic in BOUNCES:
            return []
        people = [self.sender.address, *(party.address for party in (*mail.to, *mail.cc, *mail.reply_to))]
        return [each for each in people if each.lower() not in self.ours]

    def notes(self, link: Link | None) -> list[dict[str, Any]]:
        """What the operator should know of the mail, as codes with data (see queries/notices.py)."""
        mail, sender = self.mail, self.sender
        told = [TYPED] if mail.sender_unverified else []
        told += [STRANGER] if link is Link.QUOTED else []
        if sender.staff_id is not None:
            told.append(FROM_STAFF)
        notes: list[dict[str, Any]] = [{"code": each} for each in told]
        if sender.forwarded_by:
            notes.append({"code": FORWARDED, "about": sender.forwarded_by})
        return notes + [each.stored() for each in mail.notes if each.shown]


def arrivals(received_ids: Iterable[UUID]) -> list[Arrival]:
    """These mails, and before them those that they quote and that are on no case yet, also where not asked for.

    Reads what was not read yet. Raises channels.contracts.UnknownMessage.
    """
    mails = _in_order(_with_quoted(list(dict.fromkeys(received_ids))))
    senders = senders_of(mails)
    ours: dict[UUID, set[str]] = {mail.brand_id: set() for mail in mails}
    for mailbox in channels.mailboxes(ours) if ours else ():
        ours[mailbox.brand_id].update(mailbox.addresses)
    return [
        Arrival(
            mail,
            senders[mail.id],
            frozenset(ours[mail.brand_id]),
            message_terms(senders[mail.id].name[:200], senders[mail.id].address[:320], body_of(mail), file_names(mail)),
        )
        for mail in mails
    ]


def body_of(mail: ReceivedMessage) -> str:
    """The new text, or all there is: what is passed on is what the mail is about, and stays whole."""
    if forwarded_sender(mail.subject, mail.body_text) is not None:
        return mail.body_text.strip()
    return mail.body_new.strip() or mail.body_text.strip()


def file_names(mail: ReceivedMessage) -> list[str]:
    """The names of the files that one sees with it: not of pictures inside its text."""
    return [each.name for each in mail.attachments if not (each.inline and each.content_id)]


def _with_quoted(received_ids: Sequence[UUID]) -> dict[UUID, ReceivedMessage]:
    mails: dict[UUID, ReceivedMessage] = {}
    wanted = set(received_ids)
    while wanted:
        found = channels.received_many(sorted(wanted))
        mails |= {mail.id: mail for mail in found}
        quoted = {each.id for mail in found for each in mail.references if each.kind == "received"} - mails.keys()
        if quoted:
            quoted -= set(Message.objects.filter(received_id__in=quoted).values_list("received_id", flat=True))
        wanted = quoted - channels.matched(quoted) if quoted else set()  # what was on a case and is gone stays gone
    return mails


def _in_order(mails: dict[UUID, ReceivedMessage]) -> list[ReceivedMessage]:
    """As they came (files may begin with the newest), but what is quoted before what quotes it; circles are cut."""
    ordered: dict[UUID, ReceivedMessage] = {}
    begun: set[UUID] = set()
    waiting = sorted(mails, key=lambda each: (mails[each].received_at, each), reverse=True)
    while waiting:
        each = waiting[-1]
        quoted = [] if each in begun else [one.id for one in mails[each].references if one.id in mails]
        begun.add(each)
        first = [one for one in quoted if one not in begun]
        if first:
            waiting.extend(first)
        else:
            ordered.setdefault(waiting.pop(), mails[each])
    return list(ordered.values())
