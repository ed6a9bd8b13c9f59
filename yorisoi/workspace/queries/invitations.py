"""Invitations: by their mailed token, and those an actor may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.invitations import read_token
from yorisoi.workspace.models import Invitation
from yorisoi.workspace.permissions import STAFF_MANAGE
from yorisoi.workspace.queries.queues import queue_names


def open_invitation(token: str) -> Invitation | None:
    """The invitation that a mailed link opens; None if the link is not ours, replaced, withdrawn, used or too old."""
    read = read_token(token)
    if read is None:
        return None
    return (
        Invitation.objects.select_related("brand", "role")
        .filter(id=read[0], nonce=read[1], accepted_at=None, expires_at__gt=clock.now())
        .first()
    )


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """Some open invitations, the id after which the next page begins (None on the last), and the present time.

    `queues`: names by id of the queues they are limited to.
    """

    rows: list[Invitation]
    after: UUID | None
    now: datetime
    queues: dict[UUID, str]


def invitations(actor: Actor, *, after: UUID | None = None, limit: int = 50) -> InvitationPage:
    """Open invitations to brands the actor manages, the newest first; `after` is the last id of the page before."""
    actor.needs(STAFF_MANAGE)
    rows: QuerySet[Invitation] = Invitation.objects.filter(accepted_at=None).select_related(
        "role", "brand", "invited_by"
    )
    if not actor.can_everywhere(STAFF_MANAGE):
        rows = rows.filter(brand_id__in=actor.brand_ids(STAFF_MANAGE))
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    shown = found[:limit]
    names = queue_names({row.brand_id for row in shown if row.brand_id and row.queue_id})
    return InvitationPage(shown, shown[-1].id if len(found) > limit else None, clock.now(), names)
