"""Customers: one, some, the newest."""

from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from yorisoi.customers.ages import age_on
from yorisoi.customers.contracts import (
    AccountInfo,
    ConsentInfo,
    ContractInfo,
    CustomerCard,
    CustomerName,
    CustomerPage,
    IdentityInfo,
    MergeInfo,
    NeedInfo,
)
from yorisoi.customers.models import Contract, Customer, Membership
from yorisoi.customers.permissions import READ
from yorisoi.customers.queries.rows import COLUMNS, rows_of
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.public import brand_ids

PAGE = 50


def get_customer(actor: Actor, customer_id: UUID, permission: str = READ) -> Customer:
    """The customer, if the actor may do this with them; NotFound for what they may not even see.

    Who was merged into another is that other.
    """
    if not actor.can(READ):
        raise NotAllowed(READ)
    customer = Customer.objects.filter(id=customer_id).first()
    while customer is not None and customer.merged_into_id is not None:
        customer = Customer.objects.filter(id=customer.merged_into_id).first()
    if customer is None or not actor.can(READ, customer.brand_id):
        raise NotFound("customer")
    actor.needs(permission, customer.brand_id)
    return customer


def names(ids: Iterable[UUID]) -> dict[UUID, CustomerName]:
    """Names by customer id; for who has already been allowed to see what carries the ids."""
    return {each[0]: CustomerName(each[1], f"{each[2]} {each[3]}".strip()) for each in _names_of(set(ids))}


@prepared
def _names_of(ids: Collection[UUID]) -> Rows:
    return Customer.objects.filter(id__in=ids).values_list("id", "display_name", "family_reading", "given_reading")


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
    rows = Customer.objects.filter(brand_id=brand_id, merged_into=None)
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
        age=age_on(customer.birth_date, clock.today()) if customer.birth_date else None,
        identities=tuple(
            IdentityInfo(each.id, each.kind, each.raw, each.verified_at, each.verified_how)
            for each in customer.identities.order_by("id")
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
    """Running ones first, the newest first."""
    held = (
        Contract.objects.filter(Q(customer=customer) | Q(account_id__in=account_ids))
        .select_related("account")
        .order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "id")
    )
    return tuple(contract_info(each) for each in held)


def contract_info(contract: Contract) -> ContractInfo:
    """A contract as others may know it."""
    return ContractInfo(
        id=contract.id,
        product=contract.product,
        plan=contract.plan,
        starts_on=contract.starts_on,
        renews_on=contract.renews_on,
        ends_on=contract.ends_on,
        monthly_value=contract.monthly_value,
        seats=contract.seats,
        holder=contract.account.name if contract.account else "",
        end_reason=contract.end_reason,
    )


def consents_of(customer: Customer) -> list[ConsentInfo]:
    """Every agreement, standing ones first, the newest first."""
    rows = customer.consents.order_by(F("withdrawn_at").desc(nulls_first=True), "-given_at", "id")
    return [ConsentInfo(each.id, each.purpose, each.source, each.given_at, each.withdrawn_at) for each in rows]


def merges_of(customer: Customer) -> list[MergeInfo]:
    """Who was merged into this customer and may be taken out again, the latest first."""
    rows = customer.merges.filter(undone_at=None).select_related("gone", "by").order_by("-at", "-id")
    return [
        MergeInfo(each.id, each.gone.display_name, each.at, each.by.display_name if each.by else "") for each in rows
    ]
