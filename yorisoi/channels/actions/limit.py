"""The daily limit of automatic messages to one address: what ends a loop of two machines."""

from collections.abc import Sequence

from django.db.models import F

from yorisoi.kernel import clock

from ..models import AutomaticCount, Outbound
from .note import note_outbound

LIMIT = 10


def over_the_limit(row: Outbound, addresses: Sequence[str]) -> bool:
    """Count this automatic message for each address; when one has had its share today, cancel the message instead.

    Runs inside the caller's transaction.
    """
    limit = int(row.mailbox.config.get("automatic_limit", LIMIT))
    day = clock.today()
    counts = AutomaticCount.objects.filter(brand_id=row.brand_id, day=day)
    for address in addresses:
        count, _ = AutomaticCount.objects.get_or_create(brand_id=row.brand_id, address=address.lower(), day=day)
        if not counts.filter(pk=count.pk, sent__lt=limit).update(sent=F("sent") + 1):
            row.state = Outbound.State.CANCELLED
            row.next_at = None
            row.last_text = f"automatic messages today: {limit}"
            row.save(update_fields=["state", "next_at", "last_text"])
            note_outbound(row, "suppressed", address=address, limit=limit)
            return True
    return False
