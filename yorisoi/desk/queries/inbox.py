"""A page of the inbox: fifty slim rows by keyset, each read through one index, with what they show."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Q

from yorisoi.desk.contracts import Status
from yorisoi.desk.models import NOBODY, Case, ReadMark, Viewing
from yorisoi.desk.permissions import READ, Scope, scopes_or_all, visible_in
from yorisoi.desk.queries.filters import Chosen, Filters, View, chosen, narrowed
from yorisoi.desk.queries.hours import hours_of_due, seconds_left
from yorisoi.desk.queries.paging import ORDERS, After, Order, cursor_at, ordering, runs, within
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.desk.queries.tag_column import TAGS, TagLook, looks
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.ui.times import agos
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

PAGE = 50
_MOST_SCOPES = 6  # brands and queues read one by one, each through its index; with more, one query sorts

_COLUMNS = (
    "last_at", "id", "number", "subject", "last_line", "last_direction", "status", "waiting_reason", "priority",
    "channel", "customer_name", "customer_reading", "topic__name", "assignee_id", "assignee__display_name",
    "brand_id", "due_at",
)  # fmt: skip
_PLACE = {"last_at": 0, "due_at": _COLUMNS.index("due_at")}
type Found = tuple[Any, ...]
type _Place = tuple[UUID | None, UUID | None, Sequence[Scope] | None]
"""A brand (None: all), a queue (None: all), and what the actor may see (None: all of it)."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a case in the list shows to everybody alike; equal faces look the same, so their markup is drawn once."""

    id: UUID
    number: int
    subject: str
    line: str
    direction: str
    status: str
    waiting: str
    priority: int
    channel: str
    customer: str
    reading: str
    topic: str
    assignee: str
    brand_sign: str
    at: datetime
    tags: tuple[TagLook, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list: its face, and what differs by moment and reader. `lookers`: names of others at it.

    left: open seconds until an answer is due, negative when it is late. draft: the reader has one and did not send it.
    """

    face: Face
    ago: str
    left: int | None
    mine: bool
    unread: bool
    lookers: tuple[str, ...]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and where the next page begins ("" when there is none)."""

    rows: list[Row]
    next_cursor: str


def inbox(actor: Actor, view: View, filters: Filters | None = None, cursor: str = "", size: int = PAGE) -> Page:
    """The first cases of a view that the actor may see, `size` at a time. Raises NotFound for a bad cursor."""
    filters = filters or Filters()
    by, who, places = chosen(actor, filters), _who(actor, view), _places(actor, view, filters)
    found: list[tuple[Order, Found]] = []
    for order, after in runs(filters.sort, cursor):
        some: list[Found] = []
        for place in places:
            some += _read(
                place, who, tuple(by), after, None, view=view.name, order=order.sign, most=size + 1 - len(found)
            )
        some.sort(key=itemgetter(_PLACE[order.field], 1), reverse=order.descending)
        found += [(order, row) for row in some[: size + 1 - len(found)]]
        if len(found) > size:
            break
    page = found[:size]
    following = ""
    if len(found) > size:
        order, last = page[-1]
        following = cursor_at(order, last[_PLACE[order.field]], last[1])
    return Page(_rows(actor, [row for _order, row in page]), following)


def rows_among(actor: Actor, view: View, filters: Filters, ids: Sequence[UUID]) -> list[Row]:
    """Those of these cases that stand in the view now, in its order; for bringing a shown list up to date."""
    place, by = (filters.brand_id, None, scopes_or_all(actor)), chosen(actor, filters)
    found: list[Found] = []
    for order, _after in runs(filters.sort, ""):
        found += _read(place, _who(actor, view), tuple(by), None, set(ids), view=view.name, order=order.sign, most=None)
    return _rows(actor, found)


def ids_in_view(actor: Actor, view: View, filters: Filters) -> Iterator[UUID]:
    """The ids of all cases of a view that the actor may see, read a piece at a time."""
    condition = _where((filters.brand_id, None, scopes_or_all(actor)))
    condition &= _view_condition(view.name, _who(actor, view)) & narrowed(chosen(actor, filters))
    yield from Case.objects.filter(condition).order_by().values_list("pk", flat=True).iterator(chunk_size=1000)


def counted(actor: Actor, view: View, filters: Filters, *, most: int, since: datetime | None) -> int:
    """How many cases of a view moved since a moment (None: ever), at most `most`; reads no more rows than that."""
    condition = _where((filters.brand_id, None, scopes_or_all(actor)))
    condition &= _view_condition(view.name, _who(actor, view)) & narrowed(chosen(actor, filters))
    if since is not None:
        condition &= Q(last_at__gte=since)
    return len(Case.objects.filter(condition).order_by("-last_at", "-id").values_list("pk")[:most])


def horizon(actor: Actor, rows: int) -> datetime | None:
    """When the open case moved last that has `rows` newer ones before it; None when there are not so many."""
    open_ones = Case.objects.filter(visible_in(scopes_or_all(actor)), is_open=True).order_by("-last_at", "-id")
    return next(iter(open_ones.values_list("last_at", flat=True)[rows : rows + 1]), None)


@prepared
def _read(
    place: _Place,
    who: UUID | None,
    by: Sequence[Any],
    after: After,
    ids: Collection[UUID] | None,
    *,
    view: str,
    order: str,
    most: int | None,
) -> Rows:
    """The first cases of a view in one place and order, narrowed, beyond `after`, among `ids`."""
    run = ORDERS[order]
    condition = _where(place) & _view_condition(view, who) & narrowed(Chosen(*by)) & within(run, after)
    if ids is not None:
        condition &= Q(pk__in=ids)
    return Case.objects.filter(condition).order_by(*ordering(run)).values_list(*_COLUMNS, TAGS)[:most]


def _where(place: _Place) -> Q:
    brand_id, queue_id, allowed_in = place
    condition = visible_in(allowed_in)
    if brand_id is not None:
        condition &= Q(brand=brand_id)
    return condition if queue_id is None else condition & Q(queue=queue_id)


def _who(actor: Actor, view: View) -> UUID | None:
    """Whose queue or whose cases a view holds."""
    if view.name == "mine":
        return actor.staff_id or NOBODY
    return view.queue_id


def _view_condition(view: str, who: UUID | None) -> Q:
    match view:
        case "queue":
            return Q(is_open=True, queue=who)
        case "mine":
            return Q(is_open=True, assignee=who)
        case "unassigned":
            return Q(is_open=True, assignee__isnull=True)
        case "pending":
            return Q(is_open=True, status=Status.PENDING.value)
        case "done":
            return Q(is_open=False)
    return Q(is_open=True)


def _places(actor: Actor, view: View, filters: Filters) -> list[_Place]:
    """What of the view the actor may see, cut into places that one index each serves in order."""
    allowed_in = scopes_or_all(actor)
    whole: list[_Place] = [(filters.brand_id, None, allowed_in)]
    if allowed_in is None or view.name in ("mine", "queue"):
        return whole
    parts: list[_Place] = []
    for brand_id, limits in allowed_in:
        if filters.brand_id in (None, brand_id):
            parts += [(brand_id, None, None)] if limits is None else [(None, queue_id, None) for queue_id in limits]
    return whole if len(parts) > _MOST_SCOPES else parts


def _rows(actor: Actor, found: Sequence[Found]) -> list[Row]:
    """Rows with their words; three queries however many rows."""
    ids = [row[1] for row in found]
    marks = {case_id: (at, draft_at) for case_id, at, draft_at in _marks(actor.staff_id or NOBODY, set(ids))}
    lookers = _lookers(actor, ids)
    signs = {brand.id: brand.sign for brand in _brands_shown(actor)}
    hours = hours_of_due((row[15], row[16]) for row in found)
    rows, ago, now = [], agos(), clock.now()
    for (
        last_at, pk, number, subject, line, direction, status, waiting, priority, channel,
        customer, reading, topic, assignee_id, assignee, brand_id, due_at, tags,
    ) in found:  # fmt: skip
        seen, draft_at = marks.get(pk, (None, None))
        face = Face(
            pk, number, subject, line, direction, status, waiting, priority, channel,
            customer, reading, topic or "", assignee or "", signs.get(brand_id, ""), last_at, looks(tags), due_at,
        )  # fmt: skip
        rows.append(
            Row(
                face=face,
                ago=ago(last_at),
                left=seconds_left(hours.get(brand_id), due_at, now),
                mine=assignee_id is not None and assignee_id == actor.staff_id,
                unread=direction in ("in", "wake") and (seen is None or seen < last_at),
                lookers=tuple(lookers.get(pk, ())),
                draft=draft_at is not None,
            )
        )
    return rows


def _lookers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for case_id, name in _looking(set(ids), clock.now() - LOOKS_FOR, actor.staff_id or NOBODY):
        found.setdefault(case_id, []).append(name)
    return found


@prepared
def _marks(staff_id: UUID, case_ids: Collection[UUID]) -> Rows:
    return ReadMark.objects.filter(staff_id=staff_id, case_id__in=case_ids).values_list("case_id", "at", "draft_at")


@prepared
def _looking(case_ids: Collection[UUID], since: datetime, but: UUID) -> Rows:
    rows = Viewing.objects.filter(case_id__in=case_ids, at__gt=since).exclude(staff_id=but)
    return rows.order_by("at").values_list("case_id", "staff__display_name")


def _brands_shown(actor: Actor) -> Iterable[Any]:
    """The brands to mark in rows: none when the actor has but one."""
    if actor.system:
        return ()
    ids = actor.brand_ids(READ)
    return workspace.brands(ids) if len(ids) > 1 else ()
