"""Write a line into a message's log."""

from typing import Any

from yorisoi.kernel import clock, statements, unit

from ..models import DeliveryEvent, Outbound, Received


def note_outbound(row: Outbound, verb: str, **data: Any) -> None:
    """A line about a message that we send; runs inside the caller's transaction."""
    _put_down(DeliveryEvent(outbound_id=row.pk, mailbox_id=row.mailbox_id, at=clock.now(), verb=verb, data=data))


def note_received(row: Received, verb: str, **data: Any) -> None:
    """A line about a message that came in; runs inside the caller's transaction."""
    _put_down(DeliveryEvent(received_id=row.pk, mailbox_id=row.mailbox_id, at=clock.now(), verb=verb, data=data))


def _put_down(event: DeliveryEvent) -> None:
    unit.at_end(statements.insert, event)
