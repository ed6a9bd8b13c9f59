"""The jobs of integrations: each calls one action."""

from datetime import datetime, timedelta
from uuid import UUID

from yorisoi.integrations import actions
from yorisoi.integrations.contracts import EventKind
from yorisoi.kernel import jobs


@jobs.job("integrations.tell", priority=-10)
def tell(event: str, object_id: str, other: str, event_id: str, at: str) -> None:
    """Make deliveries of an event."""
    actions.tell(
        kind=EventKind(event),
        object_id=UUID(object_id),
        other=other,
        event_id=UUID(event_id),
        at=datetime.fromisoformat(at),
    )


@jobs.job("integrations.deliver", priority=-10)
def deliver(endpoint_id: str) -> None:
    """Send what is due to an endpoint."""
    actions.deliver(endpoint_id=UUID(endpoint_id))


@jobs.schedule("integrations.sweep", every=timedelta(minutes=5))
def sweep() -> None:
    """Take up what lies due; forget old answers and deliveries."""
    actions.sweep()
    actions.forget_calls()
