"""/search/: everything that may be found, in one list; and the same, shorter, while one types."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from yorisoi.kernel import slots
from yorisoi.kernel.search.listing import LIVE, Listing, listing
from yorisoi.kernel.search.page import BadCursorError
from yorisoi.kernel.slots import SearchSource
from yorisoi.kernel.ui import render

LONGEST = 300


class Results(View):
    """?q=words, &kind=… for one kind, &cursor=… for the next page, &partial=1 for the list under the search box."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text, kind = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("kind", "")
        sources = _sources(kind)
        if request.GET.get("partial"):
            found = _found(request, text, sources, limit=LIVE, typing=True)
            return render(request, "search/live.html", {"text": text, "found": found})
        found = _found(request, text, sources, cursor=request.GET.get("cursor") or None)
        more = _address(text, kind, found.next_cursor) if found.next_cursor else ""
        values = {"text": text, "kind": kind, "found": found, "more": more, "tabs": _tabs(text, kind)}
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


def _address(text: str, kind: str, cursor: str | None = None) -> str:
    query = {"q": text, "kind": kind, "cursor": cursor or ""}
    return f"?{urlencode({name: value for name, value in query.items() if value})}"
