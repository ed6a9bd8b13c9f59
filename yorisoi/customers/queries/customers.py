"""Customers: one, some, the newest."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Q

from yorisoi.customers.contracts import (
    AccountInfo,
    ContractInfo,
    CustomerCard,
    CustomerName,
    CustomerPage,
    IdentityInfo,
    NeedInfo,
)
from yorisoi.customers.models import Contract, Customer, Membership
from yorisoi.customers.permissions import READ
from yorisoi.customers.queries.rows import COLUMNS, rows_of
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.public import brand_ids

PAGE = 50


def get_customer(actor: Actor, customer_id: UUID, permission: str = READ) -> Customer:
    """The customer, if the actor may do this with them; NotFound for what they may not even see."""
    if not actor.can(READ):
        raise NotAllowed(READ)
    customer = Customer.objects.filter(id=customer_id).first()
    if customer is None or not actor.can(READ, customer.brand_id):
        raise NotFound("customer")
    actor.needs(permission, customer.brand_id)
    return customer


def names(ids: Iterable[UUID]) -> dict[UUID, CustomerName]:
    """Names by customer id; for who has already been allowed to see what carries the ids."""
    rows = Customer.objects.filter(id__in=set(ids)).values_list("id", "display_name", "family_reading", "given_reading")
    return {each[0]: CustomerName(each[1], f"{each[2]} {each[3]}".strip()) for each in rows}


def newest(actor: Actor, *, brand_id: UUID | None = None, after: UUID | None = None, limit: int = PAGE) -> CustomerPage:
    """Customers of the actor's brands (or one of them), the newest first; `after` is the last id of the page before."""
    actor.needs(READ, brand_id)
    brands = [brand_id] if brand_id else sorted(brand_ids(actor, READ))
    found = [row for brand in brands for row in _newest_of(brand, after, limit + 1)]
    found.sort(key=itemgetter(0), reverse=True)
    shown = rows_of(found[:limit])
    return CustomerPage(shown, shown[-1].id if len(found) > limit else None)


def _newest_of(brand_id: UUID, after: UUID | None, limit: int) -> list[tuple[Any, ...]]:
    """One walk of one index a brand: asked for several at once, SQLite would sort all their customers."""
    rows = Customer.objects.filter(brand_id=brand_id)
    if after:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id").values_list(*COLUMNS)[:limit])


def customer_card(actor: Actor, customer_id: UUID) -> CustomerCard:
    """The customer at a glance. NotFound for what the actor may not see."""
    customer = get_customer(actor, customer_id)
    memberships = list(customer.memberships.select_related("account__parent__parent").order_by("id"))
    return CustomerCard(
        id=customer.id,
        brand_id=customer.brand_id,
        name=CustomerName(customer.display_name, customer.reading),
        language=customer.language,
        note=customer.note,
        birth_date=customer.birth_date,
        identities=tuple(
            IdentityInfo(each.id, each.kind, each.raw, each.verified_at) for each in customer.identities.order_by("id")
        ),
        accounts=tuple(_account(each) for each in memberships),
        contracts=_contracts(customer, [each.account_id for each in memberships]),
        needs=tuple(NeedInfo(each.kind, each.get_kind_display(), each.note) for each in customer.needs.order_by("id")),
    )


def _account(membership: Membership) -> AccountInfo:
    """The account with the names of up to two above it."""
    path: list[str] = []
    account, parent = membership.account, membership.account.parent
    while parent is not None and len(path) < 2:
        path.insert(0, parent.name)
        parent = parent.parent if len(path) < 2 else None
    return AccountInfo(account.id, account.name, account.get_kind_display(), membership.get_role_display(), tuple(path))


def _contracts(customer: Customer, account_ids: list[UUID]) -> tuple[ContractInfo, ...]:
    held = Contract.objects.filter(Q(customer=customer) | Q(account_id__in=account_ids)).order_by("-starts_on", "id")
    return tuple(
        ContractInfo(c.id, c.product, c.plan, c.starts_on, c.renews_on, c.ends_on, c.monthly_value, c.seats)
        for c in held
    )
