"""Addresses that mail does not reach, or whose owners do not want it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.kernel import clock
from yorisoi.kernel.sql import prepared

from ..models import BadAddress, Outbound, Received
from .note import note_outbound


def mark_bad(brand_id: UUID, address: str, reason: str, text: str) -> None:
    """Remember that mail to this address does not arrive ("bounced") or is not wanted ("complained")."""
    BadAddress.objects.update_or_create(
        brand_id=brand_id,
        address=address.lower()[:320],
        defaults={"reason": reason, "text": text, "since": clock.now()},
    )


def mark_good(brand_id: UUID, *addresses: str) -> None:
    """Mail arrives there again, its owner wrote to us, or somebody wants to try once more."""
    BadAddress.objects.filter(brand_id=brand_id, address__in=[address.lower() for address in addresses]).delete()


def reaches_nobody(row: Outbound, addresses: Sequence[str], answers: UUID | None) -> bool:
    """Cancel an automatic message to a bad address; note on one that a person writes that mail there came back.

    answers: the received message that this one answers; whoever wrote since then is good again. Runs inside the
    caller's transaction; one query where no address is bad.
    """
    bad = _bad(row.brand_id, {address.lower() for address in addresses})
    if bad and answers is not None:
        bad = [each for each in bad if not _wrote_since(each, answers)]
    for each in bad:
        verb = "suppressed_bad" if row.automatic else "bad_address"
        note_outbound(row, verb, address=each.address, text=each.text)
    if not bad or not row.automatic:
        return False
    row.state = Outbound.State.CANCELLED
    row.next_at = None
    row.last_text = f"{bad[0].address}: {bad[0].text}"
    row.save(update_fields=["state", "next_at", "last_text"])
    return True


@prepared
def _bad(brand_id: UUID, addresses: Collection[str]) -> QuerySet[BadAddress]:
    return BadAddress.objects.filter(brand_id=brand_id, address__in=addresses)


def _wrote_since(bad: BadAddress, answers: UUID) -> bool:
    wrote = Received.objects.filter(pk=answers, received_at__gt=bad.since, reading__from_address__iexact=bad.address)
    if wrote.exists():
        bad.delete()
        return True
    return False
