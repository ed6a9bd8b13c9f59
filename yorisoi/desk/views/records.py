"""/records/: how good the records are, and their table for each department."""

from datetime import date

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.desk import queries
from yorisoi.desk.queries.records import Period
from yorisoi.kernel.csvfile import written
from yorisoi.kernel.text import DayError, day_of
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Records(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        period, error = _period(request)
        values = {"period": period, "error": error, "quality": queries.quality(request.actor, period)}
        return render(request, "desk/records.html", values, status=422 if error else 200)


class RecordTable(View):
    """The file; ?department= asks for one."""

    def get(self, request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
        period, error = _period(request)
        if error:
            return Records().get(request)
        rows = list(queries.record_table(request.actor, period))
        response = StreamingHttpResponse(written(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="records-{period.first}-{period.last}.csv"'
        return response


def _period(request: StaffRequest) -> tuple[Period, str]:
    """The period asked for, the last 30 days without one; and what was wrong with what was asked."""
    usual, given = queries.last_days(), request.GET
    try:
        first, last = _day(given.get("first", ""), usual.first), _day(given.get("last", ""), usual.last)
    except DayError as error:
        return usual, str(error)
    if last < first:
        return usual, _("The last day lies before the first.")
    return Period(first, last, given.get("department", "")), ""


def _day(text: str, usual: date) -> date:
    return day_of(text) if text.strip() else usual
