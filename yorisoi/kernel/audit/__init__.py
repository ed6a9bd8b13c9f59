"""The record of deeds: who did what to what, and when. Rows are added inside the deed's own transaction, never changed.

audit.record(actor.staff_id, "case.closed", "case", case.id, case.brand_id, reason="solved")
audit.entries("case", case.id)
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.kernel import sql, unit
from yorisoi.kernel.clock import now
from yorisoi.kernel.models.audit_entry import AppendOnlyError, AuditEntry

__all__ = ["AppendOnlyError", "entries", "names_from", "record"]

type NameOf = Callable[[UUID], str]

_name_of: list[NameOf] = []


def names_from(function: NameOf) -> NameOf:
    """Decorator for whoever knows people: turns an actor's id into the name that is kept with the deed."""
    _name_of[:] = [function]
    return function


def record(
    actor_id: UUID | None,
    verb: str,
    kind: str,
    object_id: UUID,
    brand_id: UUID | None = None,
    *,
    actor_name: str = "",
    **data: Any,
) -> UUID:
    """Add one deed and return its id. Call it inside the transaction that does the deed; within a `unit.work` the row
    is written at its end.

    `actor_id` None is Yorisoi itself. Without `actor_name` the name is asked of names_from's function. `data` holds
    what changed (JSON values, UUIDs, dates).
    """
    if actor_id is not None and not actor_name and _name_of:
        actor_name = _name_of[0](actor_id)
    entry = AuditEntry(
        at=now(),
        actor_id=actor_id,
        actor_name=actor_name[:200],
        verb=verb,
        kind=kind,
        object_id=object_id,
        brand_id=brand_id,
        data=data,
    )
    unit.at_end(sql.insert, entry)
    return entry.id


def entries(kind: str, object_id: UUID) -> QuerySet[AuditEntry]:
    """Every deed done to one object, oldest first."""
    return AuditEntry.objects.filter(kind=kind, object_id=object_id).order_by("id")
