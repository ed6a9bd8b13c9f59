"""Assignment, topic, queue, priority, hold, closure of a case: each a resource with its dialog."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, NotPossible, Priority, RecordFields, RecordNeeded, Status, Waiting
from yorisoi.desk.permissions import ASSIGN, CLOSE, OVERRIDE
from yorisoi.desk.queries import one_id
from yorisoi.desk.snoozing import moment_of, suggestions
from yorisoi.desk.views import signs
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.desk.views.composing import record_in, typed_in
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Assignment(View):
    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        return render(request, "desk/assignment.html", {"head": head, "people": queries.people(head.brand_id)})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        staff_id = one_id(request.POST.get("staff", ""))
        try:
            actions.assign(actor=request.actor, case_id=head.id, staff_id=staff_id)
        except DeskError as error:
            return refused(str(error), status=422)
        return changed(request, head.id, _("The assignee was changed."))


class Topic(View):
    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        return render(request, "desk/topic.html", {"head": head, "topics": queries.topics(head.brand_id)})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        try:
            actions.set_topic(actor=request.actor, case_id=head.id, topic_id=one_id(request.POST.get("topic", "")))
        except DeskError as error:
            return refused(str(error), status=422)
        return _with_record_anew(changed(request, head.id, _("The topic was changed.")))


def _with_record_anew(response: HttpResponse) -> HttpResponse:
    """The record's panel asks for other fields now."""
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**told, "record:anew": {}})
    return response


class Queue(View):
    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        return render(request, "desk/queue_choice.html", {"head": head, "queues": queries.queues(head.brand_id)})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        queue_id = one_id(request.POST.get("queue", ""))
        try:
            if queue_id is None:
                raise NotPossible(_("Choose a queue."))
            actions.set_queue(actor=request.actor, case_id=head.id, queue_id=queue_id)
        except DeskError as error:
            return refused(str(error), status=422)
        if not request.actor.can("desk.case.read", head.brand_id, queue_id):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("desk:inbox")})
        return changed(request, head.id, _("The case was moved."))


class Importance(View):
    """The priority."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        given = request.POST.get("priority", "")
        if given not in ("0", "1", "2", "3"):
            return refused(_("There is no such priority."), status=422)
        actions.set_priority(actor=request.actor, case_id=head.id, priority=Priority(int(given)))
        return changed(request, head.id)


class Hold(View):
    """POST puts on hold, DELETE takes up again."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, CLOSE)
        return render(request, "desk/hold.html", _hold_values(head))

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, CLOSE)
        try:
            reason, until = _waiting(request, head.brand_id)
            actions.hold(actor=request.actor, case_id=head.id, reason=reason, until=until)
        except DeskError as error:
            values = _hold_values(head) | {"error": str(error), "given": request.POST}
            return render(request, "desk/hold_form.html", values, status=422)
        return changed(request, head.id, _("The case is on hold."))

    def delete(self, request: StaffRequest, number: int) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        try:
            actions.resume(actor=request.actor, case_id=case_id)
        except DeskError as error:
            return refused(str(error))
        return changed(request, case_id, _("The case is no longer on hold."))


class Start(View):
    """Work on the case begins."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        try:
            actions.start(actor=request.actor, case_id=case_id)
        except DeskError as error:
            return refused(str(error))
        return changed(request, case_id)


class Closure(View):
    """POST closes, DELETE reopens; the dialog asks for the record."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, CLOSE)
        values = _closure_values(request, head, queries.record_of(request.actor, head.id))
        return render(request, "desk/closure.html", values)

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, CLOSE)
        outcome = Status.NO_ACTION if request.POST.get("outcome") == Status.NO_ACTION else Status.DONE
        record, typed = record_in(request.POST), typed_in(request.POST)
        try:
            done = {"record": record, "typed": typed, **_checked(request)}
            actions.close(actor=request.actor, case_id=head.id, outcome=outcome, **done)
        except (RecordNeeded, actions.FieldsWrong) as error:
            return _record_wanted(request, head, record, error)
        except DeskError as error:
            return refused(str(error))
        text = _("The case is done.") if outcome is Status.DONE else _("Closed: no action needed.")
        return changed(request, head.id, text, undo=reverse("desk:reopening", kwargs={"number": number}))

    def delete(self, request: StaffRequest, number: int) -> HttpResponse:
        return reopened(request, number)


class Reopening(View):
    """Undo's way to reopen a case."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        return reopened(request, number)


def reopened(request: StaffRequest, number: int) -> HttpResponse:
    """Reopen and show it."""
    case_id = queries.case_id(request.actor, number)
    try:
        actions.reopen(actor=request.actor, case_id=case_id)
    except DeskError as error:
        return refused(str(error))
    return changed(request, case_id, _("The case is open again."))


def _checked(request: StaffRequest) -> dict[str, Any]:
    """What the form of closing says of the checklist: items done now, and why others stay open."""
    ticked = [found for given in request.POST.getlist("tick") if (found := one_id(given))]
    return {"ticked": ticked, "override": request.POST.get("override", "")}


def _record_wanted(
    request: StaffRequest,
    head: queries.CaseHead,
    record: RecordFields | None,
    error: RecordNeeded | actions.FieldsWrong,
) -> HttpResponse:
    """The form with what is missing; the dialog around it where closing was tried without one."""
    shown = record if record is not None else queries.record_of(request.actor, head.id)
    values = _closure_values(request, head, shown, error)
    if record is not None:
        return render(request, "desk/closure_form.html", values, status=422)
    response = render(request, "desk/closure.html", values, status=422)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#dialogs", "innerHTML"
    return response


def _closure_values(
    request: StaffRequest,
    head: queries.CaseHead,
    record: RecordFields,
    error: RecordNeeded | actions.FieldsWrong | None = None,
) -> dict[str, Any]:
    """What the form of closing shows: the record, the topic's own fields, what is wrong with them."""
    wrong = error.fields if isinstance(error, RecordNeeded) else error.errors if error else {}
    fields = queries.case_fields(request.actor, head.id, typed_in(request.POST), wrong)
    missing = error.missing if isinstance(error, RecordNeeded) else ()
    shown = {"head": head, "record": record, "case_fields": fields, "ticked": request.POST.getlist("tick")}
    lines = queries.checklist(request.actor, head.id)
    shown["open_items"] = [(str(line.id), line.text) for line in lines if line.at is None]
    shown["may_override"] = request.actor.can(OVERRIDE, head.brand_id, head.queue_id)
    return shown | {"error": str(error or ""), "missing": missing}


def _waiting(request: StaffRequest, brand_id: UUID) -> tuple[Waiting, datetime | None]:
    reason, until = request.POST.get("reason", ""), request.POST.get("until", "")
    if reason not in set(Waiting):
        raise NotPossible(_("Say what the case waits for."))
    return Waiting(reason), moment_of(until, queries.hours_of(brand_id)) if until.strip() else None


def _hold_values(head: queries.CaseHead) -> dict[str, Any]:
    return {"head": head, "waits": signs.waits(), "moments": suggestions(queries.hours_of(head.brand_id)), "error": ""}
