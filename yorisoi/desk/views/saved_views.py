"""/inbox/views/: views of the inbox that people keep."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.permissions import READ, SHARE_VIEWS
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui import render
from yorisoi.workspace import public as workspace
from yorisoi.workspace.public import StaffRequest


class SavedViews(View):
    """GET lists them; POST saves one, or with `update` lets a kept one show this."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        views = queries.saved_views(request.actor)
        brands = {brand.id: brand.name for brand in workspace.brands(request.actor.brand_ids(READ))}
        own, shared = ([each for each in views if bool(each.brand_id) is there] for there in (False, True))
        return render(request, "desk/saved_views.html", {"own": own, "shared": shared, "brands": brands})

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        try:
            address = f"{reverse('desk:inbox')}?{_saved(request)}"
        except DeskError as error:
            return render(request, "desk/save_view.html", _form(request, request.POST, str(error)), status=422)
        htmx = request.headers.get("HX-Request") == "true"
        return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)


class NewSavedView(View):
    """The dialog in which the list shown is saved."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        query = queries.tidy_query(request.GET.urlencode())
        return render(request, "desk/save_view_dialog.html", _form(request, {"query": query}))


class Counts(View):
    """How many cases stand in each saved view, as text by key; "99+" where counting stopped."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        found = queries.view_counts(request.actor)
        texts = {f"saved:{key}": f"{each.n}{'+' if each.more else ''}" for key, each in found.items() if each.n}
        return JsonResponse(texts)


class SavedView(View):
    """POST renames, moves (move=up|down) or drops (drop=1) a view."""

    def post(self, request: StaffRequest, view_id: UUID) -> HttpResponse:
        queries.own_view(request.actor, view_id)
        try:
            _change(request, view_id)
        except DeskError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("desk:saved-views"))


def _change(request: StaffRequest, view_id: UUID) -> None:
    given = request.POST
    if given.get("drop") == "1":
        actions.drop_view(actor=request.actor, view_id=view_id)
        messages.success(request, _("The view was dropped."))
    elif given.get("move") in ("up", "down"):
        actions.move_view(actor=request.actor, view_id=view_id, up=given["move"] == "up")
    else:
        actions.change_view(actor=request.actor, view_id=view_id, name=given.get("name", ""))
        messages.success(request, _("The view was renamed."))


def _saved(request: StaffRequest) -> str:
    """Save what was asked for; the view's part of the inbox's address."""
    given = request.POST
    view_id, query = one_id(given.get("update", "")), given.get("query", "")
    if view_id is not None:
        actions.change_view(actor=request.actor, view_id=view_id, query=query)
    else:
        brand_id = one_id(given.get("brand", ""))
        view_id = actions.save_view(actor=request.actor, name=given.get("name", ""), query=query, brand_id=brand_id)
    return next(each.address for each in queries.saved_views(request.actor) if each.id == view_id)


def _form(request: StaffRequest, given: Any, error: str = "") -> dict[str, Any]:
    saved = one_id(request.GET.get("saved", ""))
    views = queries.saved_views(request.actor)
    brands = workspace.brands(request.actor.brand_ids(SHARE_VIEWS))
    return {
        "query": given.get("query", ""),
        "name": given.get("name", ""),
        "brand": given.get("brand", ""),
        "brands": [(brand.id, _("Everybody at %(brand)s") % {"brand": brand.name}) for brand in brands],
        "current": next((each for each in views if each.id == saved and each.mine), None),
        "error": error,
    }
