"""Write a line into a message's log."""

from collections.abc import Iterable
from typing import Any

from yorisoi.kernel import clock, sql, unit

from ..contracts import ReceivedNote
from ..models import DeliveryEvent, Outbound, Received


def note_outbound(row: Outbound, verb: str, **data: Any) -> None:
    """A line about a message that we send; runs inside the caller's transaction."""
    _put_down(DeliveryEvent(outbound_id=row.pk, mailbox_id=row.mailbox_id, at=clock.now(), verb=verb, data=data))


def note_received(row: Received, verb: str, **data: Any) -> None:
    """A line about a message that came in; runs inside the caller's transaction."""
    _put_down(DeliveryEvent(received_id=row.pk, mailbox_id=row.mailbox_id, at=clock.now(), verb=verb, data=data))


def note_all(notes: Iterable[ReceivedNote]) -> None:
    """Lines about messages that came in; runs inside the caller's transaction."""
    now = clock.now()
    for each in notes:
        _put_down(
            DeliveryEvent(
                received_id=each.received_id, mailbox_id=each.mailbox_id, at=now, verb=each.verb, data=each.data
            )
        )


def _put_down(event: DeliveryEvent) -> None:
    unit.at_end(sql.insert, event)
