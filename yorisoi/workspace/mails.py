"""Mails of workspace to staff. Sent by jobs, never while somebody waits for a page."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from yorisoi.kernel.ui import times
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.invitations import token_for
from yorisoi.workspace.models import Invitation, Notification, User
from yorisoi.workspace.passwords import reset_path
from yorisoi.workspace.queries.notifications import in_words
from yorisoi.workspace.queries.organisation import organisation_name


def mail_to_invited(invitation: Invitation) -> EmailMessage:
    """The mail that asks somebody to join."""
    with translation.override(invitation.language):
        place = invitation.brand.name if invitation.brand else organisation_name()
        path = reverse("workspace:join", kwargs={"token": token_for(invitation.id, invitation.nonce)})
        words = {
            "inviter": invitation.invited_by.display_name if invitation.invited_by else organisation_name(),
            "place": place,
            "role": invitation.role.title,
            "address": settings.PUBLIC_URL + path,
            "until": times.date_long(invitation.expires_at),
        }
        return EmailMessage(
            subject=_("Invitation to %(place)s") % {"place": place},
            body=_(
                "%(inviter)s invites you to work with Yorisoi at %(place)s (%(role)s).\n\n"
                "Open this page, enter your name and choose a password:\n\n%(address)s\n\n"
                "The page can be opened until %(until)s. If you do not know what this is about, "
                "you need not do anything.\n"
            )
            % words,
            to=[invitation.email],
        )


def mail_to_reset(user: User) -> EmailMessage:
    """The mail with the link that sets a new password."""
    with translation.override(user.language):
        return EmailMessage(
            subject=_("Choose a new password for Yorisoi"),
            body=_(
                "Somebody (you, we hope) asked for a new password for %(email)s.\n\n"
                "Open this page to choose one:\n\n%(address)s\n\n"
                "If it was not you, you need not do anything: the old password still holds.\n"
            )
            % {"email": user.email, "address": settings.PUBLIC_URL + reset_path(user)},
            to=[user.email],
        )


# No machine shall answer these, and ours never tells anybody of an answer to them (RFC 3834; Exchange's own).
_UNANSWERED = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def mail_of_notifications(actor: Actor, user: User, rows: Sequence[Notification]) -> EmailMessage | None:
    """One mail with these notifications of one person; None when they may see none of it any more."""
    with translation.override(user.language):
        told = [each for each in in_words(actor, rows) if each.path]
        if not told:
            return None
        pieces = [
            "\n".join(filter(None, (each.sentence, each.title, each.line, settings.PUBLIC_URL + each.path)))
            for each in told
        ]
        where = settings.PUBLIC_URL + reverse("workspace:notification-choices")
        end = _("You get this mail because of your own choice. Change it here:\n%(address)s\n") % {"address": where}
        words = {"n": len(told)}
        return EmailMessage(
            subject=told[0].sentence if len(told) == 1 else _("%(n)d notifications from Yorisoi") % words,
            body="\n\n".join([*pieces, "-- ", end]),
            to=[user.email],
            headers=_UNANSWERED,
        )
