"""The settings page: a card for each thing somebody may set."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from yorisoi.kernel import slots
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.requests import StaffRequest


class Home(View):
    """The start page: the first place of the rail that the person may open."""

    def get(self, request: StaffRequest) -> HttpResponse:
        places = (entry for entry in slots.items("nav") if not entry.permission or request.actor.can(entry.permission))
        first = next(places, None)
        return HttpResponseRedirect(reverse(first.url_name if first else "workspace:profile"))


class Settings(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        cards = [each for each in slots.items("settings") if not each.permission or request.actor.can(each.permission)]
        return render(request, "workspace/settings.html", {"cards": cards})
