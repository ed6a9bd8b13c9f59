"""/settings/health/: what `yorisoi doctor` says, for the browser."""

from django.http import HttpResponse
from django.views import View

from yorisoi.config import doctor
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.permissions import ORGANISATION_MANAGE, needs_everywhere
from yorisoi.workspace.requests import StaffRequest


class Health(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, ORGANISATION_MANAGE)
        return render(request, "config/health.html", {"findings": list(doctor.of_the_machine())})


class Outside(View):
    """The parts that reach out, loaded on their own: a dead mail server takes its time."""

    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, ORGANISATION_MANAGE)
        return render(request, "config/findings.html", {"findings": list(doctor.outside())})
