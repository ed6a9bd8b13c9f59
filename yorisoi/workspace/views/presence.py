"""/presence/: the part of the top bar that says whether one takes work."""

from django.http import HttpResponse
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.presence import set_presence
from yorisoi.workspace.contracts import PresenceStatus
from yorisoi.workspace.forms import PresenceForm
from yorisoi.workspace.queries.people import own_presence
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID


class Presence(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return _part(request)

    def post(self, request: StaffRequest) -> HttpResponse:
        form = PresenceForm(request.POST)
        done = form.perform(lambda status: set_presence(actor=request.actor, status=PresenceStatus(status)))
        return _part(request, 200 if done else INVALID)


def _part(request: StaffRequest, status: int = 200) -> HttpResponse:
    context = {"presence": own_presence(request.actor)}
    return render(request, "workspace/presence.html", context, status=status)
