"""/settings/invitations/, and the page a mailed link opens."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.invitations import accept, invite, send_again, withdraw
from yorisoi.workspace.forms import InvitationForm, JoinForm
from yorisoi.workspace.permissions import STAFF_MANAGE
from yorisoi.workspace.queries.invitations import invitations, open_invitation
from yorisoi.workspace.queries.roles import roles_to_give
from yorisoi.workspace.queries.staff import places_to_give
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on, tried
from yorisoi.workspace.views.paging import after_of


class Invitations(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        page = invitations(request.actor, after=after_of(request))
        return render(request, "workspace/invitations.html", {"page": page}, block="results")

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(STAFF_MANAGE)
        form = _form(request, request.POST)
        if form.perform(invite, actor=request.actor):
            return moved_on(request, _("The invitation is on its way."), "workspace:invitations")
        return render(request, "workspace/invitation.html", {"form": form}, status=INVALID)


class NewInvitation(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(STAFF_MANAGE)
        return render(request, "workspace/invitation.html", {"form": _form(request)})


class OneInvitation(View):
    def delete(self, request: StaffRequest, invitation_id: UUID) -> HttpResponse:
        def act() -> None:
            withdraw(actor=request.actor, invitation_id=invitation_id)

        return tried(request, act, _("The invitation was withdrawn."), "workspace:invitations")


class Mails(View):
    def post(self, request: StaffRequest, invitation_id: UUID) -> HttpResponse:
        def act() -> None:
            send_again(actor=request.actor, invitation_id=invitation_id)

        return tried(request, act, _("A new link is on its way."), "workspace:invitations")


@method_decorator(login_not_required, name="dispatch")
class Join(View):
    """What a mailed link opens: name and password, then in."""

    def get(self, request: StaffRequest, token: str) -> HttpResponse:
        invitation = open_invitation(token)
        status = 200 if invitation else 404
        return render(request, "workspace/join.html", {"form": JoinForm(), "invitation": invitation}, status=status)

    def post(self, request: StaffRequest, token: str) -> HttpResponse:
        invitation, form, joined = open_invitation(token), JoinForm(request.POST), []
        if form.perform(lambda **values: joined.append(accept(token=token, **values))):
            response: HttpResponse = perform_login(request, Login(user=joined[0].user))
            return response
        return render(request, "workspace/join.html", {"form": form, "invitation": invitation}, status=INVALID)


def _form(request: StaffRequest, *args: Any) -> InvitationForm:
    return InvitationForm(roles_to_give(request.actor), places_to_give(request.actor), *args)
