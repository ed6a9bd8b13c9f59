"""Customers: one, some, many."""

from collections.abc import Iterable
from uuid import UUID

from yorisoi.customers.contracts import (
    AccountInfo,
    ContractInfo,
    CustomerCard,
    CustomerName,
    IdentityInfo,
    NeedInfo,
)
from yorisoi.customers.models import Customer
from yorisoi.customers.permissions import READ
from yorisoi.workspace.contracts import Actor, NotFound


def get_customer(actor: Actor, customer_id: UUID, permission: str = READ) -> Customer:
    """The customer, if the actor may do this with them; NotFound for what they may not even see."""
    customer = Customer.objects.filter(id=customer_id).first()
    if customer is None or not actor.can(READ, customer.brand_id):
        raise NotFound("customer")
    actor.needs(permission, customer.brand_id)
    return customer


def names(ids: Iterable[UUID]) -> dict[UUID, CustomerName]:
    """Names by customer id; for who has already been allowed to see what carries the ids."""
    rows = Customer.objects.filter(id__in=set(ids)).values_list("id", "display_name", "family_reading", "given_reading")
    return {each[0]: CustomerName(each[1], f"{each[2]} {each[3]}".strip()) for each in rows}


def customer_card(actor: Actor, customer_id: UUID) -> CustomerCard:
    """The customer at a glance. NotFound for what the actor may not see."""
    customer = get_customer(actor, customer_id)
    return CustomerCard(
        id=customer.id,
        brand_id=customer.brand_id,
        name=CustomerName(customer.display_name, customer.reading),
        language=customer.language,
        note=customer.note,
        identities=tuple(
            IdentityInfo(each.id, each.kind, each.raw, each.verified_at) for each in customer.identities.order_by("id")
        ),
        accounts=tuple(
            AccountInfo(each.account_id, each.account.name, each.account.kind, each.role)
            for each in customer.memberships.select_related("account").order_by("id")
        ),
        contracts=tuple(
            ContractInfo(c.id, c.product, c.plan, c.starts_on, c.renews_on, c.ends_on, c.monthly_value, c.seats)
            for c in customer.contracts.order_by("id")
        ),
        needs=tuple(NeedInfo(each.kind, each.get_kind_display(), each.note) for each in customer.needs.order_by("id")),
    )
