"""/search/: everything that capabilities let be found, in one list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views import View

from yorisoi.desk import queries
from yorisoi.kernel import search, slots
from yorisoi.kernel.ui import render
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.public import StaffRequest


class Search(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        text, kind = request.GET.get("q", "").strip()[:300], request.GET.get("kind", "")
        sources = {source.kind: source for source in slots.items("search.source")}
        if kind and kind not in sources:
            raise NotFound(kind)
        found = _find(request, text, [kind] if kind else list(sources), sources)
        values: dict[str, Any] = {"text": text, "kind": kind, "found": found, "tabs": _tabs(text, kind, sources)}
        template = "desk/search_hits.html" if request.headers.get("HX-Target") == "hits" else "desk/search.html"
        return render(request, template, values)


@dataclass(frozen=True, slots=True)
class Results:
    """Results ready to show; `more` is the address of the next page, "" on the last."""

    hits: list[dict[str, Any]]
    total: int
    is_more: bool
    more: str


def _find(request: StaffRequest, text: str, kinds: list[str], sources: dict[str, slots.SearchSource]) -> Results:
    try:
        page = search.find(text, queries.brands_of(request.actor), kinds, cursor=request.GET.get("cursor") or None)
    except search.BadCursorError:
        raise NotFound(text) from None
    shown = queries.shown_hits(request.actor, page.hits, sources, text)
    following = {"q": text, "kind": request.GET.get("kind", ""), "cursor": page.next_cursor or ""}
    more = f"?{urlencode({name: value for name, value in following.items() if value})}" if page.next_cursor else ""
    return Results(shown, page.total, page.is_more, more)


def _tabs(text: str, kind: str, sources: dict[str, slots.SearchSource]) -> list[tuple[Any, str, bool]]:
    every = [("", None), *((source.kind, source.title) for source in sources.values())]
    return [
        (title, f"?{urlencode({'q': text, **({'kind': key} if key else {})})}", key == kind) for key, title in every
    ]
