"""/settings/webhooks/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.integrations import actions, labels
from yorisoi.integrations.forms import EndpointForm, NewEndpointForm
from yorisoi.integrations.models import Endpoint
from yorisoi.integrations.queries.endpoints import (
    attempts_of,
    deliveries,
    endpoint_brands,
    endpoints,
    get_delivery,
    get_endpoint,
    stop_of,
)
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Webhooks(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "integrations/webhooks.html", {"endpoints": endpoints(request.actor), "labels": labels})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = NewEndpointForm(endpoint_brands(request.actor), request.POST)
        made: list[tuple[UUID, str]] = []
        if form.perform(lambda **given: made.append(actions.create_endpoint(**given)), actor=request.actor):
            return _secret(request, get_endpoint(request.actor, made[0][0]), made[0][1])
        return render(request, "integrations/webhook_new.html", {"form": form}, status=422)


class NewWebhook(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        brands = endpoint_brands(request.actor)
        form = NewEndpointForm(brands, initial={"brand_id": brands[0].id if len(brands) == 1 else None})
        return render(request, "integrations/webhook_new.html", {"form": form})


class OneWebhook(View):
    """POST changes, DELETE removes."""

    def get(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        endpoint = get_endpoint(request.actor, endpoint_id)
        given = {"url": endpoint.url, "events": endpoint.events, "description": endpoint.description}
        return _page(request, endpoint, EndpointForm(initial=given))

    def post(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        endpoint = get_endpoint(request.actor, endpoint_id)
        form = EndpointForm(request.POST)
        if form.perform(actions.change_endpoint, actor=request.actor, endpoint_id=endpoint_id):
            return _back(request, endpoint_id, _("Saved."))
        return _page(request, endpoint, form, 422)

    def delete(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        actions.remove_endpoint(actor=request.actor, endpoint_id=endpoint_id)
        messages.success(request, _("The endpoint was removed."))
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("integrations:webhooks")})


class Secret(View):
    """POST makes a new one."""

    def post(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        text = actions.renew_secret(actor=request.actor, endpoint_id=endpoint_id)
        return _secret(request, get_endpoint(request.actor, endpoint_id), text, renewed=True)


class Test(View):
    """POST sends a test."""

    def post(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        actions.ping(actor=request.actor, endpoint_id=endpoint_id)
        return _back(request, endpoint_id, _("A test was sent. The log below says how it was answered."))


class Stop(View):
    """POST stops."""

    def post(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        actions.stop_endpoint(actor=request.actor, endpoint_id=endpoint_id)
        return _back(request, endpoint_id, _("Nothing is sent to it any more."))


class Resumption(View):
    """POST takes up again."""

    def post(self, request: StaffRequest, endpoint_id: UUID) -> HttpResponse:
        actions.resume_endpoint(actor=request.actor, endpoint_id=endpoint_id)
        return _back(request, endpoint_id, _("It is told again."))


class Repetition(View):
    """POST sends a delivery again."""

    def post(self, request: StaffRequest, delivery_id: UUID) -> HttpResponse:
        delivery = get_delivery(request.actor, delivery_id)
        actions.send_again(actor=request.actor, delivery_id=delivery_id)
        return _back(request, delivery.endpoint_id, _("It is sent again, under the same id."))


def _back(request: StaffRequest, endpoint_id: UUID, text: str) -> HttpResponse:
    messages.success(request, text)
    return HttpResponseRedirect(reverse("integrations:webhook", kwargs={"endpoint_id": endpoint_id}))


def _page(request: StaffRequest, endpoint: Endpoint, form: EndpointForm, status: int = 200) -> HttpResponse:
    try:
        after = UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError:
        after = None
    shown, following = deliveries(endpoint, after)
    rows = [(each, attempts_of(each)) for each in shown]
    values: dict[str, Any] = {"endpoint": endpoint, "form": form, "rows": rows, "following": following}
    values |= {"stop": stop_of(endpoint), "labels": labels}
    return render(request, "integrations/webhook.html", values, status=status)


def _secret(request: StaffRequest, endpoint: Endpoint, text: str, *, renewed: bool = False) -> HttpResponse:
    """The only page that shows it, kept by no browser."""
    values = {"endpoint": endpoint, "text": text, "renewed": renewed}
    response = render(request, "integrations/webhook_secret.html", values)
    response.headers["Cache-Control"] = "no-store"
    return response
