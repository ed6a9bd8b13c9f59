"""/settings/roles/"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.roles import change_role, create_role, remove_role
from yorisoi.workspace.forms import RoleForm
from yorisoi.workspace.models import Role
from yorisoi.workspace.permissions import ROLES_MANAGE, needs_everywhere
from yorisoi.workspace.queries.roles import get_role, permission_groups, roles
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on, tried


class Roles(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        may_add = request.actor.can_everywhere(ROLES_MANAGE)
        return render(request, "workspace/roles.html", {"roles": roles(request.actor), "may_add": may_add})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = _form(request.POST)
        if form.perform(create_role, actor=request.actor):
            return moved_on(request, _("The role was added."), "workspace:roles")
        return _page(request, form, None, INVALID)


class NewRole(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, ROLES_MANAGE)
        return _page(request, _form(), None)


class OneRole(View):
    def get(self, request: StaffRequest, role_id: UUID) -> HttpResponse:
        role = get_role(request.actor, role_id)
        return _page(request, _form(initial={"name": role.title, "permissions": role.permissions}), role)

    def post(self, request: StaffRequest, role_id: UUID) -> HttpResponse:
        role = get_role(request.actor, role_id)
        form = _form(request.POST)
        if form.perform(change_role, actor=request.actor, role_id=role_id):
            return moved_on(request, _("Saved."), "workspace:roles")
        return _page(request, form, role, INVALID)

    def delete(self, request: StaffRequest, role_id: UUID) -> HttpResponse:
        def act() -> None:
            remove_role(actor=request.actor, role_id=role_id)

        return tried(request, act, _("The role was removed."), "workspace:roles")


def _form(*args: Any, **kwargs: Any) -> RoleForm:
    choices = [pair for group in permission_groups() for pair in group.permissions]
    return RoleForm(choices, *args, **kwargs)


def _page(request: StaffRequest, form: RoleForm, role: Role | None, status: int = 200) -> HttpResponse:
    may_change = request.actor.can_everywhere(ROLES_MANAGE) and not (role and role.given)
    context = {"form": form, "role": role, "groups": permission_groups(), "may_change": may_change}
    return render(request, "workspace/role.html", context, status=status)
