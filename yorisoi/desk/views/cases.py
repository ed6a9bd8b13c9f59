"""/cases/: one case, its parts, and opening one by hand."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, Kind, NotPossible, Priority
from yorisoi.desk.permissions import ASSIGN, OPEN
from yorisoi.desk.queries import one_id
from yorisoi.desk.views.case_page import brought_up_to_date, case_values, changed, is_htmx
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Case(View):
    """The page of a case; in the inbox only its pane."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        values = case_values(request, number)
        if not is_htmx(request):
            if values["came_from"]:
                return HttpResponseRedirect(reverse("desk:case", kwargs={"number": values["head"].number}))
            return render(request, "desk/case_page.html", values)
        return render(request, "desk/case.html", values)


class Parts(View):
    """What changes on a shown page, for those who look at it live."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        return HttpResponse(brought_up_to_date(request, case_id))


class Cases(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(OPEN)
        return render(request, "desk/new_case.html", {"queues": queries.queues_to_open_in(request.actor), "error": ""})

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(OPEN)
        try:
            case_id = actions.open_case(actor=request.actor, new=_new_case(request))
        except DeskError as error:
            values = {"queues": queries.queues_to_open_in(request.actor), "error": str(error), "given": request.POST}
            return render(request, "desk/new_case.html", values, status=422)
        address = reverse("desk:case", kwargs={"number": queries.get_case(request.actor, case_id).number})
        return HttpResponseClientRedirect(address) if is_htmx(request) else HttpResponseRedirect(address)


PRIORITIES = {str(int(each)): each for each in Priority}


def _new_case(request: StaffRequest) -> actions.NewCase:
    given = request.POST
    queue_id = one_id(given.get("queue", ""))
    if queue_id is None:
        raise NotPossible(_("Choose a queue."))
    return actions.NewCase(
        queue_id=queue_id,
        subject=given.get("subject", ""),
        text=given.get("text", ""),
        kind=Kind.IN if given.get("kind") == "in" else Kind.NOTE,
        channel="phone" if given.get("channel") == "phone" else "email",
        address=given.get("address", ""),
        name=given.get("name", ""),
        priority=PRIORITIES.get(given.get("priority", ""), Priority.NORMAL),
    )


class Subject(View):
    """The case's subject."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        return render(request, "desk/subject.html", {"head": head, "error": ""})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number)
        try:
            actions.set_subject(actor=request.actor, case_id=head.id, subject=request.POST.get("subject", ""))
        except DeskError as error:
            return render(request, "desk/subject.html", {"head": head, "error": str(error)}, status=422)
        return changed(request, head.id, _("The subject was changed."))
