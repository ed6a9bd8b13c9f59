"""What to mind when serving a customer, with a word on how."""

from uuid import UUID

from django.db import transaction

from yorisoi.customers.models import Need
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def note_need(*, actor: Actor, customer_id: UUID, kind: str, note: str = "") -> None:
    """Record a need, or change the word on one that is known. ValidationError for an unknown kind."""
    customer = get_customer(actor, customer_id, EDIT)
    need = customer.needs.filter(kind=kind).first() or Need(customer=customer, kind=kind, recorded_at=clock.now())
    need.note = note.strip()
    need.full_clean()
    need.save()
    audit.record(actor.staff_id, "customer.changed", "customer", customer.id, customer.brand_id, fields=["needs"])


@transaction.atomic
def remove_need(*, actor: Actor, customer_id: UUID, kind: str) -> None:
    """The customer needs this no longer. NotFound where it was not known."""
    customer = get_customer(actor, customer_id, EDIT)
    gone, _by_model = customer.needs.filter(kind=kind).delete()
    if not gone:
        raise NotFound("need")
    audit.record(actor.staff_id, "customer.changed", "customer", customer.id, customer.brand_id, fields=["needs"])
