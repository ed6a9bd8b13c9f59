"""Short ways to fill the index in tests."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from yorisoi.kernel import search

START = datetime(2026, 1, 1, tzinfo=UTC)
BRAND, OTHER = uuid4(), uuid4()


def file(title: str = "", text: str = "", *, day: float = 0, kind: str = "case", brand: UUID = BRAND) -> UUID:
    """File something so many days after the start; its object id."""
    object_id = uuid4()
    search.index(kind, object_id, brand, title, text, START + timedelta(days=day))
    return object_id


def ids(page: search.Page) -> list[UUID]:
    """What a page shows, in order."""
    return [hit.object_id for hit in page.hits]


def found(query: str, *, brands: tuple[UUID, ...] = (BRAND,), kinds: tuple[str, ...] | None = None) -> list[UUID]:
    """The first page for a query."""
    return ids(search.find(query, brands, kinds))


def all_pages(query: str, limit: int, brands: tuple[UUID, ...] = (BRAND,)) -> list[list[UUID]]:
    """Every page for a query, until there is no next one."""
    pages, cursor = [], None
    while True:
        page = search.find(query, brands, limit=limit, cursor=cursor)
        pages.append(ids(page))
        cursor = page.next_cursor
        if cursor is None:
            return pages
