"""Jobs of workspace."""

from uuid import UUID

from yorisoi.kernel import jobs
from yorisoi.workspace.actions import mails, profile


@jobs.job("workspace.mail_invitation")
def mail_invitation(invitation_id: str) -> None:
    """Mail an invitation."""
    mails.send_invitation(invitation_id=UUID(invitation_id))


@jobs.job("workspace.mail_password_reset")
def mail_password_reset(user_id: str) -> None:
    """Mail the link that sets a new password."""
    mails.send_password_reset(user_id=UUID(user_id))


@jobs.job("workspace.keep_display")
def keep_display(user_id: str, language: str, theme: str) -> None:
    """Keep a person's language and theme."""
    profile.keep_display(user_id=UUID(user_id), language=language, theme=theme)
