"""/cases/<number>/notes/: notes among staff."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.desk.views.composing import uploads_in
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.public import StaffRequest


class Notes(View):
    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        uploads = uploads_in(request.actor, request.POST)
        try:
            actions.note(actor=request.actor, case_id=head.id, text=request.POST.get("note", ""), uploads=uploads)
        except DeskError as error:
            return refused(str(error), status=422)
        form = (
            jinja()
            .get_template("desk/note_form.html")
            .render(page_values(request) | {"head": head, "note_shown": True})
        )
        return changed(request, head.id, _("The note was saved."), body=form)
