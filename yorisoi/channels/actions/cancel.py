"""Take a message back before it leaves."""

from uuid import UUID

from django.db import transaction

from yorisoi.kernel import audit, live
from yorisoi.workspace.contracts import Actor

from ..contracts import UnknownMessage
from ..models import Outbound
from ..queries import cancellable
from .note import note_outbound


@transaction.atomic
def cancel(*, actor: Actor, outbound_id: UUID) -> bool:
    """True when the message will not leave; False when it is too late (being sent, sent, or partly accepted)."""
    row = Outbound.objects.select_for_update().filter(pk=outbound_id).first()
    if row is None:
        raise UnknownMessage(outbound_id)
    if not cancellable(row):
        return row.state == Outbound.State.CANCELLED
    row.state = Outbound.State.CANCELLED
    row.next_at = None
    row.save(update_fields=["state", "next_at"])
    note_outbound(row, "cancelled")
    audit.record(actor.staff_id, "channels.cancel", "outbound", row.pk, row.brand_id)
    live.notify(f"outbox:{row.brand_id}", str(row.pk))
    return True
