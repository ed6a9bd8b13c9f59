"""/settings/forms/"""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from yorisoi.channels.permissions import managed_brands
from yorisoi.kernel.ui import render, toast
from yorisoi.workspace import public as workspace
from yorisoi.workspace.public import StaffRequest

from .. import actions, queries
from ..drawing import preview
from ..forms import FormForm
from ..models import Form
from ..permissions import FORM_MANAGE
from ..visiting import previewed

_FRAMED_BY_US: dict[str, list[str]] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


class Forms(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "channels/form/settings/forms.html", {"forms": queries.managed_forms(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = _new(request, request.POST)
        if form.perform(actions.create_form, actor=request.actor):
            messages.success(request, _("The form was added. Look at its fields now."))
            return HttpResponseRedirect(reverse("channels:forms"))
        return _page(request, form, None, 422)


class NewForm(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, _new(request), None)


class OneForm(View):
    def get(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        found = queries.get_form(request.actor, form_id)
        return _page(request, FormForm([], queries.answering_mailboxes([found.brand_id]), found), found)

    def post(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        found = queries.get_form(request.actor, form_id)
        form = FormForm([], queries.answering_mailboxes([found.brand_id]), found, request.POST)
        if form.perform(actions.change_form, actor=request.actor, form_id=form_id):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("channels:form", kwargs={"form_id": form_id}))
        return _page(request, form, found, 422)

    def delete(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        try:
            actions.remove_form(actor=request.actor, form_id=form_id)
        except ValidationError as error:
            return toast(HttpResponse(status=204), " ".join(error.messages), "danger")
        messages.success(request, _("The form was removed."))
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("channels:forms")})


class Publication(View):
    """How the form gets onto a site: its link, the one tag, and how it looks there."""

    def get(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        found = queries.get_form(request.actor, form_id)
        link = settings.PUBLIC_URL + reverse("channels:form-page", kwargs={"slug": found.slug})
        script = settings.PUBLIC_URL + reverse("channels:form-embed")
        tag = f'<script src="{script}" data-form="{found.slug}" async></script>'
        values = {"form": found, "link": link, "tag": tag}
        return render(request, "channels/form/settings/publication.html", values)


@method_decorator((csp_override(_FRAMED_BY_US), xframe_options_sameorigin), name="dispatch")
class Preview(View):
    """The public page as it will look, for a frame within the settings; also of a form that is not in use."""

    def get(self, request: StaffRequest, form_id: UUID) -> HttpResponse:
        found = queries.get_form(request.actor, form_id)
        return HttpResponse(preview(previewed(request, found, queries.fields_of(found))))


def _new(request: StaffRequest, data: object = None) -> FormForm:
    brands = managed_brands(request.actor, FORM_MANAGE)
    return FormForm(workspace.brands(brands), queries.answering_mailboxes(brands), data=data)


def _page(request: HttpRequest, form: FormForm, found: Form | None, status: int = 200) -> HttpResponse:
    return render(request, "channels/form/settings/form.html", {"edited": form, "form": found}, status=status)
