"""Search over everything: one index, filled by the capabilities' actions, asked newest first and ranked.

    index(kind, object_id, brand_id, title, text, at)   file an object, or file it again
    file(document)                                      the same for a Document
    index_many(documents)                               the same in bulk; inside `loading()` if there are many
    remove(kind, object_id)                             it is no longer found
    rebuild(kind, documents)                            make one kind of the index equal to what is given
    refresh()                                           make all tokens anew from the index's own texts (new dictionary)
    find(text, brand_ids, kinds, limit, cursor)         a page of hits the given brands own
    snippet(text, query)                                the place where a text answers, in marked pieces
    health()                                            whether the index finds what it holds

Writing happens in the caller's transaction (at the end of its `unit.work`, if it is one), so what is committed is found
and what is rolled back is not. A query is a
list of words, all of which must be had, in any spelling (kernel.text); "…" asks for exactly these letters; a piece of
a code finds the code where nothing is called exactly so. Of the newest 2,000 hits the best come first (`ranking`), then
the rest by time; paging reaches all. The filter by brand stands inside the query. Start reading at `finding`.
"""

from yorisoi.kernel.search.checking import Health, health
from yorisoi.kernel.search.filing import Document, Terms, file, index, index_many, loading, remove
from yorisoi.kernel.search.finding import find
from yorisoi.kernel.search.page import BadCursorError, Hit, Page
from yorisoi.kernel.search.rebuilding import rebuild, refresh
from yorisoi.kernel.search.snippets import snippet

__all__ = [
    "BadCursorError",
    "Document",
    "Health",
    "Hit",
    "Page",
    "Terms",
    "file",
    "find",
    "health",
    "index",
    "index_many",
    "loading",
    "rebuild",
    "refresh",
    "remove",
    "snippet",
]
