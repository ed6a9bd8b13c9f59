"""/inbox/: views and queues, the list, and beside it a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views import View as Page

from yorisoi.desk import queries
from yorisoi.desk.permissions import OPEN, READ
from yorisoi.desk.queries import Filters, View, one_id
from yorisoi.desk.views import signs
from yorisoi.desk.views.case_page import case_values
from yorisoi.desk.views.drawing import drawn_rows, drawn_views
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Inbox(Page):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        view, filters = asked_for(request)
        page = queries.inbox(request.actor, view, filters, request.GET.get("cursor", ""))
        values = list_values(request, view, filters) | {"rows": page.rows, "next_cursor": page.next_cursor}
        if request.headers.get("HX-Target") == "rows":
            return render(request, "desk/rows.html", values)
        values |= rail_values(request, view) | {"chips": chips(request, view, filters)}
        values |= {"live_brands": sorted(request.actor.brand_ids(READ)), "may_open": request.actor.can(OPEN)}
        number = request.GET.get("case", "")
        beside = case_values(request, int(number)) if number.isdecimal() else {"head": None}
        return render(request, "desk/inbox.html", values | beside)


class Changes(Page):
    """Those of the named cases that stand in the view now, with the rail: what a live page swaps in."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        view, filters = asked_for(request)
        rows = queries.rows_among(request.actor, view, filters, ids_in(request.GET.get("ids", "")))
        values = list_values(request, view, filters) | {"rows": rows, "next_cursor": ""}
        return render(request, "desk/changes.html", values | rail_values(request, view))


class Filter(Page):
    """The dialog in which a view is narrowed."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        view, filters = asked_for(request)
        choices = queries.filter_choices(request.actor)
        values = {"view": view, "filters": filters, "choices": choices, "words": queries}
        values |= {"statuses": signs.statuses(), "priorities": signs.priorities(), "waits": signs.waits()}
        return render(request, "desk/filter.html", values)


def asked_for(request: HttpRequest) -> tuple[View, Filters]:
    """View and filters in the address. Raises NotFound for a view that is none; a filter that is none is left out."""
    given = request.GET.dict()
    return queries.parse_view(given.get("view") or "mine"), queries.filters_in(given)


def list_values(request: HttpRequest, view: View, filters: Filters) -> dict[str, Any]:
    """What the rows need beside themselves. `query`: the list's part of the address."""
    saved = one_id(request.GET.get("saved", ""))
    return {
        "view": view,
        "filters": filters,
        "saved": saved,
        "query": queries.address_of(view, filters) + (f"&saved={saved}" if saved else ""),
        "drawn_rows": drawn_rows,
        "drawn_views": drawn_views,
        "current": request.GET.get("case", ""),
    }


def rail_values(request: StaffRequest, view: View) -> dict[str, Any]:
    """The rail, and which of its entries is shown: a saved view where the address names one."""
    rail, saved = queries.rail(request.actor), f"saved:{request.GET.get('saved', '')}"
    return {"rail": rail, "chosen": saved if rail.titled(saved) else view.key}


def chips(request: StaffRequest, view: View, filters: Filters) -> list[tuple[str, str]]:
    """The filters in force: their words and the address without them."""
    words = queries.filter_words(request.actor, filters)
    return [(text, f"?{queries.address_of(view, filters.without(name))}") for name, text in words.items()]


def ids_in(text: str, most: int = 100) -> list[UUID]:
    """Ids with commas between them; what is none is left out."""
    return [found for part in text.split(",")[:most] if (found := one_id(part)) is not None]
