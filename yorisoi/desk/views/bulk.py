"""/inbox/bulk/: one change made to many cases: begun, watched, told about, undone."""

from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import DeskError, ItemState
from yorisoi.desk.permissions import READ
from yorisoi.desk.views import signs
from yorisoi.desk.views.bulk_asking import asked, verb_in
from yorisoi.desk.views.case_page import refused
from yorisoi.desk.views.inbox import ids_in
from yorisoi.kernel.csvfile.writing import written
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest

MOST_NAMED = 2_000  # cases that can be named one by one; more are taken as all of a view


class BulkChanges(View):
    """GET lists one's own; POST begins one and answers with its progress."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        return render(request, "desk/bulk_changes.html", {"changes": queries.bulk_changes(request.actor)})

    def post(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        given = request.POST
        try:
            verb, value, words = asked(request.actor, given)
            which = _which(given)
            change_id = actions.begin_bulk(actor=request.actor, verb=verb, value=value, words=words, **which)
        except DeskError as error:
            return refused(str(error), status=422)
        response = _progress(request, change_id)
        response.headers["HX-Trigger"] = '{"dialog:close": {}, "bulk:begun": {}}'
        return response


class NewBulkChange(View):
    """The dialog that asks what to do; `verb` says of which kind. The page's script says with which cases."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        values: dict[str, Any] = {"verb": verb_in(request.GET).value, "query": ""}
        values |= {"choices": queries.filter_choices(request.actor), "waits": signs.waits()}
        values |= {"priorities": signs.priorities(), "tag_list": queries.tags_in_use(request.actor)}
        return render(request, "desk/bulk_dialog.html", values)


class OneBulkChange(View):
    """Its page; for htmx only the progress."""

    def get(self, request: StaffRequest, change_id: UUID) -> HttpResponse:
        if request.headers.get("HX-Request") == "true":
            return _progress(request, change_id)
        return render(request, "desk/bulk_change.html", _values(request, change_id))


class Undo(View):
    """POST puts back what nobody changed since."""

    def post(self, request: StaffRequest, change_id: UUID) -> HttpResponse:
        try:
            actions.undo_bulk(actor=request.actor, change_id=change_id)
        except DeskError as error:
            return refused(str(error))
        return _progress(request, change_id)


class Result(View):
    """What became of every case, as CSV."""

    def get(self, request: StaffRequest, change_id: UUID) -> StreamingHttpResponse:
        change = queries.get_bulk_change(request.actor, change_id)
        words = {state.value: str(text) for state, text in state_words().items()}
        head = (_("Number"), _("Subject"), _("What became of it"), _("Reason"))
        rows = ((number, subject, words[state], why) for number, subject, state, why in queries.bulk_result(change))
        name = f"bulk-{change.at:%Y%m%d-%H%M}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            written(chain([head], rows)), content_type="text/csv; charset=utf-8", headers=headers
        )


def state_words() -> dict[ItemState, str]:
    """The words for what became of a case."""
    return {
        ItemState.WAITING: _("Not done yet"),
        ItemState.DONE: _("Done"),
        ItemState.SAME: _("It stood so already"),
        ItemState.REFUSED: _("Could not be changed"),
        ItemState.UNDONE: _("Put back"),
        ItemState.KEPT: _("Not put back"),
    }


def _which(given: QueryDict) -> dict[str, Any]:
    """The cases: those named, or all of the view in `query`."""
    if given.get("everything") == "1":
        return {"everything": queries.read_query(given.get("query", ""))}
    return {"case_ids": ids_in(given.get("ids", ""), MOST_NAMED)}


def _progress(request: StaffRequest, change_id: UUID) -> HttpResponse:
    return render(request, "desk/bulk_progress.html", _values(request, change_id))


def _values(request: StaffRequest, change_id: UUID) -> dict[str, Any]:
    change = queries.get_bulk_change(request.actor, change_id)
    problems = queries.bulk_problems(change) if change.ended_at else []
    words = {state.value: text for state, text in state_words().items()}
    kept = queries.bulk_kept(change)
    return {"change": change, "problems": problems, "state_words": words, "kept": kept}
