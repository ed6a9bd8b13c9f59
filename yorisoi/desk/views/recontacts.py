"""/settings/recontacts/: what counts as a recontact, with the rate over the past."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.forms import RecontactForm
from yorisoi.desk.permissions import MANAGE_RECONTACTS
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest, brands


class Recontacts(View):
    """The definitions of a brand (?brand=). POST makes one, or with `preview` only shows its rate."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, _brand(request), RecontactForm())

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id, form = _brand(request), RecontactForm(request.POST)
        if not form.is_valid():
            return _page(request, brand_id, form, status=422)
        if "preview" in request.POST:
            return _page(request, brand_id, form, preview=queries.past_rate(brand_id, form.rule()))
        try:
            actions.define_recontact(actor=request.actor, brand_id=brand_id, **form.cleaned_data)
        except DeskError as error:
            form.add_error(None, str(error))
            return _page(request, brand_id, form, status=422)
        messages.success(request, _("Contacts are marked by it from now on."))
        return HttpResponseRedirect(f"{reverse('desk:recontacts')}?brand={brand_id}")


class OneRecontact(View):
    """POST: the definition marks no more."""

    def post(self, request: StaffRequest, definition_id: UUID) -> HttpResponse:
        brand_id = queries.managed_definition(request.actor, definition_id).brand_id
        actions.end_recontact(actor=request.actor, definition_id=definition_id)
        messages.success(request, _("The definition has ended; its marks stay."))
        return HttpResponseRedirect(f"{reverse('desk:recontacts')}?brand={brand_id}")


def _brand(request: StaffRequest) -> UUID:
    request.actor.needs(MANAGE_RECONTACTS)
    known = [brand.id for brand in brands(request.actor.brand_ids(MANAGE_RECONTACTS))]
    given = request.GET.get("brand", "")
    chosen = one_id(given) if given else known[0]
    if chosen is None or chosen not in known:
        raise NotFound(_("There is no such brand."))
    return chosen


def _page(
    request: StaffRequest, brand_id: UUID, form: RecontactForm, status: int = 200, preview: Any = None
) -> HttpResponse:
    values: dict[str, Any] = {"form": form, "brand_id": brand_id, "preview": preview}
    values["rows"] = queries.definition_rows(request.actor, brand_id)
    values["brands"] = brands(request.actor.brand_ids(MANAGE_RECONTACTS))
    return render(request, "desk/recontacts.html", values, status=status)
