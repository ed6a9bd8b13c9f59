"""Lists for other programs: cases by number, messages of a case, queues and topics; each by a key that never moves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.desk.models import Attachment, Case, Message, Queue, Topic
from yorisoi.desk.permissions import READ, Scope, scopes_or_all, visible_in
from yorisoi.desk.queries.cases import COLUMNS, CaseHead, get_case, head_of
from yorisoi.desk.queries.tag_column import TAGS
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound

_MOST_SCOPES = 6  # brands read one by one, each through its index; with more, one query sorts


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """What narrows a list of cases; None: everything."""

    brand_id: UUID | None = None
    is_open: bool | None = None
    status: str | None = None
    priority: int | None = None
    queue_id: UUID | None = None
    topic_id: UUID | None = None
    assignee_id: UUID | None = None
    customer_id: UUID | None = None
    channel: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None


_FIELDS = (
    "is_open", "status", "priority", "queue", "topic", "assignee", "customer", "channel", "opened_at__gte",
    "opened_at__lt",
)  # fmt: skip


def case_list(actor: Actor, chosen: CaseChoice, before: int | None = None, most: int = 50) -> list[CaseHead]:
    """Cases that the actor may see, the newest number first, below the number `before`: new cases move nothing."""
    values = (
        chosen.is_open, chosen.status, chosen.priority, chosen.queue_id, chosen.topic_id, chosen.assignee_id,
        chosen.customer_id, chosen.channel, chosen.opened_from, chosen.opened_before,
    )  # fmt: skip
    found: list[CaseHead] = []
    for place in _places(scopes_or_all(actor), chosen.brand_id):
        found += map(head_of, _cases(place, values, before, most=most))
    return sorted(found, key=lambda head: -head.number)[:most]


def _places(allowed_in: list[Scope] | None, brand_id: UUID | None) -> list[list[Scope] | None]:
    """What is asked for, cut into walks of one index each."""
    if allowed_in is None:
        return [None if brand_id is None else [(brand_id, None)]]
    wanted = [scope for scope in allowed_in if brand_id in (None, scope[0])]
    return [[scope] for scope in wanted] if len(wanted) <= _MOST_SCOPES else [wanted]


@prepared
def _cases(place: Sequence[Scope] | None, values: tuple[Any, ...], before: int | None, *, most: int) -> Rows:
    condition = visible_in(place)
    condition &= Q(**{name: value for name, value in zip(_FIELDS, values, strict=True) if value is not None})
    if before is not None:
        condition &= Q(number__lt=before)
    return Case.objects.filter(condition).order_by("-number").values_list(*COLUMNS, TAGS)[:most]


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file that came or went with a message."""

    id: UUID
    name: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class MessageInfo:
    """A message as other programs may know it; `body` is the new text without what it quotes."""

    id: UUID
    case_number: int
    kind: str
    automatic: str
    channel: str
    at: datetime
    author_id: UUID | None
    author_name: str
    author_address: str
    to: list[str]
    cc: list[str]
    subject: str
    body: str
    delivery: str
    files: list[FileInfo]


_MESSAGE = (
    "id", "case__number", "kind", "automatic", "channel", "at", "author_id", "author_name", "author_address", "to",
    "cc", "subject", "body", "delivery",
)  # fmt: skip


def message_list(
    actor: Actor, case_id: UUID, before: tuple[datetime, UUID] | None = None, most: int = 50
) -> list[MessageInfo]:
    """Messages of a case, the newest first, those older than `before`. Raises NotFound."""
    get_case(actor, case_id)
    return _with_files(_messages(case_id, before, most=most))


def message_of(actor: Actor, message_id: UUID) -> MessageInfo:
    """One message. Raises NotFound when the actor may not see its case."""
    rows = _message(scopes_or_all(actor), message_id)
    if not rows:
        raise NotFound(_("There is no such message."))
    return _with_files(rows)[0]


@prepared
def _messages(case_id: UUID, before: tuple[datetime, UUID] | None, *, most: int) -> Rows:
    rows = Message.objects.filter(case_id=case_id)
    if before is not None:
        at, last = before
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=last)))
    return rows.order_by("-at", "-id").values_list(*_MESSAGE)[:most]


@prepared
def _message(allowed_in: Sequence[Scope] | None, message_id: UUID) -> Rows:
    cases = Case.objects.filter(visible_in(allowed_in))
    return Message.objects.filter(pk=message_id, case__in=cases).values_list(*_MESSAGE)


def _with_files(rows: list[tuple[Any, ...]]) -> list[MessageInfo]:
    files: dict[UUID, list[FileInfo]] = {row[0]: [] for row in rows}
    for message_id, *rest in _attached(set(files)) if files else ():
        files[message_id].append(FileInfo(*rest))
    return [MessageInfo(*(*row, files[row[0]])) for row in rows]


@prepared
def _attached(message_ids: Collection[UUID]) -> Rows:
    rows = Attachment.objects.filter(message_id__in=message_ids, content_id="").order_by("id")
    return rows.values_list("message_id", "id", "name", "size", "content_type")


@dataclass(frozen=True, slots=True)
class QueueInfo:
    """A queue as other programs may know it."""

    id: UUID
    brand_id: UUID
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class TopicInfo:
    """A topic as other programs may know it; `path` with its parents: 料金 / 請求書 / 再発行."""

    id: UUID
    brand_id: UUID
    parent_id: UUID | None
    name: str
    path: str
    level: int
    needs_record: bool
    active: bool


def queue_list(actor: Actor, after: UUID | None = None, most: int = 50) -> list[QueueInfo]:
    """Queues whose cases the actor may see, by id, after `after`."""
    rows = Queue.objects.filter(brand_id__in=workspace.brand_ids(actor, READ)).order_by("id")
    limits = {brand: queues for brand, queues in scopes_or_all(actor) or () if queues is not None}
    for brand_id, queues in limits.items():
        rows = rows.exclude(Q(brand_id=brand_id) & ~Q(id__in=queues))
    rows = rows.filter(id__gt=after) if after else rows
    return [QueueInfo(*row) for row in rows.values_list("id", "brand_id", "name", "active")[:most]]


def topic_list(actor: Actor, after: UUID | None = None, most: int = 50) -> list[TopicInfo]:
    """Topics of the brands whose cases the actor may see, by id, after `after`."""
    rows = Topic.objects.filter(brand_id__in=workspace.brand_ids(actor, READ)).order_by("id")
    rows = rows.filter(id__gt=after) if after else rows
    columns = ("id", "brand_id", "parent_id", "name", "path", "level", "needs_record", "active")
    return [TopicInfo(*row) for row in rows.values_list(*columns)[:most]]
