"""Somebody is signed out of a browser by who manages them."""

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction

from yorisoi.kernel import audit
from yorisoi.workspace.actions.staff import managed
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def end_session(*, actor: Actor, staff_id: UUID, session_id: int) -> None:
    """End one session of a member of staff. Raises NotFound, NotAllowed."""
    staff = managed(actor, staff_id)
    session = UserSession.objects.filter(pk=session_id, user_id=staff.user_id).first()
    if session is None:
        raise NotFound("session")
    audit.record(
        actor.staff_id, "sign_in.signed_out_by", "sign_in", staff.id, ip=str(session.ip), agent=session.user_agent[:300]
    )
    session.end()
