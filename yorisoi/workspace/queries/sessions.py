"""In which browsers somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession

from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.queries.staff import get_staff


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser. `seen` is when it last asked for a page."""

    id: int
    since: datetime
    seen: datetime
    ip: str
    browser: str


def sessions_of(actor: Actor, staff_id: UUID) -> list[SignedIn]:
    """The browsers of a member of staff whom the actor manages, the latest first."""
    staff = get_staff(actor, staff_id)
    rows = UserSession.objects.filter(user_id=staff.user_id).order_by("-last_seen_at")
    return [
        SignedIn(each.pk, each.created_at, each.last_seen_at, each.ip, each.user_agent)
        for each in rows
        if each.exists()
    ]
