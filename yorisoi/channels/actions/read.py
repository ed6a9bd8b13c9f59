"""Read a stored message once and keep what was found."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from yorisoi.kernel import audit, clock, files, sql
from yorisoi.workspace.contracts import Actor

from .. import kinds
from ..contracts import AutomaticKind, Folded, Note, Party, ReceivedFlag
from ..models import Reading, ReadingFile, Received
from .bounce import note_bounce
from .note import note_received
from .own_lists import settled
from .signatures import without_signatures

log = logging.getLogger(__name__)


_FOLDED = {
    (False, False): Folded.NOTHING.value,
    (True, False): Folded.QUOTE.value,
    (False, True): Folded.SIGNATURE.value,
    (True, True): Folded.BOTH.value,
}

type Read = tuple[Reading, list[ReadingFile]]
type Found = tuple[Received, kinds.Content, list[files.Placed]]


def read_all(received: Sequence[Received]) -> dict[UUID, Read]:
    """The readings of messages with their files, by id; made and kept in one transaction at the first call.

    Never raises for what is in a message. Each is decoded and its files are on disk before the next one begins, so that
    one message at a time is in memory; the number of statements does not grow with them.
    """
    new = _kept([_found(row) for row in received if row.state == Received.State.STORED])
    kept = Reading.objects.in_bulk([row.pk for row in received if row.pk not in new])
    files_of: dict[UUID, list[ReadingFile]] = {pk: [] for pk in kept}
    for file in ReadingFile.objects.filter(reading__in=kept) if kept else ():
        files_of[file.reading_id].append(file)
    return new | {pk: (reading, files_of[pk]) for pk, reading in kept.items()}


def read_again(*, actor: Actor, received: Received) -> Read:
    """Throw the reading away and read anew, after the reader was mended. The raw message is the same as ever."""
    found = _found(received)
    with transaction.atomic():
        Reading.objects.filter(pk=received.pk).delete()
        audit.record(actor.staff_id, "channels.read_again", "received", received.pk, received.brand_id)
        note_received(received, "read_again")
        return _keep([found])[received.pk]


def _found(received: Received) -> Found:
    """What is in a message, its files on disk and no longer in memory."""
    content = _content(received)
    placed = [files.place(each.content, each.name) for each in content.files]
    return received, replace(content, files=tuple(replace(each, content=b"") for each in content.files)), placed


def _kept(found: Sequence[Found]) -> dict[UUID, Read]:
    """Keep them all; without those that another process keeps at the same time."""
    if not found:
        return {}
    try:
        return _keep(found)
    except IntegrityError:
        if len(found) == 1:
            return {}
        return {pk: kept for each in found for pk, kept in _kept([each]).items()}


def _content(received: Received) -> kinds.Content:
    raw = files.read(received.file)
    try:
        return settled(received.brand_id, kinds.reader(received.kind)(raw))
    except Exception as error:  # whatever a stranger sent must become a readable case, never a lost mail
        log.exception("received %s could not be read", received.pk)
        return kinds.Content(
            subject="",
            text="",
            flags=frozenset({"unreadable"}),
            notes=(Note("unreadable", detail=f"{type(error).__name__}: {error}"[:300]),),
            automatic=AutomaticKind.PERSON,
        )


def _parties(parties: tuple[Party, ...]) -> list[dict[str, str]]:
    return [{"address": each.address, "name": each.name} for each in parties]


@transaction.atomic
def _keep(found: Sequence[Found]) -> dict[UUID, Read]:
    contents = without_signatures((received, content) for received, content, _placed in found)
    readings = [_reading(each[0], content) for each, content in zip(found, contents, strict=True)]
    sql.insert(readings)
    attached = _attach(found)
    for state in (Received.State.PARSED, Received.State.FAILED):
        rows = [received for received, content, _placed in found if _state(content) == state]
        for row in rows:
            row.state = state
        if len(rows) == 1:
            sql.update(rows[0], ["state"])
        elif rows:
            Received.objects.filter(pk__in=[row.pk for row in rows]).update(state=state)
    for (received, _content, _placed), reading in zip(found, readings, strict=True):
        if reading.bounce and ReceivedFlag.LOOP not in reading.flags:
            note_bounce(received, reading)
    return {reading.pk: (reading, attached.get(reading.pk, [])) for reading in readings}


def _state(content: kinds.Content) -> Received.State:
    return Received.State.FAILED if "unreadable" in content.flags else Received.State.PARSED


def _reading(received: Received, content: kinds.Content) -> Reading:
    return Reading(
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
        folded=_FOLDED[content.has_quote, content.has_signature],
        html=content.html,
        remote_images=content.remote_images,
        automatic=content.automatic.value,
        bounce=_bounce(content),
        headers=content.headers,
        flags=sorted(content.flags | set(received.flags)),
        notes=[each.stored() for each in content.notes],
        parsed_at=clock.now(),
    )


def _bounce(content: kinds.Content) -> dict[str, Any]:
    if not (content.bounced or content.bounced_message_id):
        return {}
    return {
        "message_id": content.bounced_message_id,
        "recipients": [
            {"address": each.address, "status": each.status, "reason": each.reason, "permanent": each.permanent}
            for each in content.bounced
        ],
    }


def _attach(found: Sequence[Found]) -> dict[UUID, list[ReadingFile]]:
    """The files of each message in their places."""
    rows = iter(files.rows_of([each for _received, _content, placed in found for each in placed]))
    attached: dict[UUID, list[ReadingFile]] = {}
    for received, content, _placed in found:
        if content.files:
            attached[received.pk] = [
                ReadingFile(
                    reading_id=received.pk,
                    file=row,
                    place=place,
                    name=each.name,
                    size=row.size,
                    content_type=each.content_type[:255],
                    content_id=each.content_id,
                    inline=each.inline,
                )
                for place, (each, row) in enumerate(zip(content.files, rows, strict=False))
            ]
    sql.insert(file for some in attached.values() for file in some)
    return attached
