"""The inbox's rail: views and queues with the maintained counts, two queries in all."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import OPEN_STATUSES, Status
from yorisoi.desk.models import NOBODY, CaseCount, Queue
from yorisoi.desk.permissions import READ, scopes
from yorisoi.desk.queries.saved_views import KeptView, saved_views
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A view or a queue; `n` open cases (None: not told, or told later). address: of a saved view."""

    key: str
    title: str
    n: int | None
    brand: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """What stands left of the list."""

    views: tuple[RailEntry, ...]
    queues: tuple[RailEntry, ...]
    own: tuple[RailEntry, ...] = ()
    shared: tuple[RailEntry, ...] = ()

    def titled(self, key: str) -> str:
        """The words of the entry with this key, or ""."""
        entries = (*self.views, *self.queues, *self.own, *self.shared)
        return next((entry.title for entry in entries if entry.key == key), "")


def rail(actor: Actor) -> Rail:
    """Views and queues that the actor may see, with counts."""
    allowed = scopes(actor, READ)
    queues = _queues(allowed) if allowed else []
    totals = _totals(actor, [row[0] for row in queues])
    several = len(allowed) > 1
    kept = saved_views(actor)
    names = (
        {brand.id: brand.name for brand in workspace.brands([brand for brand, _limits in allowed])} if several else {}
    )
    return Rail(
        views=(
            RailEntry("mine", _("Mine"), totals["mine"]),
            RailEntry("unassigned", _("Unassigned"), totals["nobody"]),
            RailEntry("all", _("All open"), totals["open"]),
            RailEntry("pending", _("On hold"), totals["pending"]),
            RailEntry("done", _("Closed"), None),
        ),
        queues=tuple(
            RailEntry(f"queue:{pk}", name, totals[pk], names.get(brand_id, ""))
            for pk, brand_id, name, active in queues
            if active or totals[pk]
        ),
        own=tuple(_saved(view) for view in kept if view.brand_id is None),
        shared=tuple(_saved(view) for view in kept if view.brand_id is not None),
    )


def _saved(view: KeptView) -> RailEntry:
    return RailEntry(f"saved:{view.id}", view.name, None, address=view.address)


@prepared
def _queues(allowed: Iterable[tuple[UUID, Collection[UUID] | None]]) -> Rows:
    condition = Q(pk__in=[])
    for brand_id, limits in allowed:
        condition |= Q(brand=brand_id) if limits is None else Q(brand=brand_id, pk__in=limits)
    rows = Queue.objects.filter(condition).order_by("brand__order", "brand_id", "order", "id")
    return rows.values_list("pk", "brand_id", "name", "active")


def _totals(actor: Actor, queue_ids: list[UUID]) -> defaultdict[object, int]:
    """Sums by queue id, and "mine", "nobody", "open", "pending" over all of these queues."""
    totals: defaultdict[object, int] = defaultdict(int)
    for queue_id, status, every, mine, nobody in _sums(set(queue_ids), actor.staff_id or NOBODY):
        totals[queue_id] += every
        totals["open"] += every
        totals["mine"] += mine
        totals["nobody"] += nobody
        if status == Status.PENDING:
            totals["pending"] += every
    return totals


@prepared
def _sums(queue_ids: Collection[UUID], mine: UUID) -> Rows:
    return (
        CaseCount.objects.filter(queue__in=queue_ids, status__in=[status.value for status in OPEN_STATUSES], n__gt=0)
        .order_by()
        .values_list("queue_id", "status")
        .annotate(
            all=Sum("n"),
            mine=Sum("n", filter=Q(assignee_key=mine), default=0),
            nobody=Sum("n", filter=Q(assignee_key=NOBODY), default=0),
        )
    )
