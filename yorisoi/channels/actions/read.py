"""Read a stored message once and keep what was found."""

import logging

from django.db import IntegrityError, transaction

from yorisoi.kernel import audit, clock, files
from yorisoi.workspace.contracts import Actor

from .. import kinds
from ..contracts import AutomaticKind, Party, ReceivedFlag
from ..models import Reading, ReadingFile, Received
from .bounce import note_bounce
from .note import note_received

log = logging.getLogger(__name__)


type Read = tuple[Reading, list[ReadingFile]]


def read(received: Received) -> Read:
    """The reading of a message with its files; made and stored at the first call.

    Never raises for what is in the message.
    """
    if received.state == Received.State.STORED:
        content = _content(received)
        try:
            return _keep(received, content, _placed(content))
        except IntegrityError:
            pass  # another process read it at the same time
    reading = Reading.objects.get(pk=received.pk)
    return reading, list(reading.files.all())


def read_again(*, actor: Actor, received: Received) -> Read:
    """Throw the reading away and read anew, after the reader was mended. The raw message is the same as ever."""
    content = _content(received)
    placed = _placed(content)
    with transaction.atomic():
        Reading.objects.filter(pk=received.pk).delete()
        audit.record(actor.staff_id, "channels.read_again", "received", received.pk, received.brand_id)
        note_received(received, "read_again")
        return _keep(received, content, placed)


def _placed(content: kinds.Content) -> list[files.Placed]:
    return [files.place(each.content, each.name) for each in content.files]


def _content(received: Received) -> kinds.Content:
    raw = files.read(received.file)
    try:
        return kinds.reader(received.kind)(raw)
    except Exception as error:  # whatever a stranger sent must become a readable case, never a lost mail
        log.exception("received %s could not be read", received.pk)
        return kinds.Content(
            subject="",
            text="",
            flags=frozenset({"unreadable"}),
            notes=(f"The message could not be read ({type(error).__name__}: {error}).",),
            automatic=AutomaticKind.PERSON,
        )


def _parties(parties: tuple[Party, ...]) -> list[dict[str, str]]:
    return [{"address": each.address, "name": each.name} for each in parties]


@transaction.atomic
def _keep(received: Received, content: kinds.Content, placed: list[files.Placed]) -> Read:
    flags = content.flags | set(received.flags)
    reading = Reading.objects.create(
        received=received,
        subject=content.subject,
        from_address=content.sender.address[:320],
        from_name=content.sender.name,
        reply_to=_parties(content.reply_to),
        to=_parties(content.to),
        cc=_parties(content.cc),
        in_reply_to=content.in_reply_to,
        references=list(content.references),
        tokens=list(content.tokens),
        sent_at=content.sent_at,
        text=content.text,
        body_new=content.body_new,
        html=content.html,
        remote_images=content.remote_images,
        automatic=content.automatic.value,
        bounce={
            "message_id": content.bounced_message_id,
            "recipients": [
                {"address": each.address, "status": each.status, "reason": each.reason, "permanent": each.permanent}
                for each in content.bounced
            ],
        }
        if content.bounced or content.bounced_message_id
        else {},
        headers=content.headers,
        flags=sorted(flags),
        notes=list(content.notes),
        parsed_at=clock.now(),
    )
    attached = _attach(reading, content, placed) if placed else []
    unread = "unreadable" in content.flags
    received.state = Received.State.FAILED if unread else Received.State.PARSED
    Received.objects.filter(pk=received.pk).update(state=received.state)
    if reading.bounce and ReceivedFlag.LOOP not in flags:
        note_bounce(received, reading)
    return reading, attached


def _attach(reading: Reading, content: kinds.Content, placed: list[files.Placed]) -> list[ReadingFile]:
    return ReadingFile.objects.bulk_create(
        ReadingFile(
            reading=reading,
            file=row,
            place=place,
            name=each.name,
            size=row.size,
            content_type=each.content_type[:255],
            content_id=each.content_id,
            inline=each.inline,
        )
        for place, (each, row) in enumerate(zip(content.files, files.rows_of(placed), strict=True))
    )
