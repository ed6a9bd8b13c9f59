"""/notifications/: what one was told of; the bell in the top bar; how one wants to be told."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.notifications import choose_ways, mark_all_read, mark_read
from yorisoi.workspace.contracts import MailChoice
from yorisoi.workspace.queries.notifications import MOST, own_choices, own_notifications, unread_count
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import moved_on


class Notifications(View):
    """GET: the list (?view=unread, ?before=id). DELETE is not offered: they go by themselves."""

    def get(self, request: StaffRequest) -> HttpResponse:
        unread = request.GET.get("view") == "unread"
        page = own_notifications(request.actor, before=_id(request.GET.get("before", "")), unread=unread)
        values = {"page": page, "unread_only": unread, "unread": unread_count(request.actor), "most": MOST}
        return render(request, "workspace/notifications.html", values)


class Reading(View):
    """POST: all of them are read."""

    def post(self, request: StaffRequest) -> HttpResponse:
        mark_all_read(actor=request.actor)
        return moved_on(request, _("All notifications are read."), "workspace:notifications")


class OneReading(View):
    """POST: this one is read."""

    def post(self, request: StaffRequest, notification_id: UUID) -> HttpResponse:
        mark_read(actor=request.actor, notification_id=notification_id)
        return moved_on(request, _("Marked as read."), "workspace:notifications")


class Bell(View):
    """The sign in the top bar."""

    def get(self, request: StaffRequest) -> HttpResponse:
        values = {"unread": unread_count(request.actor), "most": MOST}
        return render(request, "workspace/bell.html", values)


class Choices(View):
    """/settings/notifications/"""

    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "workspace/notification_choices.html", {"choices": own_choices(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        chosen = {row.kind: _way(request, row.kind, row.mail) for row in own_choices(request.actor)}
        choose_ways(actor=request.actor, ways=chosen)
        return moved_on(request, _("Saved."), "workspace:notification-choices")


def _way(request: StaffRequest, kind: str, before: MailChoice) -> tuple[bool, MailChoice]:
    mail = request.POST.get(f"mail:{kind}", "")
    return f"screen:{kind}" in request.POST, MailChoice(mail) if mail in set(MailChoice) else before


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
