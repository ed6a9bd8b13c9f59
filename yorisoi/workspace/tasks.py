"""Jobs of workspace."""

from datetime import time
from uuid import UUID

from yorisoi.kernel import jobs
from yorisoi.workspace.actions import mails, notifications, profile


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


@jobs.job("workspace.mail_notification")
def mail_notification(notification_id: str) -> None:
    """Mail one notification to who is told at once."""
    notifications.send_notification(notification_id=UUID(notification_id))


@jobs.job("workspace.mail_digest")
def mail_digest(staff_id: str) -> None:
    """Mail somebody the day's notifications in one."""
    notifications.send_digest(staff_id=UUID(staff_id))


@jobs.schedule("workspace.mail_digests", daily_at=time(8))
def mail_digests() -> None:
    """A mail for everybody who wants notifications once a day."""
    notifications.enqueue_digests()


@jobs.schedule("workspace.sweep_notifications", daily_at=time(3, 40))
def sweep_notifications() -> None:
    """Forget what was told long ago."""
    notifications.sweep_notifications()
