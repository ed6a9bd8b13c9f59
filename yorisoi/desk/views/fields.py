"""/settings/fields/: what topics ask for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.forms import FieldForm
from yorisoi.desk.labels import FIELD_KINDS
from yorisoi.desk.models import CaseField
from yorisoi.desk.views.topics import chosen_brand
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Fields(View):
    """The fields of one brand (?brand=)."""

    def get(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        return _page(request, brand_id, FieldForm(_topics(request, brand_id)))

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        form = FieldForm(_topics(request, brand_id), data=request.POST)
        if form.is_valid() and _tried(form, actions.create_field, actor=request.actor, brand_id=brand_id):
            messages.success(request, _("The field was added."))
            return HttpResponseRedirect(f"{reverse('desk:fields')}?brand={brand_id}")
        return _page(request, brand_id, form, status=422)


class OneField(View):
    def get(self, request: StaffRequest, field_id: UUID) -> HttpResponse:
        field = queries.managed_field(request.actor, field_id)
        form = FieldForm(_topics(request, field.brand_id), initial=_values(field), kind=field.kind)
        return _page(request, field.brand_id, form, field)

    def post(self, request: StaffRequest, field_id: UUID) -> HttpResponse:
        field = queries.managed_field(request.actor, field_id)
        form = FieldForm(_topics(request, field.brand_id), data=request.POST, kind=field.kind)
        if form.is_valid() and _tried(form, actions.change_field, actor=request.actor, field_id=field_id):
            messages.success(request, _("The field was saved."))
            return HttpResponseRedirect(f"{reverse('desk:fields')}?brand={field.brand_id}")
        return _page(request, field.brand_id, form, field, status=422)


def _topics(request: StaffRequest, brand_id: UUID) -> list[tuple[UUID, str]]:
    return [(topic.id, topic.path) for topic in queries.all_topics(request.actor, brand_id) if topic.active]


def _values(field: CaseField) -> dict[str, Any]:
    names = ("name", "topic_id", "help", "required", "order", "active")
    return {name: getattr(field, name) for name in names} | {"options": "\n".join(field.options)}


def _tried(form: FieldForm, action: Any, **more: Any) -> bool:
    try:
        action(**more, **form.cleaned_data)
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(
    request: StaffRequest, brand_id: UUID, form: FieldForm, field: CaseField | None = None, status: int = 200
) -> HttpResponse:
    values: dict[str, Any] = {"form": form, "field": field, "brand_id": brand_id, "kinds": dict(FIELD_KINDS)}
    if field is None:
        values["rows"] = queries.all_fields(request.actor, brand_id)
        values["brands"] = queries.topic_brands(request.actor)
    return render(request, "desk/field_settings.html", values, status=status)
