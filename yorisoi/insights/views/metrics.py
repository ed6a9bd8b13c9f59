"""/insights/ and one metric: its page, its definition, the cases behind it, its numbers as CSV."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.views import View

from yorisoi.insights import showing, wording
from yorisoi.insights.queries import asking, numbers
from yorisoi.insights.queries.behind import behind
from yorisoi.insights.queries.choices import scene
from yorisoi.insights.tables import csv_rows
from yorisoi.kernel.csvfile import download
from yorisoi.kernel.ui.addresses import url
from yorisoi.kernel.ui.render import render
from yorisoi.workspace.public import StaffRequest

SHARED = {"words": wording, "page": showing}
"""What every template of ours asks: words for numbers, addresses and names."""


class Overview(View):
    """Every number of the catalogue at a glance."""

    def get(self, request: StaffRequest) -> HttpResponse:
        question = asking.parse(request.GET.dict())
        of, results = numbers.overview(request.actor, question)
        form = showing.filter_form(of, question, url("insights:overview"), showing.staff_names([question.staff_id]))
        context = {"question": question, "results": results, "form": form}
        return render(request, "insights/overview.html", context | SHARED, block="numbers")


class OneMetric(View):
    def get(self, request: StaffRequest, key: str) -> HttpResponse:
        metric, question = numbers.metric(key), asking.parse(request.GET.dict())
        context = showing.metric_page(scene(request.actor, question), metric, question)
        return render(request, "insights/metric.html", context | SHARED, block="numbers")


class Definition(View):
    """What the number means, whole: the formula and everything that decides what is in it."""

    def get(self, request: StaffRequest, key: str) -> HttpResponse:
        metric, question = numbers.metric(key), asking.parse(request.GET.dict())
        scene(request.actor, question)
        return render(request, "insights/definition.html", {"metric": metric, "question": question} | SHARED)


class Cases(View):
    """The facts behind the number, with the cases that the reader may see."""

    def get(self, request: StaffRequest, key: str) -> HttpResponse:
        metric, question = numbers.metric(key), asking.parse(request.GET.dict())
        part, cursor = request.GET.get("part") == "1", request.GET.get("after", "")
        found = behind(request.actor, metric, question, part=part, cursor=cursor)
        names = showing.staff_names(line.staff_id for line in found.lines)
        context = {"metric": metric, "question": question, "found": found, "part": part, "names": names}
        return render(request, "insights/cases.html", context | SHARED, block="rows")


class Table(View):
    """The number of each day, queue, topic and person, as CSV."""

    def get(self, request: StaffRequest, key: str) -> StreamingHttpResponse:
        metric, question = numbers.metric(key), asking.parse(request.GET.dict())
        rows: Iterator[list[object]] = csv_rows(scene(request.actor, question), metric, question)
        return download(rows, f"{key.replace('@', '-v')}-{question.days.first:%Y%m%d}-{question.days.last:%Y%m%d}.csv")
