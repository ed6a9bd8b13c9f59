"""Keep the bytes that are handed to the server."""

from uuid import UUID

from django.db import transaction

from yorisoi.kernel import files

from ..models import Outbound


def hand_over(*, outbound_id: UUID, content: bytes) -> None:
    """Keep what is about to be offered, before it is: every attempt offers the same, and people may look at it."""
    placed = files.place(content, "mail.eml")
    with transaction.atomic():
        [row] = files.rows_of([placed])
        Outbound.objects.filter(pk=outbound_id).update(file=row)
