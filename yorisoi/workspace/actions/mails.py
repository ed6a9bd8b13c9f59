"""Sending what workspace has to say to staff; called by jobs, safe to call twice."""

from uuid import UUID

from yorisoi.kernel import clock
from yorisoi.workspace.mails import mail_to_invited, mail_to_reset
from yorisoi.workspace.models import Invitation, User


def send_invitation(*, invitation_id: UUID) -> None:
    """Mail an invitation that is still open; one withdrawn or accepted meanwhile is left alone."""
    invitation = (
        Invitation.objects.select_related("role", "brand", "invited_by")
        .filter(id=invitation_id, accepted_at=None)
        .first()
    )
    if invitation is not None:
        mail_to_invited(invitation).send()
        Invitation.objects.filter(id=invitation_id).update(sent_at=clock.now())


def send_password_reset(*, user_id: UUID) -> None:
    """Mail the link that sets a new password, if the person may still sign in."""
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is not None:
        mail_to_reset(user).send()
