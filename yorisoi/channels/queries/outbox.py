"""The outbox as supervisors watch it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.workspace.contracts import Actor, NotFound

from ..models import Outbound
from ..permissions import OUTBOX_MANAGE, check, managed_brands

PAGE = 50
VIEWS = {
    "waiting": (Outbound.State.QUEUED, Outbound.State.SENDING),
    "failed": (Outbound.State.FAILED,),
    "sent": (Outbound.State.SENT,),
    "cancelled": (Outbound.State.CANCELLED,),
}
_COLUMNS = (
    "id", "brand_id", "mailbox__address", "to", "cc", "bcc", "subject", "state", "attempts", "next_at", "last_code",
    "last_text", "created_at", "automatic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message in the list."""

    id: UUID
    brand_id: UUID
    mailbox: str
    to: str
    others: int
    subject: str
    state: str
    attempts: int
    next_at: datetime | None
    last_code: int
    last_text: str
    created_at: datetime
    automatic: bool


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The newest messages of a view; `next_after` is the id from which the next page goes on."""

    rows: list[OutboxRow]
    next_after: UUID | None
    brand_ids: list[UUID]


def outbox(actor: Actor, view: str = "waiting", after: UUID | None = None) -> OutboxPage:
    """A page of the outbox of all brands that the actor watches. Raises NotAllowed; an unknown view is `waiting`."""
    brands = managed_brands(actor, OUTBOX_MANAGE)
    states = VIEWS.get(view, VIEWS["waiting"])
    found = [row for brand in brands for state in states for row in _newest(brand, state, after)]
    found.sort(key=lambda row: row["id"], reverse=True)
    rows = [_row(each) for each in found[:PAGE]]
    return OutboxPage(rows, rows[-1].id if len(found) > PAGE else None, brands)


def _newest(brand_id: UUID, state: str, after: UUID | None) -> QuerySet[Outbound, dict[str, Any]]:
    """Read along one index each, whatever the table holds besides."""
    rows = Outbound.objects.filter(brand_id=brand_id, state=state)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found: QuerySet[Outbound, dict[str, Any]] = rows.order_by("-pk").values(*_COLUMNS)[: PAGE + 1]
    return found


def _row(each: dict[str, Any]) -> OutboxRow:
    people: Sequence[dict[str, str]] = [*each.pop("to"), *each.pop("cc"), *each.pop("bcc")]
    first = people[0]["address"] if people else ""
    return OutboxRow(mailbox=each.pop("mailbox__address"), to=first, others=max(len(people) - 1, 0), **each)


def get_outbound(actor: Actor, outbound_id: UUID) -> Outbound:
    """A message of the outbox. Raises NotFound and NotAllowed."""
    row = Outbound.objects.select_related("mailbox").filter(pk=outbound_id).first()
    if row is None:
        raise NotFound("outbound")
    check(actor, OUTBOX_MANAGE, row.brand_id)
    return row
