"""Read a stored message once and keep what was found."""

import logging

from django.db import IntegrityError, transaction

from yorisoi.kernel import audit, clock, files
from yorisoi.workspace.contracts import Actor

from .. import kinds
from ..contracts import AutomaticKind, Party, ReceivedFlag
from ..models import Reading, ReadingFile, Received
from .bounce import note_bounce

log = logging.getLogger(__name__)


def read(received: Received) -> Reading:
    """The reading of a message; made and stored at the first call. Never raises for what is in the message."""
    found = Reading.objects.filter(pk=received.pk).first()
    if found is not None:
        return found
    content = _content(received)
    try:
        return _keep(received, content)
    except IntegrityError:
        return Reading.objects.get(pk=received.pk)  # another process read it at the same time


def read_again(*, actor: Actor, received: Received) -> Reading:
    """Throw the reading away and read anew, after the reader was mended. The raw message is the same as ever."""
    content = _content(received)
    with transaction.atomic():
        Reading.objects.filter(pk=received.pk).delete()
        audit.record(actor.staff_id, "channels.read_again", "received", received.pk, received.brand_id)
        return _keep(received, content)


def _content(received: Received) -> kinds.Content:
    with files.open(received.file_id) as file:
        raw = file.read()
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
def _keep(received: Received, content: kinds.Content) -> Reading:
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
    ReadingFile.objects.bulk_create(
        ReadingFile(
            reading=reading,
            file_id=files.store(each.content, each.name).id,
            place=place,
            name=each.name,
            size=len(each.content),
            content_type=each.content_type[:255],
            content_id=each.content_id,
            inline=each.inline,
        )
        for place, each in enumerate(content.files)
    )
    unread = "unreadable" in content.flags
    received.state = Received.State.FAILED if unread else Received.State.PARSED
    Received.objects.filter(pk=received.pk).update(state=received.state)
    if reading.bounce and ReceivedFlag.LOOP not in flags:
        note_bounce(received, reading)
    return reading
