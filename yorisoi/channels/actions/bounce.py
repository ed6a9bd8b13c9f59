"""A mail system told us that one of our messages did not arrive."""

from typing import Any
from uuid import UUID

from yorisoi.kernel import clock, events

from .. import queries
from ..contracts import Outcome, RecipientState
from ..events import DeliveryFailed
from ..models import DeliveryEvent, Outbound, Reading, Received
from .address import mark_bad


def note_bounce(received: Received, reading: Reading) -> None:
    """Write a bounce down on the message that failed; publishes DeliveryFailed for final ones.

    Runs inside the caller's transaction. A bounce that names none of this brand's messages changes nothing.
    """
    outbound = _failed_message(received.brand_id, reading)
    if outbound is None:
        return
    permanent = [each for each in reading.bounce["recipients"] if each["permanent"]]
    reached = {address.lower(): address for address in outbound.recipients}
    for each in permanent:
        address = reached.get(each["address"].lower())
        if address is not None:
            outbound.recipients[address] = {
                "state": RecipientState.BOUNCED.value,
                "code": 0,
                "text": _words(each),
            }
            mark_bad(outbound.brand_id, address, Outcome.BOUNCED.value, _words(each))
    outbound.save(update_fields=["recipients"])
    now = clock.now()
    DeliveryEvent.objects.bulk_create(
        DeliveryEvent(
            outbound=outbound,
            mailbox_id=outbound.mailbox_id,
            at=now,
            verb="bounced" if each["permanent"] else "delayed",
            data={"address": each["address"], "text": _words(each)},
        )
        for each in reading.bounce["recipients"]
    )
    if permanent:
        events.publish(DeliveryFailed(outbound.pk, permanent=True))


def _words(each: dict[str, Any]) -> str:
    return f"{each['status']} {each['reason']}".strip()


def _failed_message(brand_id: UUID, reading: Reading) -> Outbound | None:
    wanted = [reading.bounce["message_id"], reading.in_reply_to, *reading.references]
    named = queries.Named(brand_id, [each for each in wanted if each], reading.tokens)
    for reference in queries.referenced(named):
        if reference.kind == "outbound":
            return Outbound.objects.select_for_update().filter(pk=reference.id).first()
    return None
