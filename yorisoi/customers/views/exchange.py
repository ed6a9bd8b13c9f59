"""/customers/imports/ and /customers/export/"""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.views import View

from yorisoi.customers.actions.exports import begin_export
from yorisoi.customers.actions.imports import begin_import, run_import
from yorisoi.customers.forms import ExportForm, ImportForm
from yorisoi.customers.permissions import EXCHANGE
from yorisoi.customers.queries import imports
from yorisoi.customers.views.parts import INVALID, brand_choices
from yorisoi.kernel.csvfile import download
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest

SHOWN = 100


class Imports(View):
    """The files taken in so far, and a new one."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return _list(request, ImportForm(brand_choices(request.actor, EXCHANGE)))

    def post(self, request: StaffRequest) -> HttpResponse:
        form = ImportForm(brand_choices(request.actor, EXCHANGE), request.POST, request.FILES)
        made: list[UUID] = []
        if form.perform(lambda **values: made.append(begin_import(actor=request.actor, **values))):
            return HttpResponseRedirect(reverse("customers:import", kwargs={"import_id": made[0]}))
        return _list(request, form, INVALID)


class OneImport(View):
    """How far it is; while a job is at work the page asks again by itself."""

    def get(self, request: StaffRequest, import_id: UUID) -> HttpResponse:
        row = imports.get_import(request.actor, import_id)
        context = {"row": row, "problems": imports.problems(row, SHOWN), "most": SHOWN}
        return render(request, "customers/import.html", context, block="progress")


class Run(View):
    def post(self, request: StaffRequest, import_id: UUID) -> HttpResponse:
        run_import(actor=request.actor, import_id=import_id)
        return HttpResponseRedirect(reverse("customers:import", kwargs={"import_id": import_id}))


class Report(View):
    """Every row that was not taken, and why, as CSV."""

    def get(self, request: StaffRequest, import_id: UUID) -> StreamingHttpResponse:
        row = imports.get_import(request.actor, import_id)
        return download(imports.report(row), f"import-{row.at:%Y%m%d}.csv")


class Export(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(EXCHANGE)
        form = ExportForm(brand_choices(request.actor, EXCHANGE))
        return render(request, "customers/export.html", {"form": form})

    def post(self, request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
        request.actor.needs(EXCHANGE)
        form = ExportForm(brand_choices(request.actor, EXCHANGE), request.POST)
        if not form.is_valid():
            return render(request, "customers/export.html", {"form": form}, status=INVALID)
        rows = begin_export(actor=request.actor, brand_id=form.cleaned_data["brand_id"])
        return download(rows, "customers.csv", form.cleaned_data["encoding"])


def _list(request: StaffRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    context = {"rows": imports.imports(request.actor), "form": form}
    return render(request, "customers/imports.html", context, status=status)
