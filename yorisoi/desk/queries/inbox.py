"""A page of the inbox: fifty slim rows by keyset, each read through one index, with what they show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Status
from yorisoi.desk.models import NOBODY, Case, ReadMark, Viewing
from yorisoi.desk.permissions import READ, scopes, visible
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.kernel import clock
from yorisoi.kernel.ui.times import ago
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound

PAGE = 50
VIEWS = ("mine", "unassigned", "all", "pending", "done")
_MOST_SCOPES = 6  # brands and queues read one by one, each through its index; with more, one query sorts

_COLUMNS = (
    "last_at", "id", "number", "subject", "last_line", "last_direction", "status", "waiting_reason", "priority",
    "channel", "customer_name", "customer_reading", "topic__name", "assignee_id", "assignee__display_name",
    "brand_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What of the inbox is asked for: one of VIEWS, or the open cases of one queue."""

    name: str
    queue_id: UUID | None = None

    @property
    def key(self) -> str:
        """As it stands in the address: mine, or queue:<id>."""
        return f"queue:{self.queue_id}" if self.queue_id else self.name


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a view further; None or empty: everything."""

    status: str = ""
    priority: int | None = None
    assignee_id: UUID | None = None
    topic_id: UUID | None = None
    channel: str = ""
    brand_id: UUID | None = None

    @property
    def condition(self) -> Q:
        """As a condition on Case (the brand is dealt with where the index is chosen)."""
        wanted: dict[str, Any] = {
            "status": self.status, "assignee": self.assignee_id, "topic": self.topic_id, "channel": self.channel,
        }  # fmt: skip
        chosen = {field: value for field, value in wanted.items() if value}
        if self.priority is not None:
            chosen["priority"] = self.priority
        return Q(**chosen)


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


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list: its face, and what differs by moment and reader. `lookers`: names of others at it."""

    face: Face
    ago: str
    mine: bool
    unread: bool
    lookers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and where the next page begins ("" when there is none)."""

    rows: list[Row]
    next_cursor: str


def parse_view(text: str) -> View:
    """A view from its key. Raises NotFound for what is none."""
    if text.startswith("queue:"):
        try:
            return View("queue", UUID(text[6:]))
        except ValueError:
            raise NotFound(_("There is no such view.")) from None
    if text not in VIEWS:
        raise NotFound(_("There is no such view."))
    return View(text)


def inbox(actor: Actor, view: View, filters: Filters | None = None, cursor: str = "", size: int = PAGE) -> Page:
    """The newest cases of a view that the actor may see, `size` at a time. Raises NotFound for a bad cursor."""
    chosen = filters or Filters()
    condition = chosen.condition & _after(cursor)
    found: list[tuple[Any, ...]] = []
    for base in _bases(actor, view, chosen):
        found += _newest(base & condition, size + 1)
    found.sort(key=itemgetter(0, 1), reverse=True)
    page = found[:size]
    following = _cursor(*page[-1][:2]) if len(found) > size else ""
    return Page(_rows(actor, page), following)


def rows_among(actor: Actor, view: View, filters: Filters, ids: Sequence[UUID]) -> list[Row]:
    """Those of these cases that stand in the view now, newest first; for bringing a shown list up to date."""
    condition = Q(pk__in=ids) & _view_condition(actor, view) & filters.condition & visible(actor)
    if filters.brand_id:
        condition &= Q(brand=filters.brand_id)
    return _rows(actor, _newest(condition, len(ids)))


def _newest(condition: Q, most: int) -> list[tuple[Any, ...]]:
    return list(Case.objects.filter(condition).order_by("-last_at", "-id").values_list(*_COLUMNS)[:most])


def _view_condition(actor: Actor, view: View) -> Q:
    match view.name:
        case "queue":
            return Q(is_open=True, queue=view.queue_id)
        case "mine":
            return Q(is_open=True, assignee=actor.staff_id)
        case "unassigned":
            return Q(is_open=True, assignee__isnull=True)
        case "pending":
            return Q(is_open=True, status=Status.PENDING.value)
        case "done":
            return Q(is_open=False)
    return Q(is_open=True)


def _bases(actor: Actor, view: View, filters: Filters) -> Iterable[Q]:
    """The view cut into conditions that one index each serves in order."""
    condition = _view_condition(actor, view)
    if view.name in ("mine", "queue") or actor.system:
        narrowed = Q(brand=filters.brand_id) if filters.brand_id else Q()
        return [condition & narrowed & visible(actor)]
    parts: list[Q] = []
    for brand_id, limits in scopes(actor, READ):
        if filters.brand_id in (None, brand_id):
            parts += [Q(brand=brand_id)] if limits is None else [Q(queue=queue_id) for queue_id in limits]
    if len(parts) > _MOST_SCOPES:
        narrowed = Q(brand=filters.brand_id) if filters.brand_id else Q()
        return [condition & narrowed & visible(actor)]
    return [condition & part for part in parts]


def _cursor(at: datetime, pk: UUID) -> str:
    return f"{at.isoformat()}~{pk.hex}"


def _after(cursor: str) -> Q:
    """Rows below the cursor. `last_at <=` stands apart because an index range cannot be read from an OR."""
    if not cursor:
        return Q()
    try:
        moment, _sep, pk = cursor.partition("~")
        at, last = datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        raise NotFound(_("This page of the list is no longer there.")) from None
    return Q(last_at__lte=at) & (Q(last_at__lt=at) | Q(id__lt=last))


def _rows(actor: Actor, found: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows with their words; three queries however many rows."""
    ids = [row[1] for row in found]
    marks = ReadMark.objects.filter(staff_id=actor.staff_id or NOBODY, case_id__in=ids)
    read = dict(marks.values_list("case_id", "at"))
    lookers = _lookers(actor, ids)
    signs = {brand.id: brand.sign for brand in _brands_shown(actor)}
    rows = []
    for (
        last_at, pk, number, subject, line, direction, status, waiting, priority, channel,
        customer, reading, topic, assignee_id, assignee, brand_id,
    ) in found:  # fmt: skip
        seen = read.get(pk)
        face = Face(
            pk, number, subject, line, direction, status, waiting, priority, channel,
            customer, reading, topic or "", assignee or "", signs.get(brand_id, ""), last_at,
        )  # fmt: skip
        rows.append(
            Row(
                face=face,
                ago=ago(last_at),
                mine=assignee_id is not None and assignee_id == actor.staff_id,
                unread=direction == "in" and (seen is None or seen < last_at),
                lookers=tuple(lookers.get(pk, ())),
            )
        )
    return rows


def _lookers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    looking = Viewing.objects.filter(case_id__in=ids, at__gt=clock.now() - LOOKS_FOR)
    found: dict[UUID, list[str]] = {}
    for case_id, name in (
        looking.order_by("at").exclude(staff_id=actor.staff_id or NOBODY).values_list("case_id", "staff__display_name")
    ):
        found.setdefault(case_id, []).append(name)
    return found


def _brands_shown(actor: Actor) -> Iterable[Any]:
    """The brands to mark in rows: none when the actor has but one."""
    if actor.system:
        return ()
    ids = actor.brand_ids(READ)
    return workspace.brands(ids) if len(ids) > 1 else ()
