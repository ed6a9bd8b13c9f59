"""Putting objects into the index and taking them out, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yorisoi.kernel.models import Entry
from yorisoi.kernel.models.entry import packed
from yorisoi.kernel.search.asking import TITLE
from yorisoi.kernel.search.engine import engine
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
    index_many([Document(kind, object_id, brand_id, title, text, at)])


def index_many(documents: Iterable[Document]) -> int:
    """File many objects; returns how many were new or changed. Those given twice are filed as given last."""
    written = 0
    with transaction.atomic():
        for batch in batched(documents, _BATCH):
            written += _index_batch({(document.kind, document.object_id): document for document in batch})
    return written


def remove(kind: str, object_id: UUID) -> None:
    """Take an object out of the index; nothing happens if it is not there."""
    Entry.objects.filter(kind=kind, object_id=object_id).delete()


@contextmanager
def loading() -> Iterator[None]:
    """Around `index_many` of tens of thousands: the index is tuned for writing, and put in order at the end."""
    with engine().loading():
        yield


def _index_batch(documents: dict[tuple[str, UUID], Document]) -> int:
    """Somebody else may file the same object, or take the same id, at the same moment: then once more."""
    prepared = {key: _prepared(document) for key, document in documents.items()}
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return _replace(documents, prepared)
        except IntegrityError:
            if not tries_left:
                raise
    return 0


def _replace(documents: dict[tuple[str, UUID], Document], prepared: dict[tuple[str, UUID], Entry]) -> int:
    old = _present(documents)
    entries = []
    for key, entry in prepared.items():
        before = old.get(key)
        stays = before is not None and second_of(before.id) == second_at(entry.at)
        entry.id = before.id if before is not None and stays else 0
        if before is None or not _is_same(before, entry):
            entries.append(entry)
    gone = [old[key].id for entry in entries if (key := (entry.kind, entry.object_id)) in old]
    if gone:
        Entry.objects.filter(id__in=gone).delete()
    if entries:
        _give_ids([entry for entry in entries if not entry.id])
        for entry in entries:
            entry.tokens = [*entry.tokens, *engine().extra_tokens(entry.id)]
        engine().insert(entries)
    return len(entries)


def _prepared(document: Document) -> Entry:
    title, text = document.title[:LONGEST_TITLE], document.text[:LONGEST_TEXT]
    terms = document.terms or Terms(search_terms(title), search_terms(text))
    return Entry(
        kind=document.kind,
        object_id=document.object_id,
        brand_id=document.brand_id,
        at=document.at,
        text=packed(title, text),
        tokens=tokens(document.kind, document.brand_id, terms),
    )


def tokens(kind: str, brand_id: UUID, terms: Terms) -> list[str]:
    """All an entry is filed under, each once."""
    titled = [TITLE + term for term in terms.title]
    return list(dict.fromkeys([*terms.title, *titled, *terms.text, kind_token(kind), brand_token(brand_id)]))


def _present(documents: dict[tuple[str, UUID], Document]) -> dict[tuple[str, UUID], Entry]:
    wanted = Q()
    for kind in {kind for kind, _object_id in documents}:
        wanted |= Q(kind=kind, object_id__in=[object_id for each, object_id in documents if each == kind])
    return {(entry.kind, entry.object_id): entry for entry in Entry.objects.filter(wanted)}


def _is_same(before: Entry, entry: Entry) -> bool:
    return (
        before.id == entry.id
        and before.at == entry.at
        and bytes(before.text) == entry.text
        and set(before.tokens) == {*entry.tokens, *engine().extra_tokens(entry.id)}
    )


def _give_ids(entries: list[Entry]) -> None:
    """Ids not taken yet; after four tries in a second (it holds 65,536) those of the next."""
    waiting, tries, given = entries, 0, set[int]()
    while waiting:
        for entry in waiting:
            entry.id = new_id(second_at(entry.at) + tries // 4)
        taken = set(Entry.objects.filter(id__in=[entry.id for entry in waiting]).values_list("id", flat=True))
        again = []
        for entry in waiting:
            if entry.id in taken or entry.id in given:
                again.append(entry)
            given.add(entry.id)
        waiting, tries = again, tries + 1
