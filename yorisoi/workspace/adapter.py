"""How allauth behaves here: people are invited, mails are sent by jobs, signing in brings one's language and theme."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from yorisoi.kernel import jobs
from yorisoi.workspace.actions.presence import set_presence
from yorisoi.workspace.contracts import NOBODY, PresenceStatus
from yorisoi.workspace.display import remember
from yorisoi.workspace.models import User
from yorisoi.workspace.queries.actors import actor_of_user

# Said by the page itself, or by being where one wanted to go.
_UNSAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up on their own."""
        return False

    def send_password_reset_mail(self, user: User, _email: str, _context: dict[str, Any]) -> None:
        """By a job: quick, tried again if the mail server is away, and no slower for addresses that exist."""
        jobs.enqueue("workspace.mail_password_reset", user_id=str(user.id), unique_key=str(user.id))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The browser takes on the person's language and theme, whoever sat there before."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember(response, user.language, user.theme)

    def logout(self, request: HttpRequest) -> None:
        """Who signs out takes no more work."""
        actor = actor_of_user(request.user) if isinstance(request.user, User) else NOBODY
        if actor.staff_id is not None:
            set_presence(actor=actor, status=PresenceStatus.OFFLINE)
        super().logout(request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Notices that only repeat what the eye sees are left out."""
        if message_template not in _UNSAID and level >= messages.SUCCESS:
            super().add_message(request, level, message_template, *args, **kwargs)
