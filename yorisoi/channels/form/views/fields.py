"""/settings/forms/…/fields/"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest

from .. import actions, queries
from ..contracts import FieldKind
from ..forms import FieldForm
from ..labels import KINDS, MEANINGS
from ..models import Field, Form


class Fields(View):
    def get(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        form = queries.get_form(request.actor, form_id)
        values = {"form": form, "fields": queries.fields_of(form), "kinds": KINDS, "meanings": MEANINGS}
        return render(request, "channels/form/settings/fields.html", values)

    def post(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        form = queries.get_form(request.actor, form_id)
        edited = FieldForm(form, _kind(request.POST.get("kind", "")), data=request.POST)
        if edited.perform(actions.add_field, actor=request.actor, form_id=form_id):
            return _back(request, form_id, _("The field was added."))
        return _page(request, form, edited, None, 422)


class NewField(View):
    def get(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        form = queries.get_form(request.actor, form_id)
        return _page(request, form, FieldForm(form, _kind(request.GET.get("kind", ""))), None)


class OneField(View):
    def get(self, request: StaffRequest, form_id: UUID, field_id: UUID) -> HttpResponse:
        field = queries.get_field(request.actor, form_id, field_id)
        return _page(request, field.form, FieldForm(field.form, FieldKind(field.kind), field), field)

    def post(self, request: StaffRequest, form_id: UUID, field_id: UUID) -> HttpResponse:
        field = queries.get_field(request.actor, form_id, field_id)
        edited = FieldForm(field.form, FieldKind(field.kind), field, request.POST)
        if edited.perform(actions.change_field, actor=request.actor, form_id=form_id, field_id=field_id):
            return _back(request, form_id, _("Saved."))
        return _page(request, field.form, edited, field, 422)


class Place(View):
    def post(self, request: StaffRequest, form_id: UUID, field_id: UUID) -> HttpResponse:
        steps = -1 if request.POST.get("to") == "up" else 1
        actions.move_field(actor=request.actor, form_id=form_id, field_id=field_id, steps=steps)
        where = reverse("channels:form-fields", kwargs={"form_id": form_id})
        return HttpResponseRedirect(f"{where}?moved={field_id}&to={'up' if steps < 0 else 'down'}")


class Removal(View):
    def post(self, request: StaffRequest, form_id: UUID, field_id: UUID) -> HttpResponse:
        actions.remove_field(actor=request.actor, form_id=form_id, field_id=field_id)
        return _back(request, form_id, _("The field was removed."))


def _kind(word: str) -> FieldKind:
    try:
        return FieldKind(word)
    except ValueError:
        raise NotFound("kind") from None


def _page(request: HttpRequest, form: Form, edited: FieldForm, field: Field | None, status: int = 200) -> HttpResponse:
    values = {"form": form, "edited": edited, "field": field, "kind": KINDS[edited.kind], "kind_key": edited.kind.value}
    return render(request, "channels/form/settings/field.html", values, status=status)


def _back(request: HttpRequest, form_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("channels:form-fields", kwargs={"form_id": form_id}))
