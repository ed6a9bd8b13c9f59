"""Try again, by hand, to send a message that failed or waits."""

from uuid import UUID

from django.db import transaction

from yorisoi.kernel import audit, clock, jobs, live
from yorisoi.workspace.contracts import Actor

from ..contracts import RecipientState, UnknownMessage
from ..models import Outbound
from .address import mark_good
from .note import note_outbound


@transaction.atomic
def retry(*, actor: Actor, outbound_id: UUID) -> bool:
    """Send now to all addresses that have not accepted it; False when there is nothing to do."""
    row = Outbound.objects.select_for_update().filter(pk=outbound_id).first()
    if row is None:
        raise UnknownMessage(outbound_id)
    if row.state not in {Outbound.State.FAILED, Outbound.State.QUEUED}:
        return False
    for each in row.recipients.values():
        if each["state"] == RecipientState.REFUSED.value:
            each["state"] = RecipientState.PENDING.value
    if all(each["state"] != RecipientState.PENDING.value for each in row.recipients.values()):
        return False
    if not any(each["state"] == RecipientState.ACCEPTED.value for each in row.recipients.values()):
        row.file = None  # nobody has it, so what was mended since may show in it
    row.state = Outbound.State.QUEUED
    row.attempts = 0
    row.next_at = clock.now()
    row.save(update_fields=["state", "attempts", "next_at", "recipients", "file"])
    mark_good(row.brand_id, *row.recipients)
    note_outbound(row, "retried")
    audit.record(actor.staff_id, "channels.retry", "outbound", row.pk, row.brand_id)
    jobs.enqueue("channels.deliver", outbound_id=str(row.pk))
    live.notify(f"outbox:{row.brand_id}", str(row.pk))
    return True
