"""/settings/outbox/"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest

from .. import actions, queries
from .labels import STATES, VIEWS


class Outbox(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        view = request.GET.get("view", "waiting")
        page = queries.outbox(request.actor, view, _after(request))
        tabs = [(words, f"?view={key}") for key, words in VIEWS.items()]
        context = {"page": page, "tabs": tabs, "view": view, "states": STATES}
        return render(request, "channels/outbox.html", context, block="rows")


class OneOutbound(View):
    def get(self, request: StaffRequest, outbound_id: UUID) -> HttpResponse:
        row = queries.get_outbound(request.actor, outbound_id)
        context = {"row": row, "delivery": queries.delivery(row), "log": queries.outbound_log(row.pk), "states": STATES}
        return render(request, "channels/outbound.html", context)


class Attempts(View):
    def post(self, request: StaffRequest, outbound_id: UUID) -> HttpResponse:
        queries.get_outbound(request.actor, outbound_id)
        done = actions.retry(actor=request.actor, outbound_id=outbound_id)
        said = _("It will be sent now.") if done else _("There is nothing left to send.")
        return _back(request, outbound_id, said, done)


class Cancellation(View):
    def post(self, request: StaffRequest, outbound_id: UUID) -> HttpResponse:
        queries.get_outbound(request.actor, outbound_id)
        done = actions.cancel(actor=request.actor, outbound_id=outbound_id)
        said = _("It will not be sent.") if done else _("Too late: it is being sent or has left already.")
        return _back(request, outbound_id, said, done)


def _back(request: HttpRequest, outbound_id: UUID, said: str, done: bool) -> HttpResponse:
    messages.add_message(request, messages.SUCCESS if done else messages.WARNING, said)
    return HttpResponseRedirect(reverse("channels:outbound", kwargs={"outbound_id": outbound_id}))


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
