"""What an event says. Ids and words, not messages: who wants those reads them through the API."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from yorisoi.customers import public as customers
from yorisoi.desk import public as desk
from yorisoi.integrations.contracts import EventKind
from yorisoi.workspace.contracts import SYSTEM, NotFound

_CASE = (
    "id", "number", "brand_id", "queue_id", "subject", "status", "topic_id", "customer_id", "assignee_id", "channel",
    "opened_at", "closed_at", "version",
)  # fmt: skip


def told(kind: EventKind, object_id: UUID, other: str) -> tuple[UUID, dict[str, Any]] | None:
    """The brand it is of, and the data; None when the object is gone. `other`: a second id, as the event has it."""
    try:
        if kind is EventKind.CUSTOMER_CREATED:
            card = customers.customer_card(SYSTEM, object_id)
            return card.brand_id, {"customer": {"id": card.id, "brand_id": card.brand_id, "name": card.name.display}}
        head = desk.case_head(SYSTEM, object_id)
    except NotFound:
        return None
    data: dict[str, Any] = {"case": {name: getattr(head, name) for name in _CASE}}
    if kind is EventKind.CASE_REPLIED:
        data["message_id"] = other
    if kind is EventKind.CASE_ASSIGNED:
        data["staff_id"] = other or None
    return head.brand_id, data


def body(kind: EventKind, at: datetime, data: dict[str, Any]) -> str:
    """As it is sent; stored so, since a signature covers every byte."""
    whole = {"type": kind.value, "timestamp": at.isoformat(), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
