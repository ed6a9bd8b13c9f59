"""/settings/audit/: who did what, who signed in; narrowed, page by page, as a file."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views import View

from yorisoi.kernel.csvfile import written
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.audit import note_export
from yorisoi.workspace.audit_words import kinds
from yorisoi.workspace.forms import AuditForm
from yorisoi.workspace.permissions import AUDIT_READ
from yorisoi.workspace.queries.deeds import Narrowed, all_deeds, deeds
from yorisoi.workspace.queries.people import staff_known
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.paging import after_of


class AuditLog(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(AUDIT_READ)
        form = _form(request)
        narrowed = form.narrowed()
        rows, after = deeds(request.actor, narrowed, after_of(request)) if narrowed is not None else ([], None)
        values = {"form": form, "deeds": rows, "query": _query(form), "next_page": _address(form, after)}
        return render(request, "workspace/audit.html", values, block="results")


class Export(View):
    def get(self, request: StaffRequest) -> StreamingHttpResponse:
        request.actor.needs(AUDIT_READ)
        narrowed = _form(request).narrowed() or Narrowed()
        note_export(actor=request.actor)
        rows = [("at", "who", "kind", "object", "object_id", "verb", "data"), *_cells(request, narrowed)]
        answer = StreamingHttpResponse(written(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
        return answer


def _form(request: StaffRequest) -> AuditForm:
    return AuditForm(staff_known(request.actor, AUDIT_READ), kinds(), request.GET)


def _cells(request: StaffRequest, narrowed: Narrowed) -> list[tuple[object, ...]]:
    return [
        (
            each.at.isoformat(),
            each.who,
            each.kind,
            each.what,
            each.object_id,
            each.verb,
            json.dumps(each.data, ensure_ascii=False),
        )
        for each in all_deeds(request.actor, narrowed)
    ]


def _query(form: AuditForm, **more: Any) -> str:
    values = {name: form.data.get(name, "") for name in form.fields} | more
    return urlencode({name: value for name, value in values.items() if value})


def _address(form: AuditForm, after: UUID | None) -> str:
    return f"{reverse('workspace:audit')}?{_query(form, after=str(after))}" if after else ""
