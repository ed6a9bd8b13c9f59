"""What became of messages."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from yorisoi.kernel.sql import prepared

from ..contracts import Delivery, LogLine, OutboundState, ReceivedFlag, RecipientDelivery, RecipientState
from ..models import DeliveryEvent, Outbound, Reading, Received
from ..wording import words_of
from .reading_log import reading_log

_COLUMNS = ("state", "attempts", "next_at", "sent_at", "last_code", "last_text", "recipients", "to", "cc", "bcc")


def deliveries(outbound_ids: Collection[UUID]) -> dict[UUID, Delivery]:
    """How far each message is, by id; unknown ids are left out."""
    if len(outbound_ids) == 1:
        return {row.pk: delivery(row) for row in _one(next(iter(outbound_ids)))}
    return {row.pk: delivery(row) for row in Outbound.objects.filter(pk__in=outbound_ids).only(*_COLUMNS)}


@prepared
def _one(outbound_id: UUID) -> QuerySet[Outbound]:
    return Outbound.objects.filter(pk=outbound_id).only(*_COLUMNS)


def delivery(row: Outbound) -> Delivery:
    """How far one message is."""
    return Delivery(
        outbound_id=row.pk,
        state=OutboundState(row.state),
        attempts=row.attempts,
        next_at=row.next_at,
        sent_at=row.sent_at,
        last_code=row.last_code,
        last_text=row.last_text,
        recipients=tuple(
            RecipientDelivery(address, RecipientState(each["state"]), each["code"], each["text"])
            for address, each in ((address, row.recipients[address]) for address in row.addresses)
        ),
        cancellable=cancellable(row),
    )


def cancellable(row: Outbound) -> bool:
    """Nothing has left yet."""
    return row.state == Outbound.State.QUEUED and all(
        each["state"] != RecipientState.ACCEPTED.value for each in row.recipients.values()
    )


def outbound_log(outbound_id: UUID) -> list[LogLine]:
    """What happened to a message that we send, oldest first, in words."""
    return _lines(DeliveryEvent.objects.filter(outbound_id=outbound_id))


def sent_file(outbound_id: UUID) -> UUID | None:
    """The file with the bytes that were handed to the server; None when nothing was yet."""
    return Outbound.objects.filter(pk=outbound_id).values_list("file_id", flat=True).first()


_SUPPRESSED = {"suppressed": "limit", "suppressed_bad": "bad", "suppressed_unsubscribed": "unsubscribed"}


def suppressed(outbound_id: UUID) -> str:
    """Why a message was not sent: "limit", "bad", "unsubscribed", or "" when it goes its way."""
    verbs = DeliveryEvent.objects.filter(outbound_id=outbound_id, verb__in=_SUPPRESSED).values_list("verb", flat=True)
    return next((_SUPPRESSED[verb] for verb in verbs), "")


def received_log(received: Received) -> list[LogLine]:
    """What happened to a message that came in, oldest first, in words.

    Storing and reading stand in their own rows; the log keeps only what is beyond that. A message that nobody has read
    yet has no lines about what is in it.
    """
    how = {"via": received.via.upper(), "size": received.size}
    lines = [LogLine(received.received_at, "stored", words_of("stored", how))]
    if "folder" in received.envelope:
        lines.insert(0, LogLine(received.received_at, "fetched", words_of("fetched", received.envelope)))
    if ReceivedFlag.SAME_ID_OTHER_BODY in received.flags:
        verb = ReceivedFlag.SAME_ID_OTHER_BODY.value
        lines.append(LogLine(received.received_at, verb, words_of(verb, {})))
    for reading in Reading.objects.filter(pk=received.pk).annotate(file_count=Count("files")):
        lines += reading_log(received, reading, reading.file_count)
    rest = _lines(DeliveryEvent.objects.filter(received=received))
    return sorted([*lines, *rest], key=lambda line: line.at)


def matched(received_ids: Collection[UUID]) -> set[UUID]:
    """Those whose log says that they were put on a case."""
    rows = DeliveryEvent.objects.filter(received__in=received_ids, verb__in=("matched", "opened"))
    return {pk for pk in rows.values_list("received_id", flat=True) if pk is not None}


def _lines(rows: QuerySet[DeliveryEvent]) -> list[LogLine]:
    return [LogLine(row.at, row.verb, words_of(row.verb, row.data)) for row in rows]
