"""Templates and macros: in the composer, in the dialog of `m`, and in the settings."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, Priority
from yorisoi.desk.labels import PRIORITY, STATUS
from yorisoi.desk.models import Template
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.queries import one_id
from yorisoi.desk.template_form import TemplateForm, values_of
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Choices(View):
    """The list that `;;` opens."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        found = queries.templates_for(request.actor, head)
        return render(request, "desk/template_choices.html", {"found": found})


class Use(View):
    """One was chosen: its text for this case."""

    def post(self, request: StaffRequest, number: int, template_id: UUID) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        text = actions.use_template(actor=request.actor, case_id=case_id, template_id=template_id)
        return JsonResponse({"text": text.text, "missing": list(text.missing)})


class Macros(View):
    """GET: the dialog; with ?template= only what it would do. POST: do it."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        chosen = one_id(request.GET.get("template", ""))
        if chosen is not None:
            return render(request, "desk/macro_preview.html", _preview(request, head, chosen))
        found = queries.templates_for(request.actor, head, macros=True)
        return render(request, "desk/macros.html", {"head": head, "found": found})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        chosen = one_id(request.POST.get("template", ""))
        if chosen is None:
            return refused(_("Choose a macro."), status=422)
        try:
            done = actions.apply_macro(actor=request.actor, case_id=head.id, template_id=chosen)
        except DeskError as error:
            return refused(str(error), status=422)
        try:
            response = changed(request, head.id, _("The macro was applied."))
        except NotFound:  # it moved the case where the actor cannot look
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("desk:inbox")})
        return _with_text(response, done)


class Templates(View):
    """The settings of one brand; ?brand= says which."""

    def get(self, request: StaffRequest) -> HttpResponse:
        brand_id = _brand(request)
        return _page(request, brand_id, TemplateForm(request.actor, brand_id))

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id = _brand(request)
        form = TemplateForm(request.actor, brand_id, data=request.POST)
        if form.is_valid() and _created(request, form, brand_id):
            messages.success(request, _("The template was added."))
            return HttpResponseRedirect(f"{reverse('desk:templates')}?brand={brand_id}")
        return _page(request, brand_id, form, 422)


class OneTemplate(View):
    def get(self, request: StaffRequest, template_id: UUID) -> HttpResponse:
        template = queries.managed_template(request.actor, template_id)
        return _one(request, template, _form(request, template, initial=values_of(template)))

    def post(self, request: StaffRequest, template_id: UUID) -> HttpResponse:
        template = queries.managed_template(request.actor, template_id)
        form = _form(request, template, data=request.POST)
        if form.is_valid() and _changed(request, form, template_id):
            messages.success(request, _("The template was saved."))
            return HttpResponseRedirect(f"{reverse('desk:templates')}?brand={template.brand_id}")
        return _one(request, template, form, 422)


def _form(request: StaffRequest, template: Template, **given: Any) -> TemplateForm:
    return TemplateForm(request.actor, template.brand_id, own=template.owner_id is not None, **given)


def _preview(request: StaffRequest, head: queries.CaseHead, template_id: UUID) -> dict[str, Any]:
    template = queries.template_for(request.actor, head, template_id)
    text = queries.filled(request.actor, head, template.body)
    return {"steps": steps(template), "text": text, "parts": queries.VARIABLE.split(text.text)}


def steps(template: Template) -> list[tuple[str, str]]:
    """What a macro does: (icon, sentence), in the order in which it is done."""
    told, names = template.actions, queries.names_in(template.actions)
    found = []
    if told.get("assign"):
        who = {"me": _("whoever uses it"), "nobody": _("Nobody")}.get(told["assign"]) or names["assign"]
        found.append(("assign", _("Assign to: %(name)s") % {"name": who}))
    if told.get("topic"):
        found.append(("tag", _("Topic: %(name)s") % {"name": names["topic"]}))
    if told.get("tags"):
        found.append(("tag", _("Tags: %(name)s") % {"name": names["tags"]}))
    if told.get("priority"):
        found.append(("flag", _("Priority: %(name)s") % {"name": PRIORITY[Priority(int(told["priority"]))]}))
    return (
        found + after(told) + ([("queue", _("Queue: %(name)s") % {"name": names["queue"]})] if "queue" in told else [])
    )


def after(told: Any) -> list[tuple[str, str]]:
    """How the case stands afterwards, in the same way."""
    found = []
    if told.get("status"):
        found.append(("status-done", _("Status afterwards: %(name)s") % {"name": STATUS[told["status"]]}))
    if told.get("snooze"):
        found.append(("snooze", _("On hold until: %(time)s") % {"time": told["snooze"]}))
    return found


def _with_text(response: HttpResponse, done: actions.Applied) -> HttpResponse:
    """The composer takes the text, and what is to happen once it is sent."""
    if not done.text.text.strip() or response.status_code != 200:
        return response
    words = [words for _icon, words in after(done.then)]
    then = "pending" if done.then.get("snooze") else done.then.get("status", "")
    insert = {"text": done.text.text, "then": then, "until": done.then.get("snooze", ""), "words": " · ".join(words)}
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(told | {"composer:insert": insert})
    return response


def _brand(request: StaffRequest) -> UUID:
    known = [brand.id for brand in queries.template_brands(request.actor)]
    if not known:
        request.actor.needs(ANSWER)
    given = request.POST.get("brand") or request.GET.get("brand", "")
    chosen = one_id(given) if given else next(iter(known), None)
    if chosen is None or chosen not in known:
        raise NotFound(_("There is no such brand."))
    return chosen


def _created(request: StaffRequest, form: TemplateForm, brand_id: UUID) -> bool:
    try:
        actions.create_template(
            actor=request.actor, brand_id=brand_id, own=form.own, queue_id=form.queue_id, **form.values
        )
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _changed(request: StaffRequest, form: TemplateForm, template_id: UUID) -> bool:
    try:
        actions.change_template(actor=request.actor, template_id=template_id, queue_id=form.queue_id, **form.values)
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(request: StaffRequest, brand_id: UUID, form: TemplateForm, status: int = 200) -> HttpResponse:
    values: dict[str, Any] = {"rows": queries.template_rows(request.actor, brand_id), "brand_id": brand_id}
    values |= {"form": form, "brands": queries.template_brands(request.actor), "variables": queries.VARIABLES}
    return render(request, "desk/templates.html", values, status=status)


def _one(request: StaffRequest, template: Template, form: TemplateForm, status: int = 200) -> HttpResponse:
    values = {"template": template, "form": form, "variables": queries.VARIABLES}
    return render(request, "desk/template_settings.html", values, status=status)
