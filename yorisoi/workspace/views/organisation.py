"""/settings/organisation/"""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.organisation import name_organisation
from yorisoi.workspace.forms import OrganisationForm
from yorisoi.workspace.queries.organisation import organisation_to_change
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on


class OneOrganisation(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        form = OrganisationForm(initial={"name": organisation_to_change(request.actor)})
        return render(request, "workspace/organisation.html", {"form": form})

    def post(self, request: StaffRequest) -> HttpResponse:
        organisation_to_change(request.actor)
        form = OrganisationForm(request.POST)
        if form.perform(name_organisation, actor=request.actor):
            return moved_on(request, _("Saved."), "workspace:settings")
        return render(request, "workspace/organisation.html", {"form": form}, status=INVALID)
