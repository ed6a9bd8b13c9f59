"""/cases/<number>/replies/: answering, and taking an answer back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import CaseMoved, DeskError, RecordNeeded, SendingConcerns
from yorisoi.desk.permissions import ANSWER, CLOSE
from yorisoi.desk.queries import CaseHead
from yorisoi.desk.views.case_page import brought_up_to_date, changed, first_draft, part_values, refused
from yorisoi.desk.views.composing import composed_again, draft_in
from yorisoi.kernel.ui import render
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.public import StaffRequest


class Replies(View):
    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        head = queries.numbered(request.actor, number, ANSWER)
        draft = draft_in(request.actor, request.POST, head.brand_id)
        try:
            message_id = actions.reply(actor=request.actor, case_id=head.id, draft=draft)
        except DeskError as error:
            return _again(request, head, draft, error)
        actions.drop_draft(actor=request.actor, case_id=head.id)
        undo = reverse("desk:withdrawal", kwargs={"number": number, "message_id": message_id})
        text = _("Sent to %(to)s") % {"to": ", ".join(draft.to)}
        return changed(request, head.id, text, undo=undo, body=composer(request, head.id))


class Withdrawal(View):
    """Within the undo window an answer can be taken back."""

    def post(self, request: StaffRequest, number: int, message_id: UUID) -> HttpResponse:
        case_id = queries.case_id(request.actor, number)
        try:
            text = actions.take_back(actor=request.actor, case_id=case_id, message_id=message_id)
        except DeskError as error:
            return refused(str(error))
        page = composer(request, case_id, text=text, oob=True)
        response = changed(
            request, case_id, _("The answer was taken back. Its text is in the composer again."), body=page
        )
        response.headers["HX-Reswap"] = "none"
        return response


def composer(request: StaffRequest, case_id: UUID, *, text: str = "", oob: bool = False) -> str:
    """An empty composer, or one with this text."""
    head = queries.get_case(request.actor, case_id)
    kept = queries.drafts_of(request.actor, case_id)
    composed = first_draft(request.actor, head, kept.get("reply"))
    if text:
        composed = replace(composed, text=text)
    values = page_values(request) | {
        "head": head,
        "composed": composed,
        "oob": oob,
        "note_shown": False,
        "note_draft": kept.get("note"),
    }
    values["may_close"] = request.actor.can(CLOSE, head.brand_id, head.queue_id)
    return jinja().get_template("desk/composer.html").render(values)


def _again(request: StaffRequest, head: CaseHead, draft: actions.Draft, error: DeskError) -> HttpResponse:
    """The form again, with what was wrong; after news from others with the timeline that shows it."""
    composed = composed_again(request.POST, draft, error=str(error), **_told(request, head, draft, error))
    moved = isinstance(error, CaseMoved)
    values = part_values(request, head) | {"composed": composed, "oob": False}
    values["note_draft"] = queries.drafts_of(request.actor, head.id).get("note")
    response = render(request, "desk/composer.html", values, status=409 if moved else 422)
    if moved:
        response.content += brought_up_to_date(request, head.id).encode()
    return response


def _told(request: StaffRequest, head: CaseHead, draft: actions.Draft, error: DeskError) -> dict[str, Any]:
    """What the form shows of an error beside its words."""
    match error:
        case CaseMoved():
            return {"arrived": error.arrived, "version": error.version}
        case SendingConcerns():
            return {"concerns": error.concerns, "digest": error.digest}
        case RecordNeeded() | actions.FieldsWrong():
            wrong = error.fields if isinstance(error, RecordNeeded) else error.errors
            lines = queries.case_fields(request.actor, head.id, draft.typed, wrong)
            return {"wants_record": True, "case_fields": lines}
    return {}
