"""本人確認: an address is known to be the customer's own, since when, by whom and how."""

from uuid import UUID

from django.db import transaction

from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def verify_identity(*, actor: Actor, customer_id: UUID, identity_id: UUID, how: str) -> None:
    """Say that an address was confirmed, and how (a call back, a document …). NotFound for another's address."""
    customer, identity = _identity(actor, customer_id, identity_id)
    identity.verified_at, identity.verified_by_id, identity.verified_how = clock.now(), actor.staff_id, how.strip()
    _save(actor, customer, identity, "customer.identity_verified")


@transaction.atomic
def doubt_identity(*, actor: Actor, customer_id: UUID, identity_id: UUID) -> None:
    """Take the confirmation back; the address stays."""
    customer, identity = _identity(actor, customer_id, identity_id)
    identity.verified_at, identity.verified_by_id, identity.verified_how = None, None, ""
    _save(actor, customer, identity, "customer.identity_doubted")


def _identity(actor: Actor, customer_id: UUID, identity_id: UUID) -> tuple[Customer, Identity]:
    customer = get_customer(actor, customer_id, EDIT)
    identity = customer.identities.select_for_update().filter(id=identity_id).first()
    if identity is None:
        raise NotFound("identity")
    return customer, identity


def _save(actor: Actor, customer: Customer, identity: Identity, verb: str) -> None:
    identity.full_clean()
    identity.save()
    audit.record(
        actor.staff_id,
        verb,
        "customer",
        customer.id,
        customer.brand_id,
        channel=identity.kind,
        how=identity.verified_how,
    )
