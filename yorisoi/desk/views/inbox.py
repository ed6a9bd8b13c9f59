"""/inbox/: views and queues, the list, and beside it a case."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views import View as Page

from yorisoi.desk import queries
from yorisoi.desk.contracts import Status
from yorisoi.desk.permissions import OPEN, READ
from yorisoi.desk.queries import Filters, View
from yorisoi.desk.views import signs
from yorisoi.desk.views.case_page import case_values
from yorisoi.desk.views.drawing import drawn_rows, drawn_views
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest

_FILTERS = ("status", "priority", "assignee", "topic", "channel", "brand", "tag")


class Inbox(Page):
    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        view, filters = asked_for(request)
        page = queries.inbox(request.actor, view, filters, request.GET.get("cursor", ""))
        values = list_values(request, view) | {"rows": page.rows, "next_cursor": page.next_cursor}
        if request.headers.get("HX-Target") == "rows":
            return render(request, "desk/rows.html", values)
        values |= {"rail": queries.rail(request.actor), "chips": chips(request, filters)}
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
        values = list_values(request, view) | {"rows": rows, "next_cursor": "", "rail": queries.rail(request.actor)}
        return render(request, "desk/changes.html", values)


class Filter(Page):
    """The dialog in which a view is narrowed."""

    def get(self, request: StaffRequest) -> HttpResponse:
        request.actor.needs(READ)
        view, filters = asked_for(request)
        choices = queries.filter_choices(request.actor)
        values = {"view": view, "filters": filters, "choices": choices}
        values |= {"statuses": signs.statuses(), "priorities": signs.priorities()}
        return render(request, "desk/filter.html", values)


def asked_for(request: HttpRequest) -> tuple[View, Filters]:
    """View and filters in the address. Raises NotFound for a view that is none; a filter that is none is left out."""
    given = request.GET
    status, priority = given.get("status", ""), given.get("priority", "")
    filters = Filters(
        status=status if status in set(Status) else "",
        priority=int(priority) if priority in ("0", "1", "2", "3") else None,
        assignee_id=one_id(given.get("assignee", "")),
        topic_id=one_id(given.get("topic", "")),
        channel=given.get("channel", "")[:20],
        brand_id=one_id(given.get("brand", "")),
        tag_id=one_id(given.get("tag", "")),
    )
    return queries.parse_view(given.get("view") or "mine"), filters


def list_values(request: HttpRequest, view: View) -> dict[str, Any]:
    """What the rows need beside themselves."""
    return {
        "view": view,
        "query": address_query(request),
        "drawn_rows": drawn_rows,
        "drawn_views": drawn_views,
        "current": request.GET.get("case", ""),
    }


def address_query(request: HttpRequest, **changes: str) -> str:
    """The list's part of the address, with changes; empty values are left out."""
    given: Mapping[str, str] = {name: request.GET.get(name, "") for name in ("view", *_FILTERS)} | changes
    return urlencode({name: value for name, value in given.items() if value}, safe=":")


def chips(request: StaffRequest, filters: Filters) -> list[tuple[str, str]]:
    """The filters in force: their words and the address without them."""
    words = queries.filter_words(request.actor, filters)
    return [(text, f"?{address_query(request, **{name: ''})}") for name, text in words.items()]


def ids_in(text: str, most: int = 100) -> list[UUID]:
    """Ids with commas between them; what is none is left out."""
    return [found for part in text.split(",")[:most] if (found := one_id(part)) is not None]


def one_id(text: str) -> UUID | None:
    """The id, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
