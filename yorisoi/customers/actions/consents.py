"""Consents: given and withdrawn; nothing is overwritten."""

from uuid import UUID

from django.db import transaction

from yorisoi.customers.models import Consent
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor


@transaction.atomic
def give_consent(*, actor: Actor, customer_id: UUID, purpose: str, source: str = "") -> UUID:
    """Record that a customer agreed to a purpose; agreeing twice is agreeing once."""
    customer = get_customer(actor, customer_id, EDIT)
    consent, made = Consent.objects.get_or_create(
        customer=customer, purpose=purpose, withdrawn_at=None, defaults={"source": source, "given_at": clock.now()}
    )
    if made:
        audit.record(
            actor.staff_id, "consent.given", "customer", customer.id, customer.brand_id, purpose=purpose, source=source
        )
    return consent.id


@transaction.atomic
def withdraw_consent(*, actor: Actor, customer_id: UUID, purpose: str) -> None:
    """Record that they took it back; nothing happens if there was none."""
    customer = get_customer(actor, customer_id, EDIT)
    if customer.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=clock.now()):
        audit.record(actor.staff_id, "consent.withdrawn", "customer", customer.id, customer.brand_id, purpose=purpose)
