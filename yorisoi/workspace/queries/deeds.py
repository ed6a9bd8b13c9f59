"""The audit log as people read it: newest first, narrowed, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yorisoi.kernel import slots
from yorisoi.kernel.models.audit_entry import AuditEntry
from yorisoi.workspace.audit_words import done_words, kind_words
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.permissions import AUDIT_READ

PAGE = 50
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which deeds: of a person, of a kind, to one object, done between two days (both included)."""

    actor_id: UUID | None = None
    kind: str = ""
    object_id: UUID | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One line. `what` and `url` lead to the thing where it can still be shown; `data` is what was noted."""

    id: UUID
    at: datetime
    who: str
    kind: str
    done: str
    verb: str
    what: str
    url: str
    object_id: UUID
    data: dict[str, Any]


def deeds(actor: Actor, narrowed: Narrowed, after: UUID | None = None) -> tuple[list[Deed], UUID | None]:
    """The newest deeds that the actor may read, 50 a page, and the id below which the next page begins."""
    rows = _newest(actor, narrowed, after, PAGE + 1)
    return _worded(actor, rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None


def all_deeds(actor: Actor, narrowed: Narrowed) -> Iterator[Deed]:
    """The same without pages, at most 20,000, for a file."""
    after: UUID | None = None
    for _page in range(MOST_EXPORTED // PAGE):
        page, after = deeds(actor, narrowed, after)
        yield from page
        if after is None:
            return


def _newest(actor: Actor, narrowed: Narrowed, after: UUID | None, most: int) -> list[AuditEntry]:
    """Brand by brand, each by its index; what belongs to no brand is for who reads the log everywhere."""
    actor.needs(AUDIT_READ)
    if actor.can_everywhere(AUDIT_READ):
        return list(_where(narrowed, after).order_by("-id")[:most])
    found: list[AuditEntry] = []
    for brand_id in actor.brand_ids(AUDIT_READ):
        found += _where(narrowed, after).filter(brand_id=brand_id).order_by("-id")[:most]
    return sorted(found, key=attrgetter("id"), reverse=True)[:most]


def _where(narrowed: Narrowed, after: UUID | None) -> QuerySet[AuditEntry]:
    where = Q()
    if narrowed.actor_id:
        where &= Q(actor_id=narrowed.actor_id)
    if narrowed.kind:
        where &= Q(kind=narrowed.kind)
    if narrowed.object_id:
        where &= Q(object_id=narrowed.object_id)
    if narrowed.first:
        where &= Q(at__gte=_begin(narrowed.first))
    if narrowed.last:
        where &= Q(at__lt=_begin(narrowed.last + timedelta(days=1)))
    if after is not None:
        where &= Q(id__lt=after)
    return AuditEntry.objects.filter(where)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _worded(actor: Actor, rows: Sequence[AuditEntry]) -> list[Deed]:
    by_kind: dict[str, list[UUID]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.object_id)
    sources = {source.kind: source for source in slots.items("search.source")}
    found = {kind: sources[kind].load(actor, ids) for kind, ids in by_kind.items() if kind in sources}
    worded = []
    for row in rows:
        there = found.get(row.kind, {}).get(row.object_id)
        what, url = (there.title, there.url) if there else (str(row.data.get("name", "")), "")
        worded.append(
            Deed(row.id, row.at, row.actor_name, kind_words(row.kind), done_words(row.verb), row.verb, what, url,
                 row.object_id, row.data)
        )  # fmt: skip
    return worded
