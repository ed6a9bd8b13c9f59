"""Who looks at a case, who writes its reply."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import ReplyHeld
from yorisoi.desk.views.case_page import brought_up_to_date, refused
from yorisoi.kernel.ui import toast
from yorisoi.workspace.public import StaffRequest


class Presence(View):
    """POST: I have the case on the screen. DELETE: no longer."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        read = actions.look(actor=request.actor, case_id=queries.case_id(request.actor, number))
        return HttpResponse(status=204, headers={"X-Notifications-Read": str(read)})

    def delete(self, request: StaffRequest, number: int) -> HttpResponse:
        actions.look_away(actor=request.actor, case_id=queries.case_id(request.actor, number))
        return HttpResponse(status=204)


class Lease(View):
    """POST: I write the reply (take_over=1: instead of somebody else). DELETE: no longer. 409 when another writes."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        take_over = request.POST.get("take_over") == "1"
        try:
            actions.take_lease(actor=request.actor, case_id=case_id, take_over=take_over)
        except ReplyHeld as error:
            return refused(str(error))
        if not take_over:
            return HttpResponse(status=204)
        page = HttpResponse(brought_up_to_date(request, case_id), headers={"HX-Reswap": "none"})
        return toast(page, _("You write the reply now."), "info")

    def delete(self, request: StaffRequest, number: int) -> HttpResponse:
        actions.release_lease(actor=request.actor, case_id=queries.case_id(request.actor, number))
        return HttpResponse(status=204)


class Unread(View):
    """POST: show the case as unread to me again."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        actions.mark_unread(actor=request.actor, case_id=queries.case_id(request.actor, number))
        return toast(HttpResponse(status=204), _("Marked as unread."))
