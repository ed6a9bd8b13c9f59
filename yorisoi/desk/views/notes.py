"""/cases/<number>/notes/: notes among staff."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.queries import one_id
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.desk.views.composing import uploads_in
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.public import StaffRequest


class Notes(View):
    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        uploads = uploads_in(request.actor, request.POST)
        text, mentions = request.POST.get("note", ""), _mentions_in(request.POST)
        try:
            actions.note(actor=request.actor, case_id=head.id, text=text, uploads=uploads, mentions=mentions)
        except DeskError as error:
            return refused(str(error), status=422)
        actions.drop_draft(actor=request.actor, case_id=head.id, kind="note")
        form = (
            jinja()
            .get_template("desk/note_form.html")
            .render(page_values(request) | {"head": head, "note_shown": True, "note_draft": None})
        )
        return changed(request, head.id, _("The note was saved."), body=form)


class Mentionable(View):
    """/cases/<number>/mentionable/: whom a note may mention, for the list that opens behind an @."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        found = queries.mentionable(request.actor, head.id)
        rows = [
            {
                "id": str(each.id),
                "name": each.name,
                "reading": each.reading,
                "team": each.team,
                "n": len(each.staff_ids),
            }
            for each in found
        ]
        return JsonResponse({"found": rows}, headers={"Cache-Control": "private, max-age=60"})


def _mentions_in(data: QueryDict) -> list[UUID]:
    return [found for given in data.getlist("mention") if (found := one_id(given)) is not None]
