"""A page of the inbox: fifty slim rows by keyset, each read through one index, with what they show."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Status
from yorisoi.desk.models import NOBODY, Case, CaseTag, ReadMark, Viewing
from yorisoi.desk.permissions import READ, Scope, scopes_or_all, visible_in
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.desk.queries.tag_column import TAGS, TagLook, looks
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.ui.times import agos
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
_FILTERED = ("status", "assignee", "topic", "channel", "priority")
type _Chosen = tuple[str | None, UUID | None, UUID | None, str | None, int | None, UUID | None]
type _Place = tuple[UUID | None, UUID | None, Sequence[Scope] | None]
"""A brand (None: all), a queue (None: all), and what the actor may see (None: all of it)."""


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
    tag_id: UUID | None = None

    @property
    def values(self) -> "_Chosen":
        """What the fields in _FILTERED must be (the brand is dealt with where the index is chosen)."""
        return self.status or None, self.assignee_id, self.topic_id, self.channel or None, self.priority, self.tag_id


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
    chosen, after = filters or Filters(), _after(cursor)
    found: list[tuple[Any, ...]] = []
    for place in _places(actor, view, chosen):
        found += _newest(place, _who(actor, view), chosen.values, after, None, view=view.name, most=size + 1)
    found.sort(key=itemgetter(0, 1), reverse=True)
    page = found[:size]
    following = _cursor(*page[-1][:2]) if len(found) > size else ""
    return Page(_rows(actor, page), following)


def rows_among(actor: Actor, view: View, filters: Filters, ids: Sequence[UUID]) -> list[Row]:
    """Those of these cases that stand in the view now, newest first; for bringing a shown list up to date."""
    place = (filters.brand_id, None, scopes_or_all(actor))
    return _rows(actor, _newest(place, _who(actor, view), filters.values, None, set(ids), view=view.name, most=None))


@prepared
def _newest(
    place: _Place,
    who: UUID | None,
    chosen: _Chosen,
    after: tuple[datetime, UUID] | None,
    ids: Collection[UUID] | None,
    *,
    view: str,
    most: int | None,
) -> Rows:
    """The newest cases of a view in one place, narrowed by `chosen`, below `after`, among `ids`."""
    condition = _where(place) & _view_condition(view, who) & _narrowed(chosen)
    if after is not None:  # `last_at <=` stands apart because an index range cannot be read from an OR
        at, last = after
        condition &= Q(last_at__lte=at) & (Q(last_at__lt=at) | Q(id__lt=last))
    if ids is not None:
        condition &= Q(pk__in=ids)
    return Case.objects.filter(condition).order_by("-last_at", "-id").values_list(*_COLUMNS, TAGS)[:most]


def _where(place: _Place) -> Q:
    brand_id, queue_id, allowed_in = place
    condition = visible_in(allowed_in)
    if brand_id is not None:
        condition &= Q(brand=brand_id)
    return condition if queue_id is None else condition & Q(queue=queue_id)


def _narrowed(chosen: _Chosen) -> Q:
    *plain, tag = chosen
    condition = Q(**{field: value for field, value in zip(_FILTERED, plain, strict=True) if value is not None})
    return condition if tag is None else condition & Q(pk__in=CaseTag.objects.filter(tag=tag).values("case"))


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


def _cursor(at: datetime, pk: UUID) -> str:
    return f"{at.isoformat()}~{pk.hex}"


def _after(cursor: str) -> tuple[datetime, UUID] | None:
    """Where the page before ended, from its cursor; None for the first page."""
    if not cursor:
        return None
    try:
        moment, _sep, pk = cursor.partition("~")
        at, last = datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        raise NotFound(_("This page of the list is no longer there.")) from None
    return at, last


def _rows(actor: Actor, found: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows with their words; three queries however many rows."""
    ids = [row[1] for row in found]
    read = dict(_marks(actor.staff_id or NOBODY, set(ids)))
    lookers = _lookers(actor, ids)
    signs = {brand.id: brand.sign for brand in _brands_shown(actor)}
    rows, ago = [], agos()
    for (
        last_at, pk, number, subject, line, direction, status, waiting, priority, channel,
        customer, reading, topic, assignee_id, assignee, brand_id, tags,
    ) in found:  # fmt: skip
        seen = read.get(pk)
        face = Face(
            pk, number, subject, line, direction, status, waiting, priority, channel,
            customer, reading, topic or "", assignee or "", signs.get(brand_id, ""), last_at, looks(tags),
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
    found: dict[UUID, list[str]] = {}
    for case_id, name in _looking(set(ids), clock.now() - LOOKS_FOR, actor.staff_id or NOBODY):
        found.setdefault(case_id, []).append(name)
    return found


@prepared
def _marks(staff_id: UUID, case_ids: Collection[UUID]) -> Rows:
    return ReadMark.objects.filter(staff_id=staff_id, case_id__in=case_ids).values_list("case_id", "at")


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
