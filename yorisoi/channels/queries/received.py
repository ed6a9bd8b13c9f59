"""Received messages as others read them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.kernel.sql import prepared

from ..contracts import (
    AutomaticKind,
    BouncedRecipient,
    Folded,
    Party,
    ReceivedAttachment,
    ReceivedMessage,
    Reference,
    UnknownMessage,
)
from ..kinds import identity_of
from ..models import Reading, ReadingFile, Received
from .notes import flagged, notes_of
from .references import Earlier, Named, people_of, referenced_all


def get_received(received_id: UUID) -> Received:
    """The row; UnknownMessage when there is none. Whoever asks has checked that the reader may see it."""
    return get_many([received_id])[0]


def get_many(received_ids: Collection[UUID]) -> list[Received]:
    """The rows in the order of the ids, by one query; UnknownMessage when there is none of one."""
    found = {row.pk: row for row in _of_ids(set(received_ids))}
    for each in received_ids:
        if each not in found:
            raise UnknownMessage(each)
    return [found[each] for each in received_ids]


@prepared
def _of_ids(received_ids: Collection[UUID]) -> QuerySet[Received]:
    return Received.objects.select_related("file").filter(pk__in=received_ids)


def parties(rows: list[dict[str, str]]) -> tuple[Party, ...]:
    """Addresses as stored, as values."""
    return tuple(Party(row["address"], row["name"]) for row in rows)


type Read = tuple[Reading, Sequence[ReadingFile]]


def messages(received: Sequence[Received], readings: Mapping[UUID, Read]) -> list[ReceivedMessage]:
    """The messages with their references resolved within their brands; four queries however many they are."""
    earlier = referenced_all([_named(row, readings[row.pk][0]) for row in received])
    people = people_of({each.id: each for some in earlier for each in some}.values())
    return [
        _message(row, *readings[row.pk], _references(row, readings[row.pk][0], some, people))
        for row, some in zip(received, earlier, strict=True)
    ]


def _message(
    received: Received, reading: Reading, files: Sequence[ReadingFile], references: tuple[Reference, ...]
) -> ReceivedMessage:
    return ReceivedMessage(
        id=received.pk,
        brand_id=received.brand_id,
        mailbox_id=received.mailbox_id,
        channel=received.kind,
        message_id=received.message_id,
        from_address=reading.from_address,
        from_name=reading.from_name,
        reply_to=parties(reading.reply_to),
        to=parties(reading.to),
        cc=parties(reading.cc),
        subject=reading.subject,
        body_text=reading.text,
        body_new=reading.body_new,
        body_html=reading.html,
        attachments=attachments(files),
        sent_at=min(reading.sent_at or received.received_at, received.received_at),
        received_at=received.received_at,
        automatic=AutomaticKind(reading.automatic),
        references=references,
        flags=frozenset(reading.flags),
        notes=(*notes_of(reading), *flagged(received, reading.flags)),
        raw_file_id=received.file_id,
        remote_images=reading.remote_images,
        folded=Folded(reading.folded),
        identity=identity_of(received.kind),
        bounced=tuple(
            BouncedRecipient(each["address"], each["status"], each["reason"], each["permanent"])
            for each in reading.bounce.get("recipients", ())
        ),
    )


def attachments(files: Sequence[ReadingFile]) -> tuple[ReceivedAttachment, ...]:
    """The files of a message in their order."""
    return tuple(
        ReceivedAttachment(
            file_id=file.file_id,
            name=file.name,
            size=file.size,
            content_type=file.content_type,
            content_id=file.content_id,
            inline=file.inline,
        )
        for file in files
    )


def _named(received: Received, reading: Reading) -> Named:
    """A bounce speaks about the message that failed, whatever else it quotes."""
    ids = [reading.bounce.get("message_id", ""), reading.in_reply_to, *reversed(reading.references)]
    texts = [*reading.tokens, str(received.envelope.get("recipient", ""))]
    return Named(received.brand_id, [id for id in ids if id], texts)


def _references(
    received: Received, reading: Reading, earlier: Sequence[Earlier], people: Mapping[UUID, frozenset[str]]
) -> tuple[Reference, ...]:
    """Newest first, without the message itself."""
    sender = reading.from_address.lower()
    return tuple(
        Reference(each.kind, each.id, each.by, sender_took_part=sender in people.get(each.id, frozenset()))
        for each in earlier
        if each.id != received.pk
    )
