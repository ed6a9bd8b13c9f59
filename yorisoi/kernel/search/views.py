"""/search/: everything that may be found, in one list; and the same, shorter, while one types."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from yorisoi.kernel import slots
from yorisoi.kernel.search.listing import LIVE, Listing, listing
from yorisoi.kernel.search.narrowing import filters_of
from yorisoi.kernel.search.page import BadCursorError
from yorisoi.kernel.slots import SearchFilter, SearchSource
from yorisoi.kernel.ui import render

LONGEST = 300


class Results(View):
    """?q=words, &kind=… for one kind, &cursor=… for the next page, &partial=1 for the list under the search box."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text, kind = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("kind", "")
        sources = _sources(kind)
        if request.GET.get("partial"):
            found = _found(request, text, sources, limit=LIVE, typing=True)
            hints = _hints(text, kind, found.unfinished)
            return render(request, "search/live.html", {"text": text, "found": found, "hints": hints})
        found = _found(request, text, sources, cursor=request.GET.get("cursor") or None)
        more = _address(text, kind, found.next_cursor) if found.next_cursor else ""
        values = {"text": text, "kind": kind, "found": found, "more": more, "tabs": _tabs(text, kind)}
        values |= {"hints": _hints(text, kind, found.unfinished), "filters": _filters(text, kind, sources)}
        return render(request, "search/results.html", values, block="hits" if request.GET.get("cursor") else None)


def _sources(kind: str) -> dict[str, SearchSource]:
    sources = {source.kind: source for source in slots.items("search.source") if kind in {"", source.kind}}
    if kind and not sources:
        raise Http404(kind)
    return sources


def _found(request: HttpRequest, text: str, sources: dict[str, SearchSource], **how: Any) -> Listing:
    seeker: Any = request
    try:
        return listing(seeker.actor, text, sources, **how)
    except BadCursorError as error:
        raise Http404 from error


def _tabs(text: str, kind: str) -> list[tuple[Any, str, bool]]:
    """(words, address, chosen?) of all results and of each kind."""
    kinds = [(source.kind, source.title) for source in slots.items("search.source")]
    return [(title, _address(text, each), each == kind) for each, title in [("", ""), *kinds]]


def _filters(text: str, kind: str, sources: dict[str, SearchSource]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """(title, ready filters as (words, address of this search with it)) of each filter one may add."""
    offered = {each.name: each for each in filters_of(sources).values()}
    return [(each.title, _hints(text, kind, each)) for each in offered.values()]


def _hints(text: str, kind: str, offered: SearchFilter | None) -> list[tuple[str, str]]:
    """(words, address) of this query with each example value of a filter that was begun or is offered."""
    if offered is None:
        return []
    words = f"{offered.title}:"
    begun = text.endswith((":", "："))
    kept = text.rsplit(maxsplit=1)[:-1] if begun else [text]
    queries = [" ".join(filter(None, [*kept, f"{words}{_quoted(str(each))}"])) for each in offered.examples]
    shown = zip(offered.examples, queries, strict=True)
    return [(f"{words}{_quoted(str(each))}", _address(query, kind)) for each, query in shown]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _address(text: str, kind: str, cursor: str | None = None) -> str:
    query = {"q": text, "kind": kind, "cursor": cursor or ""}
    return f"?{urlencode({name: value for name, value in query.items() if value})}"
