"""The checklist beside a case, and /settings/checklists/ where its items are made."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.forms import ItemForm
from yorisoi.desk.models import ChecklistItem
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.views.case_page import changed
from yorisoi.desk.views.topics import chosen_brand
from yorisoi.kernel.ui import render
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.public import StaffRequest


class Panel(View):
    """What must be done before the case is."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        return render(request, "desk/panel_checklist.html", _values(request, case_id))


class Tick(View):
    """POST: the item is done. DELETE: it is not after all."""

    def post(self, request: StaffRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
        actions.tick(actor=request.actor, case_id=case_id, item_id=item_id)
        return _panel(request, case_id)

    def delete(self, request: StaffRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
        actions.tick(actor=request.actor, case_id=case_id, item_id=item_id, done=False)
        return _panel(request, case_id)


class Items(View):
    """The items of one brand (?brand=)."""

    def get(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        return _page(request, brand_id, _form(request, brand_id))

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        form = _form(request, brand_id, request.POST)
        if form.is_valid() and _tried(form, actions.create_item, actor=request.actor, brand_id=brand_id):
            messages.success(request, _("The item was added."))
            return HttpResponseRedirect(f"{reverse('desk:checklists')}?brand={brand_id}")
        return _page(request, brand_id, form, status=422)


class OneItem(View):
    def get(self, request: StaffRequest, item_id: UUID) -> HttpResponse:
        item = queries.managed_item(request.actor, item_id)
        values = {name: getattr(item, name) for name in ("text", "topic_id", "queue_id", "order", "active")}
        return _page(request, item.brand_id, _form(request, item.brand_id, initial=values), item)

    def post(self, request: StaffRequest, item_id: UUID) -> HttpResponse:
        item = queries.managed_item(request.actor, item_id)
        form = _form(request, item.brand_id, request.POST)
        if form.is_valid() and _tried(form, actions.change_item, actor=request.actor, item_id=item_id):
            messages.success(request, _("The item was saved."))
            return HttpResponseRedirect(f"{reverse('desk:checklists')}?brand={item.brand_id}")
        return _page(request, item.brand_id, form, item, status=422)


def _values(request: StaffRequest, case_id: UUID) -> dict[str, Any]:
    head = queries.get_case(request.actor, case_id)
    may = request.actor.can(ANSWER, head.brand_id, head.queue_id)
    return {"head": head, "may": may, "lines": queries.checklist(request.actor, case_id)}


def _panel(request: StaffRequest, case_id: UUID) -> HttpResponse:
    values = page_values(request) | _values(request, case_id)
    panel = jinja().get_template("desk/panel_checklist.html").render(values)
    return changed(request, case_id, body=panel)


def _form(request: StaffRequest, brand_id: UUID, data: Any = None, initial: Any = None) -> ItemForm:
    topics = [(topic.id, topic.path) for topic in queries.all_topics(request.actor, brand_id) if topic.active]
    return ItemForm(topics, queries.queues(brand_id), data=data, initial=initial)


def _tried(form: ItemForm, action: Any, **more: Any) -> bool:
    try:
        action(**more, **form.cleaned_data)
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(
    request: StaffRequest, brand_id: UUID, form: ItemForm, item: ChecklistItem | None = None, status: int = 200
) -> HttpResponse:
    values: dict[str, Any] = {"form": form, "item": item, "brand_id": brand_id}
    if item is None:
        values["rows"] = queries.all_items(request.actor, brand_id)
        values["brands"] = queries.topic_brands(request.actor)
    return render(request, "desk/checklist_settings.html", values, status=status)
