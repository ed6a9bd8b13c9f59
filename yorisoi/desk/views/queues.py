"""/settings/queues/"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import Continues, DeskError
from yorisoi.desk.forms import QueueForm
from yorisoi.desk.labels import CONTINUES
from yorisoi.desk.permissions import MANAGE_QUEUES
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Queues(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(MANAGE_QUEUES)
        return _list(request, QueueForm(*queries.queue_form_choices(request.actor)))

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(MANAGE_QUEUES)
        form = QueueForm(*queries.queue_form_choices(request.actor), data=request.POST)
        if form.is_valid() and _saved(request, form, None):
            messages.success(request, _("The queue was added."))
            return HttpResponseRedirect(reverse("desk:queues"))
        return _list(request, form, 422)


class OneQueue(View):
    def get(self, request: StaffRequest, queue_id: UUID) -> HttpResponse:
        queue = queries.managed_queue(request.actor, queue_id)
        form = QueueForm(
            *queries.queue_form_choices(request.actor, queue.brand_id), initial=queries.queue_values(queue)
        )
        return _one(request, form, queue)

    def post(self, request: StaffRequest, queue_id: UUID) -> HttpResponse:
        queue = queries.managed_queue(request.actor, queue_id)
        form = QueueForm(*queries.queue_form_choices(request.actor, queue.brand_id), data=request.POST)
        if form.is_valid() and _saved(request, form, queue_id):
            messages.success(request, _("The queue was saved."))
            return HttpResponseRedirect(reverse("desk:queues"))
        return _one(request, form, queue, 422)


def _saved(request: StaffRequest, form: QueueForm, queue_id: UUID | None) -> bool:
    """Carry it out; what the desk refuses is said in the form."""
    given: dict[str, Any] = form.cleaned_data
    boxes = given.get("mailboxes", [])
    kept: dict[str, Any] = {"name": given["name"], "continues": Continues(given["continues"]), "order": given["order"]}
    kept["answer_within"] = given["answer_within"]
    try:
        if queue_id is None:
            queue_id = actions.create_queue(actor=request.actor, brand_id=given["brand"], **kept)
        else:
            actions.change_queue(actor=request.actor, queue_id=queue_id, active=given["active"], **kept)
        actions.route_mailboxes(actor=request.actor, mailbox_ids=boxes, queue_id=queue_id)
    except DeskError as error:
        form.add_error(None, str(error))
        return False
    return True


def _list(request: StaffRequest, form: QueueForm, status: int = 200) -> HttpResponse:
    values = {"queues": queries.queue_rows(request.actor), "form": form, "continues": CONTINUES}
    return render(request, "desk/queues.html", values, status=status)


def _one(request: StaffRequest, form: QueueForm, queue: Any, status: int = 200) -> HttpResponse:
    return render(request, "desk/queue.html", {"form": form, "queue": queue}, status=status)
