"""/settings/topics/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.forms import TopicForm
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Topics(View):
    """The tree of one brand; ?brand= says which."""

    def get(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        return _tree(request, brand_id, TopicForm(queries.topic_parents(request.actor, brand_id)))

    def post(self, request: StaffRequest) -> HttpResponse:
        brand_id = chosen_brand(request)
        form = TopicForm(queries.topic_parents(request.actor, brand_id), data=request.POST)
        if form.is_valid() and _created(request, form, brand_id):
            messages.success(request, _("The topic was added."))
            return HttpResponseRedirect(f"{reverse('desk:topics')}?brand={brand_id}")
        return _tree(request, brand_id, form, 422)


class OneTopic(View):
    def get(self, request: StaffRequest, topic_id: UUID) -> HttpResponse:
        topic = queries.managed_topic(request.actor, topic_id)
        kept = {"name": topic.name, "needs_record": topic.needs_record, "order": topic.order, "active": topic.active}
        return render(request, "desk/topic_settings.html", {"topic": topic, "form": TopicForm(None, initial=kept)})

    def post(self, request: StaffRequest, topic_id: UUID) -> HttpResponse:
        topic = queries.managed_topic(request.actor, topic_id)
        form = TopicForm(None, data=request.POST)
        if form.is_valid() and _changed(request, form, topic_id):
            messages.success(request, _("The topic was saved."))
            return HttpResponseRedirect(f"{reverse('desk:topics')}?brand={topic.brand_id}")
        return render(request, "desk/topic_settings.html", {"topic": topic, "form": form}, status=422)


def chosen_brand(request: StaffRequest) -> UUID:
    """The brand that ?brand= names, or the first whose topics the actor manages. Raises NotFound, NotAllowed."""
    request.actor.needs(MANAGE_TOPICS)
    given = request.POST.get("brand") or request.GET.get("brand", "")
    known = [brand.id for brand in queries.topic_brands(request.actor)]
    chosen = one_id(given) if given else known[0]
    if chosen not in known:
        raise NotFound(_("There is no such brand."))
    return chosen


def _created(request: StaffRequest, form: TopicForm, brand_id: UUID) -> bool:
    given = {name: value for name, value in form.cleaned_data.items() if name not in ("parent", "active")}
    try:
        actions.create_topic(
            actor=request.actor, brand_id=brand_id, parent_id=form.cleaned_data["parent"] or None, **given
        )
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _changed(request: StaffRequest, form: TopicForm, topic_id: UUID) -> bool:
    try:
        actions.change_topic(actor=request.actor, topic_id=topic_id, **form.cleaned_data)
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _tree(request: StaffRequest, brand_id: UUID, form: TopicForm, status: int = 200) -> HttpResponse:
    values: dict[str, Any] = {"topics": queries.all_topics(request.actor, brand_id), "brand_id": brand_id, "form": form}
    values["brands"] = queries.topic_brands(request.actor)
    values["usage"] = queries.usage(brand_id=brand_id) if request.GET.get("usage") else None
    return render(request, "desk/topics.html", values, status=status)
