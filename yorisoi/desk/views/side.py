"""Side conversations: asking, going on, ending, and the panel that shows them."""

import json
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.queries import one_id
from yorisoi.desk.views.case_page import changed, refused
from yorisoi.desk.views.composing import addresses, uploads_in
from yorisoi.kernel import files
from yorisoi.kernel.ui import render
from yorisoi.workspace import public as workspace
from yorisoi.workspace.public import StaffRequest


class Talks(View):
    """GET: the dialog; ?message= passes that message on. POST begins a talk."""

    def get(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        return render(request, "desk/side.html", _values(request, head))

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        try:
            actions.ask(actor=request.actor, case_id=head.id, question=_question(request))
        except DeskError as error:
            values = _values(request, head) | {"error": str(error), "given": request.POST}
            return render(request, "desk/side_form.html", values, status=422)
        return _told(changed(request, head.id, _("It was sent. Answers come to the panel, and not to the customer.")))


class Forward(View):
    """The dialog with a message to pass on, from the message's own menu."""

    def get(self, request: StaffRequest, message_id: UUID) -> HttpResponse:
        head = queries.numbered(request.actor, queries.sources_of(request.actor, message_id).number, ANSWER)
        values = _values(request, head) | {"given": {"message": str(message_id)}}
        return render(request, "desk/side.html", values)


class OneTalk(View):
    """POST writes on."""

    def post(self, request: StaffRequest, talk_id: UUID) -> HttpResponse:
        talk = queries.talk_of(request.actor, talk_id)
        uploads = uploads_in(request.actor, request.POST)
        try:
            actions.write_side(actor=request.actor, talk_id=talk_id, text=request.POST.get("side", ""), uploads=uploads)
        except DeskError as error:
            return refused(str(error), status=422)
        case_id = queries.case_id(request.actor, talk.number)
        return _told(changed(request, case_id, _("It was sent.")))


class TalkEnd(View):
    """POST: it is done. DELETE: it goes on."""

    def post(self, request: StaffRequest, talk_id: UUID) -> HttpResponse:
        return _ended(request, talk_id, done=True)

    def delete(self, request: StaffRequest, talk_id: UUID) -> HttpResponse:
        return _ended(request, talk_id, done=False)


class File(View):
    """A file of a talk, as a download."""

    def get(self, request: StaffRequest, file_id: UUID) -> FileResponse:
        stored_id, name = queries.side_file(request.actor, file_id)
        return files.respond(stored_id, name)


class SidePanel(View):
    """The panel."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        head = queries.get_case(request.actor, case_id)
        may = request.actor.can(ANSWER, head.brand_id, head.queue_id)
        values = {"head": head, "talks": queries.talks_of(request.actor, case_id), "may": may}
        return render(request, "desk/panel_side.html", values)


def _ended(request: StaffRequest, talk_id: UUID, *, done: bool) -> HttpResponse:
    talk = queries.talk_of(request.actor, talk_id)
    actions.end_side(actor=request.actor, talk_id=talk_id, done=done)
    return _told(changed(request, queries.case_id(request.actor, talk.number)))


def _question(request: StaffRequest) -> actions.Question:
    given = request.POST
    return actions.Question(
        text=given.get("text", ""),
        to=addresses(given.get("to", "")),
        team_id=one_id(given.get("team", "")),
        subject=given.get("subject", ""),
        message_id=one_id(given.get("message", "")),
        with_files=given.get("with_files") == "1",
        uploads=uploads_in(request.actor, given),
        wait=given.get("wait") == "1",
    )


def _values(request: StaffRequest, head: queries.CaseHead) -> dict[str, Any]:
    lines = queries.message_lines(request.actor, head.id, 30)
    teams = workspace.teams_of_brand(head.brand_id)
    given = {"message": request.GET.get("message", "")}
    return {"head": head, "lines": lines, "teams": teams, "given": given, "error": ""}


def _told(response: HttpResponse) -> HttpResponse:
    """The panel loads itself anew."""
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(told | {"case:related": {}})
    return response
