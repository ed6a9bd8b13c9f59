"""Received messages as others read them."""

from collections.abc import Sequence
from uuid import UUID

from ..contracts import (
    AutomaticKind,
    BouncedRecipient,
    Party,
    ReceivedAttachment,
    ReceivedMessage,
    Reference,
    UnknownMessage,
)
from ..kinds import identity_of
from ..models import Reading, ReadingFile, Received
from .references import people_of, referenced


def get_received(received_id: UUID) -> Received:
    """The row; UnknownMessage when there is none. Whoever asks has checked that the reader may see it."""
    try:
        return Received.objects.select_related("file").get(pk=received_id)
    except Received.DoesNotExist:
        raise UnknownMessage(received_id) from None


def parties(rows: list[dict[str, str]]) -> tuple[Party, ...]:
    """Addresses as stored, as values."""
    return tuple(Party(row["address"], row["name"]) for row in rows)


def message(received: Received, reading: Reading, files: Sequence[ReadingFile]) -> ReceivedMessage:
    """The message with its references resolved within its brand."""
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
        references=_references(received, reading),
        flags=frozenset(reading.flags),
        parse_note=" ".join(reading.notes),
        raw_file_id=received.file_id,
        remote_images=reading.remote_images,
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


def _references(received: Received, reading: Reading) -> tuple[Reference, ...]:
    """Newest first. A bounce speaks about the message that failed, whatever else it quotes."""
    named = [reading.bounce.get("message_id", ""), reading.in_reply_to, *reversed(reading.references)]
    texts = [*reading.tokens, str(received.envelope.get("recipient", ""))]
    earlier = [
        each for each in referenced(received.brand_id, [id for id in named if id], texts) if each.id != received.pk
    ]
    people = people_of(earlier)
    sender = reading.from_address.lower()
    return tuple(
        Reference(each.kind, each.id, each.by, sender_took_part=sender in people.get(each.id, frozenset()))
        for each in earlier
    )
