"""Saved views: one's own and the brands', and how many cases stand in each."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.models import NOBODY, SavedView
from yorisoi.desk.permissions import READ, SHARE_VIEWS
from yorisoi.desk.queries.filters import Filters, View, address_of, filters_in, parse_view
from yorisoi.desk.queries.inbox import counted, horizon
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor, NotFound

MOST = 100  # a count goes no further: 99+
REACH = 5_000  # open cases among which is counted, so that no view costs more than that however rare its cases
_MOST_VIEWS = 40


@dataclass(frozen=True, slots=True)
class KeptView:
    """A saved view; `brand_id` is set when it is shared. `mine`: may be changed by who asked."""

    id: UUID
    name: str
    query: str
    brand_id: UUID | None
    mine: bool

    @property
    def address(self) -> str:
        """What stands in the inbox's address to see it."""
        return f"{self.query}&saved={self.id}"


@dataclass(frozen=True, slots=True)
class ViewCount:
    """At least `n` cases; `more`: there may be others, which were not counted."""

    n: int
    more: bool


def saved_views(actor: Actor) -> list[KeptView]:
    """One's own views, then the shared ones of the brands whose cases one may read. One query."""
    if actor.system:
        return []
    found = _kept(actor.staff_id or NOBODY, set(actor.brand_ids(READ)))
    views = [KeptView(each.id, each.name, each.query, each.brand_id, _may_change(actor, each)) for each in found]
    return sorted(views, key=lambda view: view.brand_id is not None)[:_MOST_VIEWS]


@prepared
def _kept(staff_id: UUID, brand_ids: Collection[UUID]) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(owner=staff_id) | Q(brand__in=brand_ids)).order_by("order", "id")


def _may_change(actor: Actor, view: SavedView) -> bool:
    if view.brand_id is not None:
        return actor.can(SHARE_VIEWS, view.brand_id)
    return view.owner_id == actor.staff_id


def own_view(actor: Actor, view_id: UUID) -> KeptView:
    """A view that the actor may change. Raises NotFound."""
    found = next((each for each in saved_views(actor) if each.id == view_id and each.mine), None)
    if found is None:
        raise NotFound(_("There is no such view."))
    return found


def read_query(query: str) -> tuple[View, Filters]:
    """A saved view's query as view and filters; what is no longer known is left out. Raises NotFound."""
    given = dict(parse_qsl(query))
    return parse_view(given.get("view", "all")), filters_in(given)


def tidy_query(query: str) -> str:
    """The query with only what belongs into one, in a fixed order. Raises NotFound for an unknown view."""
    return address_of(*read_query(query))


def view_counts(actor: Actor) -> dict[UUID, ViewCount]:
    """How many cases stand in each saved view, at most MOST, looking at no more than the newest REACH open cases."""
    views = saved_views(actor)
    since = horizon(actor, REACH) if views else None
    counts = {}
    for each in views:
        view, filters = read_query(each.query)
        if view.name == "done":
            continue
        n = counted(actor, view, filters, most=MOST, since=since)
        counts[each.id] = ViewCount(min(n, MOST - 1), more=n >= MOST or since is not None)
    return counts
