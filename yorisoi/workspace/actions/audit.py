"""Taking the audit log away as a file is a deed of its own."""

from uuid import UUID

from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.permissions import AUDIT_READ


def note_export(*, actor: Actor) -> UUID:
    """Write down that somebody took the log away. Raises NotAllowed."""
    actor.needs(AUDIT_READ)
    return audit.record(actor.staff_id, "audit.exported", "staff", actor.staff_id or UUID(int=0), actor_name=actor.name)
