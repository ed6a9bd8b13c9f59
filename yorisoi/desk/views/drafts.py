"""/cases/<number>/draft/: what is being written, kept as it is typed."""

from django.http import HttpResponse, JsonResponse
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DraftMoved
from yorisoi.desk.views.composing import uploads_in
from yorisoi.workspace.public import StaffRequest


class Draft(View):
    """POST keeps it; 409 when another window kept something else meanwhile."""

    def post(self, request: StaffRequest, number: int) -> HttpResponse:
        kind = "note" if "note" in request.POST else "reply"
        case_id, seen = queries.case_id(request.actor, number), request.POST.get("draft_version", "")
        known = int(seen) if seen.isdecimal() else 0
        force = request.POST.get("force") == "1"
        try:
            version = actions.save_draft(
                actor=request.actor, case_id=case_id, kind=kind, unsent=_unsent(request, kind), seen=known, force=force
            )
        except DraftMoved as error:
            return JsonResponse({"version": error.version, "text": error.text, "words": str(error)}, status=409)
        return JsonResponse({"version": version})


def _unsent(request: StaffRequest, kind: str) -> actions.Unsent:
    given, uploads = request.POST, uploads_in(request.actor, request.POST)
    if kind == "note":
        return actions.Unsent(given.get("note", ""), uploads=uploads)
    return actions.Unsent(
        given.get("text", ""), given.get("to", ""), given.get("cc", ""), given.get("bcc", ""), given.get("subject", ""),
        uploads,
    )  # fmt: skip
