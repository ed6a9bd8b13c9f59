"""Campaigns are unwanted: kept for each brand and address, told by an event."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yorisoi.kernel import audit, clock, events
from yorisoi.workspace.contracts import Actor

from ..contracts import UnknownMessage
from ..events import AddressUnsubscribed
from ..models import Outbound, Unsubscription
from ..queries import unsubscribed_of
from ..tokens import read_unsubscribe_token
from .note import note_outbound


@transaction.atomic
def unsubscribe(*, token: str) -> UUID:
    """Take the address of the message with this token off the brand's campaigns, once; the unsubscription's id.

    Raises UnknownMessage for a token that we never made.
    """
    outbound_id = read_unsubscribe_token(token)
    row = Outbound.objects.filter(pk=outbound_id, unsubscribable=True).first() if outbound_id is not None else None
    if row is None:
        raise UnknownMessage(token)
    [address] = row.addresses
    found, new = Unsubscription.objects.get_or_create(
        brand_id=row.brand_id, address=address.lower(), defaults={"at": clock.now(), "outbound": row}
    )
    if new:
        note_outbound(row, "unsubscribed", address=address)
        audit.record(None, "channels.unsubscribe", "outbound", row.pk, row.brand_id, address=address)
        events.publish(AddressUnsubscribed(found.pk))
    return found.pk


@transaction.atomic
def subscribe_again(*, actor: Actor, brand_id: UUID, address: str) -> bool:
    """Because they asked for it; False when the address was not unsubscribed."""
    gone, _rows = Unsubscription.objects.filter(brand_id=brand_id, address=address.strip().lower()).delete()
    if gone:
        audit.record(actor.staff_id, "channels.subscribe_again", "brand", brand_id, brand_id, address=address)
    return bool(gone)


def wants_no_campaigns(row: Outbound, addresses: Sequence[str]) -> bool:
    """Cancel a campaign's message to somebody who unsubscribed; runs inside the caller's transaction."""
    unwanted = unsubscribed_of(row.brand_id, addresses) if row.unsubscribable else set()
    for address in addresses:
        if address.lower() in unwanted:
            note_outbound(row, "suppressed_unsubscribed", address=address)
    if not unwanted:
        return False
    row.state = Outbound.State.CANCELLED
    row.next_at = None
    row.last_text = "unsubscribed"
    row.save(update_fields=["state", "next_at", "last_text"])
    return True
