"""/settings/tags/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, TagColour, TagInfo
from yorisoi.desk.forms import MergeTagForm, TagForm
from yorisoi.desk.permissions import MANAGE_TAGS
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Tags(View):
    """The tags of one brand; ?brand= says which."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return _list(request, _brand(request), TagForm())

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id, form = _brand(request), TagForm(data=request.POST)
        if form.is_valid() and _created(request, form, brand_id):
            messages.success(request, _("The tag was added."))
            return HttpResponseRedirect(_back(brand_id))
        return _list(request, brand_id, form, 422)


class OneTag(View):
    def get(self, request: StaffRequest, tag_id: UUID) -> HttpResponse:
        tag = queries.managed_tag(request.actor, tag_id)
        kept = {"name": tag.name, "colour": tag.colour.value, "active": tag.active}
        return _one(request, tag, TagForm(initial=kept))

    def post(self, request: StaffRequest, tag_id: UUID) -> HttpResponse:
        tag, form = queries.managed_tag(request.actor, tag_id), TagForm(data=request.POST)
        if form.is_valid() and _changed(request, form, tag_id):
            messages.success(request, _("The tag was saved."))
            return HttpResponseRedirect(_back(tag.brand_id))
        return _one(request, tag, form, status=422)


class Merge(View):
    """POST `into`: all cases with this tag have the other instead."""

    def post(self, request: StaffRequest, tag_id: UUID) -> HttpResponse:
        tag = queries.managed_tag(request.actor, tag_id)
        form = MergeTagForm(_others(request, tag), data=request.POST)
        try:
            if form.is_valid():
                n = actions.merge_tags(actor=request.actor, tag_id=tag_id, into_id=form.cleaned_data["into"])
                messages.success(request, _("Merged; %(n)s cases had the tag.") % {"n": n})
                return HttpResponseRedirect(_back(tag.brand_id))
        except DeskError as error:
            form.add_error(None, str(error))
        return _one(request, tag, TagForm(initial={"name": tag.name}), merging=form, status=422)


def _brand(request: StaffRequest) -> UUID:
    request.actor.needs(MANAGE_TAGS)
    given = request.POST.get("brand") or request.GET.get("brand", "")
    known = [brand.id for brand in queries.tag_brands(request.actor)]
    chosen = one_id(given) if given else known[0]
    if chosen not in known:
        raise NotFound(_("There is no such brand."))
    return chosen


def _back(brand_id: UUID) -> str:
    return f"{reverse('desk:tags')}?brand={brand_id}"


def _created(request: StaffRequest, form: TagForm, brand_id: UUID) -> bool:
    given = form.cleaned_data
    try:
        actions.create_tag(
            actor=request.actor, brand_id=brand_id, name=given["name"], colour=TagColour(given["colour"])
        )
    except DeskError as error:
        form.add_error("name", str(error))
        return False
    return True


def _changed(request: StaffRequest, form: TagForm, tag_id: UUID) -> bool:
    given = form.cleaned_data | {"colour": TagColour(form.cleaned_data["colour"])}
    try:
        actions.change_tag(actor=request.actor, tag_id=tag_id, **given)
    except DeskError as error:
        form.add_error("name", str(error))
        return False
    return True


def _others(request: StaffRequest, tag: TagInfo) -> list[tuple[UUID, str]]:
    rows = queries.tag_rows(request.actor, tag.brand_id)
    return [(row.tag.id, row.tag.name) for row in rows if row.tag.id != tag.id]


def _list(request: StaffRequest, brand_id: UUID, form: TagForm, status: int = 200) -> HttpResponse:
    values: dict[str, Any] = {"rows": queries.tag_rows(request.actor, brand_id), "brand_id": brand_id, "form": form}
    values["brands"] = queries.tag_brands(request.actor)
    return render(request, "desk/tag_list.html", values, status=status)


def _one(
    request: StaffRequest, tag: TagInfo, form: TagForm, *, merging: MergeTagForm | None = None, status: int = 200
) -> HttpResponse:
    others = _others(request, tag)
    values = {"tag": tag, "form": form, "merging": merging or MergeTagForm(others), "others": others}
    return render(request, "desk/tag_settings.html", values, status=status)
