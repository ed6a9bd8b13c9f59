"""Put a message into the outbox."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.kernel import audit, clock, jobs, live, sql, unit
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor

from ..contracts import MailboxUnusable, NoRecipient, OutgoingFile, Party, RecipientState, Reference, UnknownMessage
from ..models import Mailbox, MessageKey, Outbound, Received
from ..tokens import digest, token
from .address import reaches_nobody
from .limit import over_the_limit
from .note import note_outbound
from .unsubscribing import wants_no_campaigns

MAX_REFERENCES = 30
MAX_HOLD_SECONDS = 3600
_FIRST_REFERENCES = 3
# No more grammar than a server needs: `a..b.@docomo.ne.jp` is a real address.
_WORD = r"""[^\s<>@\x00-\x1f\x7f,;:"()\[\]\\"""
_ADDRESS = re.compile(rf"{_WORD}]+@{_WORD}.]+(?:\.{_WORD}.]+)*")


@unit.work()
def send(
    *,
    actor: Actor,
    brand_id: UUID,
    mailbox_id: UUID,
    to: Sequence[str | Party],
    cc: Sequence[str | Party] = (),
    bcc: Sequence[str | Party] = (),
    subject: str,
    text: str,
    html: str = "",
    attachments: Sequence[UUID | OutgoingFile] = (),
    reply_to_received: UUID | None = None,
    references: Sequence[Reference] = (),
    sender_name: str = "",
    automatic: bool = False,
    unsubscribable: bool = False,
    hold_seconds: int = 0,
) -> UUID:
    """Write the message down and enqueue its delivery, `hold_seconds` (0-3600) from now; returns the outbound id.

    The message may be cancelled until then. An automatic message over the day's limit for one of its addresses is
    written down as cancelled, with the reason in its log. Raises MailboxUnusable and NoRecipient.
    """
    mailbox = _usable(mailbox_id, brand_id)
    people = {"to": _parties(to), "cc": _parties(cc), "bcc": _parties(bcc)}
    envelope = _envelope(people, one=unsubscribable)
    in_reply_to, chain = _thread(brand_id, reply_to_received, references)
    outbound_id = uuid7()
    now = clock.now()
    row = Outbound(
        id=outbound_id,
        brand_id=brand_id,
        mailbox=mailbox,
        kind=mailbox.kind,
        sender_name=sender_name,
        **people,
        subject=" ".join(subject.split()),
        body_text=text,
        body_html=html,
        attachments=[_file(each) for each in attachments],
        message_id=f"{token(outbound_id)}@{mailbox.domain}",
        in_reply_to=in_reply_to,
        references=chain,
        automatic=automatic,
        unsubscribable=unsubscribable,
        recipients={each: {"state": RecipientState.PENDING.value, "code": 0, "text": ""} for each in envelope},
        next_at=now + timedelta(seconds=max(0, min(hold_seconds, MAX_HOLD_SECONDS))),
        created_at=now,
        actor_id=actor.staff_id,
    )
    sql.insert([row])
    _queue(row, envelope, actor, reply_to_received)
    return row.pk


def _queue(row: Outbound, envelope: Sequence[str], actor: Actor, answers: UUID | None) -> None:
    """Make the message known by its Message-ID and have it delivered, unless it is one automatic mail too many."""
    kind, key = MessageKey.Kind.OUTBOUND, digest(row.message_id)
    sql.insert([MessageKey(brand_id=row.brand_id, digest=key, kind=kind, object_id=row.pk)])
    if wants_no_campaigns(row, envelope) or reaches_nobody(row, envelope, answers):
        return
    if row.automatic and over_the_limit(row, envelope):
        return
    note_outbound(row, "queued")
    audit.record(actor.staff_id, "channels.send", "outbound", row.pk, row.brand_id, recipients=len(envelope))
    jobs.enqueue("channels.deliver", outbound_id=str(row.pk), run_at=row.next_at)
    live.notify(f"outbox:{row.brand_id}", str(row.pk))


def _usable(mailbox_id: UUID, brand_id: UUID) -> Mailbox:
    mailbox = _mailbox.first(mailbox_id)
    if mailbox is None or mailbox.brand_id != brand_id:
        raise MailboxUnusable("the mailbox is not of this brand")
    if not mailbox.active:
        raise MailboxUnusable("the mailbox is switched off")
    return mailbox


@prepared
def _mailbox(mailbox_id: UUID) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(pk=mailbox_id)


@prepared
def _answered(received_id: UUID, brand_id: UUID) -> QuerySet[Received]:
    return Received.objects.select_related("reading").filter(pk=received_id, brand_id=brand_id)


def _parties(people: Iterable[str | Party]) -> list[dict[str, str]]:
    """As stored, without doubles; NoRecipient for what is no address."""
    found: dict[str, dict[str, str]] = {}
    for each in people:
        party = each if isinstance(each, Party) else Party(each)
        address = checked_address(party.address)
        found.setdefault(address.lower(), {"address": address, "name": " ".join(party.name.split())})
    return list(found.values())


def _envelope(people: dict[str, list[dict[str, str]]], *, one: bool) -> list[str]:
    """Each address once, whatever its letter case. Raises NoRecipient for none, and for several where one may be."""
    found: dict[str, str] = {}
    for rows in people.values():
        for each in rows:
            found.setdefault(each["address"].lower(), each["address"])
    if not found:
        raise NoRecipient("a message needs at least one recipient")
    if one and len(found) > 1:
        raise NoRecipient("a message with a link for unsubscribing goes to one recipient")
    return list(found.values())


def _file(each: UUID | OutgoingFile) -> dict[str, str]:
    file = each if isinstance(each, OutgoingFile) else OutgoingFile(each, "")
    return {"file_id": str(file.file_id), "name": file.name}


def checked_address(address: str) -> str:
    """The address without surrounding white space; NoRecipient when a mail system could not take it."""
    plain = address.strip()
    if len(plain) > 320 or not _ADDRESS.fullmatch(plain):
        raise NoRecipient(address)
    return plain


def _thread(brand_id: UUID, reply_to_received: UUID | None, references: Sequence[Reference]) -> tuple[str, list[str]]:
    """In-Reply-To and the References after RFC 5322 §3.6.4: the parent's chain and the parent, the oldest first.

    Cut in the middle when long: the first keep the thread together, the newest find the parent.
    """
    chain = _message_ids(brand_id, references)
    parent = ""
    if reply_to_received is not None:
        answered = _answered.first(reply_to_received, brand_id)
        if answered is None:
            raise UnknownMessage(reply_to_received)
        parent = answered.message_id
        if hasattr(answered, "reading"):
            reading = answered.reading
            chain = [*(reading.references or filter(None, [reading.in_reply_to])), *chain]
    elif chain:
        parent = chain[-1]
    whole = [each for each in dict.fromkeys(chain) if each != parent]
    if parent:
        whole.append(parent)
    if len(whole) > MAX_REFERENCES:
        whole = whole[:_FIRST_REFERENCES] + whole[-(MAX_REFERENCES - _FIRST_REFERENCES) :]
    return parent, whole


def _message_ids(brand_id: UUID, references: Sequence[Reference]) -> list[str]:
    """The Message-IDs of these messages of the brand, oldest first (ids sort by time)."""
    named: list[tuple[UUID, str]] = []
    received = [each.id for each in references if each.kind == "received"]
    outbound = [each.id for each in references if each.kind == "outbound"]
    if received:
        named += Received.objects.filter(pk__in=received, brand_id=brand_id).values_list("pk", "message_id")
    if outbound:
        named += Outbound.objects.filter(pk__in=outbound, brand_id=brand_id).values_list("pk", "message_id")
    return [message_id for _, message_id in sorted(named)]
