"""/settings/staff/ and what hangs on a member of staff: roles, deactivation."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.access import give_role, take_role
from yorisoi.workspace.actions.sessions import end_session
from yorisoi.workspace.actions.staff import change_staff, deactivate_staff, reactivate_staff
from yorisoi.workspace.forms import GrantForm, StaffForm
from yorisoi.workspace.models import Staff
from yorisoi.workspace.permissions import AUDIT_READ
from yorisoi.workspace.queries.places import every_site, teams
from yorisoi.workspace.queries.roles import roles_to_give
from yorisoi.workspace.queries.sessions import sessions_of
from yorisoi.workspace.queries.staff import changeable, get_staff, grants_of, places_to_give, staff_list
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on, tried
from yorisoi.workspace.views.paging import after_of


class StaffMembers(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        text = request.GET.get("q", "")
        page = staff_list(request.actor, text=text, after=after_of(request))
        following = urlencode({"q": text, "after": page.after})
        context = {"page": page, "text": text, "query": following}
        return render(request, "workspace/staff_list.html", context, block="results")


class StaffMember(View):
    def get(self, request: StaffRequest, staff_id: UUID) -> HttpResponse:
        staff = get_staff(request.actor, staff_id)
        return _page(request, staff, _staff_form(request, initial=_values(staff)), _grant_form(request))

    def post(self, request: StaffRequest, staff_id: UUID) -> HttpResponse:
        staff = get_staff(request.actor, staff_id)
        form = _staff_form(request, request.POST)
        if form.perform(change_staff, actor=request.actor, staff_id=staff_id):
            return moved_on(request, _("Saved."), "workspace:staff-member", staff_id=staff_id)
        return _page(request, staff, form, _grant_form(request), INVALID)


class Grants(View):
    def post(self, request: StaffRequest, staff_id: UUID) -> HttpResponse:
        staff = get_staff(request.actor, staff_id)
        form = _grant_form(request, request.POST)
        if form.perform(give_role, actor=request.actor, staff_id=staff_id):
            return moved_on(request, _("The role was given."), "workspace:staff-member", staff_id=staff_id)
        return _page(request, staff, _staff_form(request, initial=_values(staff)), form, INVALID)


class OneGrant(View):
    def delete(self, request: StaffRequest, staff_id: UUID, grant_id: UUID) -> HttpResponse:
        get_staff(request.actor, staff_id)

        def act() -> None:
            take_role(actor=request.actor, grant_id=grant_id)

        return tried(request, act, _("The role was taken back."), "workspace:staff-member", staff_id=staff_id)


class Deactivation(View):
    def post(self, request: StaffRequest, staff_id: UUID) -> HttpResponse:
        def act() -> None:
            deactivate_staff(actor=request.actor, staff_id=staff_id)

        text = _("They cannot sign in any more.")
        return tried(request, act, text, "workspace:staff-member", staff_id=staff_id)

    def delete(self, request: StaffRequest, staff_id: UUID) -> HttpResponse:
        def act() -> None:
            reactivate_staff(actor=request.actor, staff_id=staff_id)

        return tried(request, act, _("They can sign in again."), "workspace:staff-member", staff_id=staff_id)


class Session(View):
    def delete(self, request: StaffRequest, staff_id: UUID, session_id: int) -> HttpResponse:
        end_session(actor=request.actor, staff_id=staff_id, session_id=session_id)
        return moved_on(request, _("Signed out there."), "workspace:staff-member", staff_id=staff_id)


def _staff_form(request: StaffRequest, *args: Any, **kwargs: Any) -> StaffForm:
    return StaffForm(every_site(request.actor), teams(request.actor), *args, **kwargs)


def _grant_form(request: StaffRequest, *args: Any) -> GrantForm:
    return GrantForm(roles_to_give(request.actor), places_to_give(request.actor), *args)


def _values(staff: Staff) -> dict[str, Any]:
    names = ("family_name", "given_name", "family_reading", "given_reading", "number", "site_id")
    return {name: getattr(staff, name) for name in names} | {"team_ids": [team.id for team in staff.teams.all()]}


def _page(request: StaffRequest, staff: Staff, form: StaffForm, grant: GrantForm, status: int = 200) -> HttpResponse:
    context = {
        "staff": staff,
        "form": form,
        "grant_form": grant,
        "grants": grants_of(request.actor, staff.id),
        "may_change": changeable(request.actor, staff.id),
        "sessions": sessions_of(request.actor, staff.id),
        "may_audit": request.actor.can(AUDIT_READ),
        "is_self": staff.id == request.actor.staff_id,
    }
    return render(request, "workspace/staff_member.html", context, status=status)
