"""The settings page: a card for each thing somebody may set."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views import View

from yorisoi.kernel import slots
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.requests import StaffRequest


class Home(View):
    """The start page: the first place of the rail that the person may open."""

    def get(self, request: StaffRequest) -> HttpResponse:
        places = (entry for entry in slots.items("nav") if not entry.permission or request.actor.can(entry.permission))
        first = next(places, None)
        return HttpResponseRedirect(reverse(first.url_name if first else "workspace:profile"))


class Settings(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        cards = [card for card in slots.items("settings") if _may_open(request.actor, card)]
        return render(request, "workspace/settings.html", {"cards": cards})


def _may_open(actor: Actor, card: slots.Setting) -> bool:
    if card.permission is None:
        return True
    return actor.can_everywhere(card.permission) if card.everywhere else actor.can(card.permission)
