"""What of the inbox is asked for: a view, what narrows it, in which order; read from an address and written to one."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Priority, Status, Waiting
from yorisoi.desk.models import NOBODY, CaseTag, Topic
from yorisoi.desk.permissions import READ
from yorisoi.kernel import clock
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound, TeamInfo

VIEWS = ("mine", "unassigned", "all", "pending", "done")
SORTS = ("newest", "oldest", "due")
DUE = ("overdue", "today")
_PRIORITIES = {str(int(each)): int(each) for each in Priority}
ME, NOBODYS, TEAM = "me", "nobody", "team:"


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
    """What narrows a view further, and its order; None or empty: everything, the newest first.

    assignee: a Staff id, ME, NOBODYS, or TEAM with an id. topic_id: with all topics below it. due: one of DUE.
    opened_from, opened_until: both days belong to it. sort: one of SORTS.
    """

    status: str = ""
    priority: int | None = None
    assignee: str = ""
    topic_id: UUID | None = None
    tag_id: UUID | None = None
    channel: str = ""
    queue_id: UUID | None = None
    brand_id: UUID | None = None
    due: str = ""
    waiting: str = ""
    customer_id: UUID | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the order differs from all."""
        return any(getattr(self, field.name) not in ("", None) for field in fields(self) if field.name != "sort")

    def without(self, name: str) -> "Filters":
        """The same but for the one that stands in the address by this name."""
        left = {field: getattr(self, field) for field, written in _NAMES.items() if written != name}
        return Filters(**left)


_NAMES = {  # of the fields in the address
    "status": "status",
    "priority": "priority",
    "assignee": "assignee",
    "topic_id": "topic",
    "tag_id": "tag",
    "channel": "channel",
    "queue_id": "queue",
    "brand_id": "brand",
    "due": "due",
    "waiting": "waiting",
    "customer_id": "customer",
    "opened_from": "from",
    "opened_until": "until",
    "sort": "sort",
}


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


def filters_in(given: Mapping[str, str]) -> Filters:
    """Filters from an address; what is none is left out."""
    return Filters(
        status=_one_of(given.get("status", ""), set(Status)),
        priority=_PRIORITIES.get(given.get("priority", "")),
        assignee=_assignee(given.get("assignee", "")),
        topic_id=one_id(given.get("topic", "")),
        tag_id=one_id(given.get("tag", "")),
        channel=given.get("channel", "")[:20],
        queue_id=one_id(given.get("queue", "")),
        brand_id=one_id(given.get("brand", "")),
        due=_one_of(given.get("due", ""), DUE),
        waiting=_one_of(given.get("waiting", ""), set(Waiting)),
        customer_id=one_id(given.get("customer", "")),
        opened_from=_day(given.get("from", "")),
        opened_until=_day(given.get("until", "")),
        sort=_one_of(given.get("sort", ""), SORTS),
    )


def address_of(view: View, filters: Filters) -> str:
    """View and filters as they stand in an address; what is empty is left out."""
    values = {name: _written(getattr(filters, field)) for field, name in _NAMES.items()}
    return urlencode({"view": view.key} | {name: value for name, value in values.items() if value}, safe=":")


def name_of(field: str) -> str:
    """How a field of Filters is called in the address."""
    return _NAMES[field]


class Chosen(NamedTuple):
    """Filters with their words looked up, ready for a prepared query."""

    status: str | None = None
    priority: int | None = None
    assignees: frozenset[UUID] | None = None
    nobody: bool | None = None
    topics: frozenset[UUID] | None = None
    tag: UUID | None = None
    channel: str | None = None
    queue: UUID | None = None
    due_until: datetime | None = None
    waiting: str | None = None
    customer: UUID | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None


def chosen(actor: Actor, filters: Filters) -> Chosen:
    """Filters as conditions for this reader; a query for a topic or a team, else none."""
    if not filters.narrows:
        return Chosen()
    now = clock.now()
    tonight = _midnight(timezone.localtime(now).date() + timedelta(days=1))
    return Chosen(
        status=filters.status or None,
        priority=filters.priority,
        assignees=_assignees(actor, filters.assignee),
        nobody=True if filters.assignee == NOBODYS else None,
        topics=_subtree(filters.topic_id) if filters.topic_id else None,
        tag=filters.tag_id,
        channel=filters.channel or None,
        queue=filters.queue_id,
        due_until={"overdue": now, "today": tonight}.get(filters.due),
        waiting=filters.waiting or None,
        customer=filters.customer_id,
        opened_from=_midnight(filters.opened_from) if filters.opened_from else None,
        opened_before=_midnight(filters.opened_until + timedelta(days=1)) if filters.opened_until else None,
    )


def narrowed(by: Chosen) -> Q:
    """The condition on Case."""
    plain: dict[str, Any] = {
        "status": by.status,
        "priority": by.priority,
        "assignee__in": by.assignees,
        "assignee__isnull": by.nobody,
        "topic__in": by.topics,
        "channel": by.channel,
        "queue": by.queue,
        "due_at__lt": by.due_until,
        "waiting_reason": by.waiting,
        "customer": by.customer,
        "opened_at__gte": by.opened_from,
        "opened_at__lt": by.opened_before,
    }
    condition = Q(**{field: value for field, value in plain.items() if value is not None})
    return condition if by.tag is None else condition & Q(pk__in=CaseTag.objects.filter(tag=by.tag).values("case"))


def one_id(text: str) -> UUID | None:
    """The id, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _one_of(text: str, known: Any) -> str:
    return text if text in known else ""


def _assignee(text: str) -> str:
    bare = text.removeprefix(TEAM)
    return text if text in (ME, NOBODYS) or one_id(bare) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _written(value: Any) -> str:
    if value is None or value == "":
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _assignees(actor: Actor, assignee: str) -> frozenset[UUID] | None:
    if assignee in ("", NOBODYS):
        return None
    if assignee == ME:
        return frozenset({actor.staff_id or NOBODY})
    if assignee.startswith(TEAM):
        team = teams(actor).get(UUID(assignee.removeprefix(TEAM)))
        return team.staff_ids if team else frozenset()
    return frozenset({UUID(assignee)})


def teams(actor: Actor) -> dict[UUID, TeamInfo]:
    """The teams of the brands whose cases the actor may read."""
    brands = sorted(actor.brand_ids(READ))
    return {team.id: team for brand_id in brands for team in workspace.teams_of_brand(brand_id)}


def _subtree(topic_id: UUID) -> frozenset[UUID]:
    """The topic with all below it; levels are few (see models.topic)."""
    below = Q(pk=topic_id) | Q(parent=topic_id) | Q(parent__parent=topic_id)
    return frozenset(Topic.objects.filter(below).values_list("pk", flat=True)) or frozenset({topic_id})
