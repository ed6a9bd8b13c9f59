"""/settings/sites/"""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.places import change_site, create_site, remove_site
from yorisoi.workspace.forms import SiteForm
from yorisoi.workspace.permissions import SITES_MANAGE, needs_everywhere
from yorisoi.workspace.queries.places import get_site, sites
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on, tried


class Sites(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "workspace/sites.html", {"sites": sites(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = SiteForm(request.POST)
        if form.perform(create_site, actor=request.actor):
            return moved_on(request, _("The site was added."), "workspace:sites")
        return render(request, "workspace/site.html", {"form": form, "site": None}, status=INVALID)


class NewSite(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, SITES_MANAGE)
        return render(request, "workspace/site.html", {"form": SiteForm(), "site": None})


class OneSite(View):
    def get(self, request: StaffRequest, site_id: UUID) -> HttpResponse:
        site = get_site(request.actor, site_id)
        return render(request, "workspace/site.html", {"form": SiteForm.of(site), "site": site})

    def post(self, request: StaffRequest, site_id: UUID) -> HttpResponse:
        site = get_site(request.actor, site_id)
        form = SiteForm.of(site, request.POST)
        if form.perform(change_site, actor=request.actor, site_id=site_id):
            return moved_on(request, _("Saved."), "workspace:sites")
        return render(request, "workspace/site.html", {"form": form, "site": site}, status=INVALID)

    def delete(self, request: StaffRequest, site_id: UUID) -> HttpResponse:
        def act() -> None:
            remove_site(actor=request.actor, site_id=site_id)

        return tried(request, act, _("The site was removed."), "workspace:sites")
