"""The record's panel beside a case."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import RecordFields
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.record_checks import completeness
from yorisoi.desk.views.case_page import changed
from yorisoi.desk.views.composing import record_in, typed_in
from yorisoi.kernel.ui import render
from yorisoi.kernel.ui.render import jinja, page_values
from yorisoi.workspace.public import StaffRequest


class Record(View):
    """The case's record (応対記録) with the topic's own fields, and what the checks say of it."""

    def get(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        head = queries.get_case(request.actor, case_id)
        return render(request, "desk/panel_record.html", _record_values(request, head))

    def post(self, request: StaffRequest, case_id: UUID) -> HttpResponse:
        head = queries.get_case(request.actor, case_id, ANSWER)
        record, typed = record_in(request.POST), typed_in(request.POST)
        try:
            if record is not None:
                actions.write_record(actor=request.actor, case_id=case_id, record=record, typed=typed)
        except actions.FieldsWrong as error:
            values = _record_values(request, head, record, (typed, error.errors))
            return render(request, "desk/panel_record.html", values, status=422)
        values = page_values(request) | _record_values(request, head)
        panel = jinja().get_template("desk/panel_record.html").render(values)
        return changed(request, case_id, _("The record was saved."), body=panel)


type Filled = tuple[Mapping[UUID, Sequence[str]], Mapping[UUID, str]]
"""What was typed into the topic's own fields, and what is wrong with it."""


def _record_values(
    request: StaffRequest, head: queries.CaseHead, record: RecordFields | None = None, filled: Filled = ({}, {})
) -> dict[str, Any]:
    shown = record if record is not None else queries.record_of(request.actor, head.id)
    found = queries.judged(shown, head.status, queries.customer_texts(head.id))
    return {
        "head": head,
        "record": shown,
        "may": request.actor.can(ANSWER, head.brand_id, head.queue_id),
        "case_fields": queries.case_fields(request.actor, head.id, *filled),
        "findings": [(queries.check_title(each.check), each.why) for each in found],
        "filled": round(completeness(shown) * 100),
    }
