"""Work for later: sending what is due."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.sql import prepared

from . import actions
from .models import Outbound


@jobs.job("channels.deliver", retries=8)
def deliver(outbound_id: str) -> None:
    """Send a message, and with it all that is due from the same mailbox."""
    mailbox_id = _mailbox_of.first(UUID(outbound_id))
    if mailbox_id is None or actions.deliver(mailbox_id=mailbox_id):
        return
    leased_until = _claimed_until.first(UUID(outbound_id))
    if (
        leased_until is not None and leased_until > clock.now()
    ):  # another process is at it; should it have died, its lease ends soon
        jobs.enqueue(
            "channels.deliver",
            outbound_id=outbound_id,
            unique_key=outbound_id,
            run_at=leased_until + timedelta(seconds=1),
        )


@prepared
def _mailbox_of(outbound_id: UUID) -> QuerySet[Outbound, UUID]:
    return Outbound.objects.filter(pk=outbound_id).values_list("mailbox_id", flat=True)


@prepared
def _claimed_until(outbound_id: UUID) -> QuerySet[Outbound, datetime | None]:
    rows = Outbound.objects.filter(pk=outbound_id, state=Outbound.State.SENDING)
    return rows.values_list("leased_until", flat=True)


@jobs.schedule("channels.sweep_outbox", every=timedelta(minutes=1))
def sweep_outbox() -> None:
    """Find what is due without a job: messages claimed by a process that died, or whose job is dead."""
    late = clock.now() - timedelta(minutes=1)
    left = Q(state=Outbound.State.QUEUED, next_at__lte=late) | Q(
        state=Outbound.State.SENDING, leased_until__lte=clock.now()
    )
    for mailbox_id in Outbound.objects.filter(left).values_list("mailbox_id", flat=True).distinct():
        jobs.enqueue("channels.sweep", mailbox_id=str(mailbox_id), unique_key=f"channels.sweep:{mailbox_id}")


@jobs.job("channels.sweep", retries=0)
def sweep(mailbox_id: str) -> None:
    """Send all that is due from a mailbox."""
    actions.deliver(mailbox_id=UUID(mailbox_id))
