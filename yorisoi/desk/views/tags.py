"""The tags of a case."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.permissions import ASSIGN
from yorisoi.desk.queries import one_id
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Tags(View):
    """POST `tag`, any number of them: these and no others; retired ones that it has are kept."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        return render(request, "desk/tags.html", {"head": head, "tags": queries.tags_to_choose(request.actor, head)})

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ASSIGN)
        wanted = [found for text in request.POST.getlist("tag") if (found := one_id(text))]
        try:
            actions.set_tags(actor=request.actor, case_id=head.id, tag_ids=wanted)
        except DeskError as error:
            return refused(str(error), status=422)
        return changed(request, head.id, _("The tags were changed."))
