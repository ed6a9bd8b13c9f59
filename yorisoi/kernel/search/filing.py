"""Putting objects into the index and taking them out, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import batched, starmap
from uuid import UUID

from django.db import IntegrityError, transaction

from yorisoi.kernel import unit
from yorisoi.kernel.models import Entry
from yorisoi.kernel.models.entry import packed
from yorisoi.kernel.search.asking import TITLE
from yorisoi.kernel.search.engine import engine
from yorisoi.kernel.search.row import Row
from yorisoi.kernel.search.scope import brand_token, kind_token, new_id, second_at, second_of
from yorisoi.kernel.text import search_terms

LONGEST_TITLE = 1_000
LONGEST_TEXT = 50_000
"""Characters of a text that are indexed; what stands after them is not found."""
_BATCH = 1_000
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """Search terms already at hand (`kernel.text.search_terms`), so that they need not be made."""

    title: Sequence[str]
    text: Sequence[str]


@dataclass(frozen=True, slots=True)
class Document:
    """An object to be found: by its title, which counts more, and its text. `at` orders hits (aware)."""

    kind: str
    object_id: UUID
    brand_id: UUID
    title: str
    text: str
    at: datetime
    terms: Terms | None = None


def index(kind: str, object_id: UUID, brand_id: UUID, title: str, text: str, at: datetime) -> None:
    """File an object, or file it again after a change. ValueError if `kind` is not a short word of a-z and _."""
    file(Document(kind, object_id, brand_id, title, text, at))


def file(document: Document) -> None:
    """The same for a document; within a `unit.work` all its documents are filed together at its end."""
    unit.at_end(_settle, document)


def index_many(documents: Iterable[Document]) -> int:
    """File many objects; returns how many were new or changed. Those given twice are filed as given last."""
    written = 0
    with transaction.atomic(savepoint=False):  # each batch has its own
        for batch in batched(documents, _BATCH):
            written += _index_batch({(document.kind, document.object_id): document for document in batch})
    return written


def remove(kind: str, object_id: UUID) -> None:
    """Take an object out of the index; nothing happens if it is not there."""
    unit.at_end(_settle, (kind, object_id))


def _settle(asked: Sequence[Document | tuple[str, UUID]]) -> None:
    """File and take out; what was asked last of an object holds."""
    last = {each if isinstance(each, tuple) else (each.kind, each.object_id): each for each in asked}
    for each in last.values():
        if isinstance(each, tuple):
            Entry.objects.filter(kind=each[0], object_id=each[1]).delete()
    index_many(each for each in last.values() if not isinstance(each, tuple))


@contextmanager
def loading() -> Iterator[None]:
    """Around `index_many` of tens of thousands: the index is tuned for writing, and put in order at the end."""
    with engine().loading():
        yield


def _index_batch(documents: dict[tuple[str, UUID], Document]) -> int:
    """Somebody else may file the same object, or take the same id, at the same moment: then once more."""
    rows = {key: _row(document) for key, document in documents.items()}
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return _replace(rows)
        except IntegrityError:
            if not tries_left:
                raise
    return 0


def _replace(rows: dict[tuple[str, UUID], Row]) -> int:
    old = {(row.kind, row.object_id): row for row in _present(rows)}
    changed = []
    for key, row in rows.items():
        before = old.get(key)
        stays = before is not None and second_of(before.id) == second_at(row.at)
        row = row._replace(id=before.id if before is not None and stays else 0)
        if before is None or not _is_same(before, row):
            changed.append(row)
    gone = [before.id for row in changed if (before := old.get((row.kind, row.object_id)))]
    if gone:
        Entry.objects.filter(id__in=gone).delete()
    if changed:
        ids = [row.id or fresh for row, fresh in zip(changed, _free_ids(changed), strict=True)]
        extra = engine().extra_tokens
        engine().insert(
            [row._replace(id=i, tokens=[*row.tokens, *extra(i)]) for i, row in zip(ids, changed, strict=True)]
        )
    return len(changed)


def _row(document: Document) -> Row:
    title, text = document.title[:LONGEST_TITLE], document.text[:LONGEST_TEXT]
    terms = document.terms or Terms(search_terms(title), search_terms(text))
    filed_under = tokens(document.kind, document.brand_id, terms)
    key = (document.kind, document.object_id, document.brand_id)
    return Row(0, *key, document.at, filed_under, packed(title, text))


def tokens(kind: str, brand_id: UUID, terms: Terms) -> list[str]:
    """All an entry is filed under, each once."""
    titled = [TITLE + term for term in terms.title]
    return list(dict.fromkeys([*terms.title, *titled, *terms.text, kind_token(kind), brand_token(brand_id)]))


def _present(keys: Iterable[tuple[str, UUID]]) -> Iterator[Row]:
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, object_id in keys:
        by_kind[kind].append(object_id)
    for kind, object_ids in by_kind.items():
        yield from starmap(Row, Entry.objects.filter(kind=kind, object_id__in=object_ids).values_list(*Row._fields))


def _is_same(before: Row, row: Row) -> bool:
    return (before.id, before.at, bytes(before.text)) == (row.id, row.at, row.text) and set(before.tokens) == {
        *row.tokens,
        *engine().extra_tokens(row.id),
    }


def _free_ids(rows: Sequence[Row]) -> list[int]:
    """For each row an id not taken yet; after four tries in a second (it holds 65,536) one of the next."""
    ids, given, tries = [0] * len(rows), set[int](), 0
    waiting = [place for place, row in enumerate(rows) if not row.id]
    while waiting:
        for place in waiting:
            ids[place] = new_id(second_at(rows[place].at) + tries // 4)
        wanted = [ids[place] for place in waiting]
        taken = given | set(Entry.objects.filter(id__in=wanted).values_list("id", flat=True))
        again = []
        for place in waiting:
            if ids[place] in taken:
                again.append(place)
            taken.add(ids[place])
            given.add(ids[place])
        waiting, tries = again, tries + 1
    return ids
