"""/settings/brands/"""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.brands import change_brand, create_brand
from yorisoi.workspace.forms import BrandForm
from yorisoi.workspace.permissions import BRANDS_MANAGE, needs_everywhere
from yorisoi.workspace.queries.brands import get_brand, managed_brands
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on


class Brands(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        may_add = request.actor.can_everywhere(BRANDS_MANAGE)
        context = {"brands": managed_brands(request.actor), "may_add": may_add}
        return render(request, "workspace/brands.html", context)

    def post(self, request: StaffRequest) -> HttpResponse:
        form = BrandForm(request.POST)
        if form.perform(create_brand, actor=request.actor):
            return moved_on(request, _("The brand was added."), "workspace:brands")
        return render(request, "workspace/brand.html", {"form": form, "brand": None}, status=INVALID)


class NewBrand(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        needs_everywhere(request.actor, BRANDS_MANAGE)
        return render(request, "workspace/brand.html", {"form": BrandForm(), "brand": None})


class OneBrand(View):
    def get(self, request: StaffRequest, brand_id: UUID) -> HttpResponse:
        brand = get_brand(request.actor, brand_id)
        return render(request, "workspace/brand.html", {"form": BrandForm.of(brand), "brand": brand})

    def post(self, request: StaffRequest, brand_id: UUID) -> HttpResponse:
        brand = get_brand(request.actor, brand_id)
        form = BrandForm.of(brand, request.POST)
        if form.perform(change_brand, actor=request.actor, brand_id=brand_id):
            return moved_on(request, _("Saved."), "workspace:brands")
        return render(request, "workspace/brand.html", {"form": form, "brand": brand}, status=INVALID)
