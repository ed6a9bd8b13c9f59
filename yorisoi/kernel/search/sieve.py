"""Letting through only hits that fulfil filters (担当:自分), as the sources they belong to understand them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yorisoi.kernel.models import Entry
from yorisoi.kernel.slots import FilterValue, Narrowing
from yorisoi.kernel.sql import Rows, prepared

MOST_FEW = 1_000
"""Up to so many objects of a kind, the index is asked about just these; more are sifted after it."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Filters in force, and the narrowing of each kind that may be found."""

    seeker: Any
    values: Sequence[FilterValue]
    kinds: Mapping[str, Narrowing]

    def few(self) -> list[int] | None:
        """The entries of all objects that pass; None where they are too many to be asked for one by one."""
        objects: dict[str, list[UUID]] = {}
        for kind, narrowing in self.kinds.items():
            ids = narrowing.few(self.seeker, self.values, MOST_FEW)
            if ids is None:
                return None
            objects[kind] = ids
        return [entry_id for kind, ids in objects.items() for (entry_id,) in _entries_of(kind, set(ids))]

    def passing(self, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The (entry id, bits) whose objects pass, in their order."""
        kinds: dict[str, dict[UUID, int]] = {}
        for entry_id, kind, object_id in _objects({entry_id for entry_id, _bits in rows}):
            kinds.setdefault(kind, {})[object_id] = entry_id
        passed: set[int] = set()
        for kind, entries in kinds.items():
            if kind in self.kinds:
                kept = self.kinds[kind].keep(self.seeker, self.values, list(entries))
                passed.update(entries[object_id] for object_id in kept)
        return [row for row in rows if row[0] in passed]


@prepared
def _entries_of(kind: str, ids: Collection[UUID]) -> Rows:
    return Entry.objects.filter(kind=kind, object_id__in=ids).values_list("id")


@prepared
def _objects(ids: Collection[int]) -> Rows:
    return Entry.objects.filter(id__in=ids).values_list("id", "kind", "object_id")
