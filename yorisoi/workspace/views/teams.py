"""/settings/teams/"""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.places import change_team, create_team, remove_team
from yorisoi.workspace.forms import NewTeamForm, TeamForm
from yorisoi.workspace.permissions import STAFF_MANAGE
from yorisoi.workspace.queries.brands import managed_brands
from yorisoi.workspace.queries.places import get_team, teams
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on, tried


class Teams(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "workspace/teams.html", {"teams": teams(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = NewTeamForm(managed_brands(request.actor, STAFF_MANAGE), request.POST)
        if form.perform(create_team, actor=request.actor):
            return moved_on(request, _("The team was added."), "workspace:teams")
        return render(request, "workspace/team.html", {"form": form, "team": None}, status=INVALID)


class NewTeam(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        form = NewTeamForm(managed_brands(request.actor, STAFF_MANAGE))
        return render(request, "workspace/team.html", {"form": form, "team": None})


class OneTeam(View):
    def get(self, request: StaffRequest, team_id: UUID) -> HttpResponse:
        team = get_team(request.actor, team_id)
        form = TeamForm(initial={"name": team.name})
        return render(request, "workspace/team.html", {"form": form, "team": team})

    def post(self, request: StaffRequest, team_id: UUID) -> HttpResponse:
        team = get_team(request.actor, team_id)
        form = TeamForm(request.POST)
        if form.perform(change_team, actor=request.actor, team_id=team_id):
            return moved_on(request, _("Saved."), "workspace:teams")
        return render(request, "workspace/team.html", {"form": form, "team": team}, status=INVALID)

    def delete(self, request: StaffRequest, team_id: UUID) -> HttpResponse:
        def act() -> None:
            remove_team(actor=request.actor, team_id=team_id)

        return tried(request, act, _("The team was removed."), "workspace:teams")
