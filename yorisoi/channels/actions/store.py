"""Keep what arrived, before anything else is done with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from yorisoi.kernel import clock, events, files, sql
from yorisoi.kernel.ids import uuid7

from ..contracts import ReceivedFlag
from ..durable import on_disk
from ..events import MessageReceived
from ..models import DeliveryEvent, MessageKey, Received
from ..tokens import digest, read_tokens

type Key = tuple[UUID, str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Raw bytes with where they arrived. `envelope`: what the transport said (strings). `received_at`: default now."""

    mailbox_id: UUID
    brand_id: UUID
    kind: str
    raw: bytes = field(repr=False)
    message_id: str
    body_digest: str
    via: str
    envelope: dict[str, Any] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    received_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What makes it the same message when it comes again."""
        return self.mailbox_id, self.message_id, self.body_digest


@dataclass(frozen=True, slots=True)
class Stored:
    """The row of an arrival; `new` is False when it had come before."""

    received_id: UUID
    new: bool


def store_all(arrivals: Sequence[Arrival], *, tell: bool = True) -> list[Stored]:
    """Store raw messages in one transaction; when it returns outside of any other they are safely on disk.

    A message that came before (mailbox + Message-ID + digest of the body) makes no second row. A known Message-ID
    with another body is a new message, flagged. Publishes MessageReceived for each new one; tell=False: the caller
    has `tell_all` do that later.
    """
    placed = [files.place(each.raw, "mail.eml") for each in arrivals]
    try:
        return _store(arrivals, placed, tell=tell)
    except IntegrityError:  # another process stored one of them between our look and our insert
        return _store(arrivals, placed, tell=tell)


def tell_all(received_ids: Iterable[UUID]) -> None:
    """Publish MessageReceived for stored messages, in this order. Doing it twice changes nothing."""
    for received_id in received_ids:
        events.publish(MessageReceived(received_id))


def _store(arrivals: Sequence[Arrival], placed: Sequence[files.Placed], *, tell: bool) -> list[Stored]:
    with on_disk(), transaction.atomic():
        kept = [row.pk for row in files.rows_of(placed)]
        known = _known(arrivals)
        rows: list[Received] = []
        stored: list[Stored] = []
        for each, file_id in zip(arrivals, kept, strict=True):
            digests = known[each.mailbox_id, each.message_id]
            if each.body_digest in digests:
                stored.append(Stored(digests[each.body_digest], new=False))
                continue
            row = _row(each, file_id, reused=bool(digests))
            digests[each.body_digest] = row.id
            rows.append(row)
            stored.append(Stored(row.id, new=True))
        sql.insert(rows)
        sql.insert(
            MessageKey(
                brand_id=row.brand_id, digest=digest(row.message_id), kind=MessageKey.Kind.RECEIVED, object_id=row.id
            )
            for row in rows
        )
        _note_repeats(arrivals, stored)
        if tell:
            tell_all(row.id for row in rows)
    return stored


def _known(arrivals: Sequence[Arrival]) -> dict[tuple[UUID, str], dict[str, UUID]]:
    """(mailbox, Message-ID) -> digest of the body -> id of the row, for those stored before."""
    known: dict[tuple[UUID, str], dict[str, UUID]] = defaultdict(dict)
    rows = _named({each.mailbox_id for each in arrivals}, {each.message_id for each in arrivals})
    for mailbox_id, message_id, body_digest, row_id in rows:
        known[mailbox_id, message_id][body_digest] = row_id
    return known


@sql.prepared
def _named(mailbox_ids: Collection[UUID], message_ids: Collection[str]) -> sql.Rows:
    rows = Received.objects.filter(mailbox_id__in=mailbox_ids, message_id__in=message_ids)
    return rows.values_list("mailbox_id", "message_id", "body_digest", "id")


def _row(each: Arrival, file_id: UUID, *, reused: bool) -> Received:
    flags = set(each.flags)
    if reused:
        flags.add(ReceivedFlag.SAME_ID_OTHER_BODY.value)
    if any(True for _ in read_tokens(each.message_id)):
        flags.add(ReceivedFlag.OWN_MAIL.value)
    now = clock.now()
    return Received(
        id=uuid7(),
        brand_id=each.brand_id,
        mailbox_id=each.mailbox_id,
        kind=each.kind,
        file_id=file_id,
        message_id=each.message_id,
        body_digest=each.body_digest,
        received_at=min(each.received_at or now, now),
        via=each.via,
        envelope=each.envelope,
        size=len(each.raw),
        flags=sorted(flags),
    )


def _note_repeats(arrivals: Sequence[Arrival], stored: Sequence[Stored]) -> None:
    now = clock.now()
    sql.insert(
        DeliveryEvent(
            received_id=done.received_id, mailbox_id=each.mailbox_id, at=now, verb="repeated", data={"via": each.via}
        )
        for each, done in zip(arrivals, stored, strict=True)
        if not done.new
    )
