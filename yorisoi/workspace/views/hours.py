"""/settings/hours/: business hours of all brands and of each."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.hours import follow_all, set_hours
from yorisoi.workspace.forms import HoursForm
from yorisoi.workspace.permissions import BRANDS_MANAGE
from yorisoi.workspace.queries.brands import brands
from yorisoi.workspace.queries.hours import Opening, days_ahead, opening_to_change, own_hours
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on


class HoursList(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(BRANDS_MANAGE)
        managed = brands(request.actor.brand_ids(BRANDS_MANAGE))
        everywhere = request.actor.can_everywhere(BRANDS_MANAGE)
        values = {"brands": managed, "own": own_hours(each.id for each in managed), "everywhere": everywhere}
        return render(request, "workspace/hours_list.html", values)


class HoursOfAll(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, None)

    def post(self, request: StaffRequest) -> HttpResponse:
        return _set(request, None)


class HoursOfBrand(View):
    def get(self, request: StaffRequest, brand_id: UUID) -> HttpResponse:
        return _page(request, brand_id)

    def post(self, request: StaffRequest, brand_id: UUID) -> HttpResponse:
        return _set(request, brand_id)

    def delete(self, request: StaffRequest, brand_id: UUID) -> HttpResponse:
        follow_all(actor=request.actor, brand_id=brand_id)
        return moved_on(request, _("The hours of all brands hold here now."), "workspace:hours")


def _page(request: StaffRequest, brand_id: UUID | None) -> HttpResponse:
    opening, own = opening_to_change(request.actor, brand_id)
    values = _values(brand_id, opening, own) | {"form": HoursForm.of(opening)}
    return render(request, "workspace/hours.html", values)


def _set(request: StaffRequest, brand_id: UUID | None) -> HttpResponse:
    opening, own = opening_to_change(request.actor, brand_id)
    form = HoursForm.of(opening, request.POST)
    if form.perform(set_hours, actor=request.actor, brand_id=brand_id):
        return moved_on(request, _("Saved."), "workspace:hours")
    return render(request, "workspace/hours.html", _values(brand_id, opening, own) | {"form": form}, status=INVALID)


def _values(brand_id: UUID | None, opening: Opening, own: bool) -> dict[str, Any]:
    brand = brands([brand_id])[0] if brand_id else None
    return {"brand": brand, "own": own, "days": days_ahead(opening)}
