"""Contracts: what was bought, and when it ended."""

from datetime import date
from uuid import UUID

from django.db import transaction

from yorisoi.customers.models import Contract
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def add_contract(
    *,
    actor: Actor,
    customer_id: UUID,
    product: str,
    starts_on: date,
    plan: str = "",
    renews_on: date | None = None,
    monthly_value: int = 0,
    seats: int = 1,
    account_id: UUID | None = None,
) -> UUID:
    """A contract of a customer, or of an account they belong to. `monthly_value` in whole yen."""
    customer = get_customer(actor, customer_id, EDIT)
    if account_id and not customer.memberships.filter(account_id=account_id).exists():
        raise NotFound("account")
    contract = Contract(
        brand_id=customer.brand_id,
        customer=None if account_id else customer,
        account_id=account_id,
        product=product,
        plan=plan,
        starts_on=starts_on,
        renews_on=renews_on,
        monthly_value=monthly_value,
        seats=seats,
    )
    contract.full_clean()
    contract.save(force_insert=True)
    audit.record(
        actor.staff_id, "contract.added", "customer", customer.id, customer.brand_id, product=product, plan=plan
    )
    return contract.id


@transaction.atomic
def end_contract(*, actor: Actor, customer_id: UUID, contract_id: UUID, ends_on: date, reason: str = "") -> None:
    """Say when and why a contract ends."""
    customer = get_customer(actor, customer_id, EDIT)
    contract = Contract.objects.select_for_update().filter(id=contract_id, brand_id=customer.brand_id).first()
    if contract is None:
        raise NotFound("contract")
    contract.ends_on, contract.end_reason = ends_on, reason
    contract.full_clean()
    contract.save()
    audit.record(
        actor.staff_id, "contract.ended", "customer", customer.id, customer.brand_id, ends_on=ends_on, reason=reason
    )
