"""Making the index anew, while it is in use."""

from collections.abc import Iterable
from itertools import batched

from django.db import transaction

from yorisoi.kernel.models import Entry
from yorisoi.kernel.search.filing import Document, index_many

_BATCH = 500


def rebuild(kind: str, documents: Iterable[Document]) -> tuple[int, int]:
    """Make the entries of one kind equal to `documents`: (filed anew, removed). What is right already is not touched.

    Searching and filing go on meanwhile, a batch is a transaction. ValueError if a document is of another kind.
    """
    others = set(Entry.objects.filter(kind=kind).values_list("object_id", flat=True))
    written = 0
    for batch in batched(documents, _BATCH):
        if any(document.kind != kind for document in batch):
            raise ValueError(f"rebuild({kind!r}) was given a document of another kind")
        written += index_many(batch)
        others.difference_update(document.object_id for document in batch)
    for part in batched(others, _BATCH):
        with transaction.atomic():
            Entry.objects.filter(kind=kind, object_id__in=part).delete()
    return written, len(others)


def refresh() -> int:
    """Make the tokens of all entries anew from the texts they hold, as a new dictionary asks; returns how many changed.

    Newest first, a batch a transaction, searching and filing go on meanwhile.
    """
    changed, top = 0, None
    while True:
        entries = Entry.objects.order_by("-id")
        batch = list((entries if top is None else entries.filter(id__lt=top))[:_BATCH])
        if not batch:
            return changed
        top = batch[-1].id
        changed += index_many(_document(entry) for entry in batch)


def _document(entry: Entry) -> Document:
    title, text = entry.words()
    return Document(entry.kind, entry.object_id, entry.brand_id, title, text, entry.at)
