"""/settings/imports/: mails out of files."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views import View

from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest

from .. import actions, queries
from ..import_form import MOST_FILES, ImportForm
from ..importing.report import report_rows, result_words
from ..models import MailImport

# state: words, icon, tone
STATES = {
    "running": (gettext_lazy("Going on"), "refresh", "info"),
    "done": (pgettext_lazy("import", "Done"), "check", "positive"),
    "stopped": (pgettext_lazy("import", "Stopped"), "minus", "muted"),
}
RESULTS = {"new": ("plus", "positive"), "repeated": ("check", "muted"), "failed": ("error", "danger")}


class Imports(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return _page(request, ImportForm(queries.importable(request.actor)))

    def post(self, request: StaffRequest) -> HttpResponse:
        form = ImportForm(queries.importable(request.actor), request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, form, 422)
        return HttpResponseRedirect(_address(_started(request, form)))


class OneImport(View):
    def get(self, request: StaffRequest, import_id: UUID) -> HttpResponse:
        row = queries.get_import(request.actor, import_id)
        result = request.GET.get("result", "") if request.GET.get("result") in RESULTS else ""
        page = queries.import_lines(request.actor, row, result, _after(request))
        return render(request, "channels/import.html", _shown(row, page, result), block="rows")


class Report(View):
    def get(self, request: StaffRequest, import_id: UUID) -> StreamingHttpResponse:
        row = queries.get_import(request.actor, import_id)
        answer = StreamingHttpResponse(report_rows(row), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="import-{row.created_at:%Y%m%d-%H%M}.csv"'
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


class Stop(View):
    def post(self, request: StaffRequest, import_id: UUID) -> HttpResponse:
        queries.get_import(request.actor, import_id)
        if actions.stop_import(actor=request.actor, import_id=import_id):
            messages.success(request, _("Stopped. What came in so far stays."))
        return HttpResponseRedirect(_address(import_id))


def _started(request: StaffRequest, form: ImportForm) -> UUID:
    values = form.cleaned_data
    return actions.start_import(
        actor=request.actor,
        mailbox=form.mailboxes[values["mailbox_id"]],
        sources=form.sources(),
        dry_run=values["dry_run"],
        closed=values["closed"],
    )


def _page(request: StaffRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    bounds = {"most_mb": settings.MAX_MAIL_BYTES // (1024 * 1024), "most_files": MOST_FILES}
    context = {"form": form, "imports": queries.imports(request.actor), "states": STATES, **bounds}
    return render(request, "channels/imports.html", context, status=status)


def _shown(row: MailImport, page: queries.LinesPage, result: str) -> dict[str, Any]:
    counts = (("", row.found), ("new", row.new), ("repeated", row.repeated), ("failed", row.failed))
    words = {"": pgettext("import", "All"), **result_words()}
    return {
        "row": row,
        "page": page,
        "result": result,
        "states": STATES,
        "results": {name: (words[name], *RESULTS[name]) for name in RESULTS},
        "tabs": [(words[name], f"?result={name}", "", count) for name, count in counts],
        "share": 100 * row.bytes_done // max(row.bytes_total, 1),
    }


def _address(import_id: UUID) -> str:
    return reverse("channels:import", kwargs={"import_id": import_id})


def _after(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
