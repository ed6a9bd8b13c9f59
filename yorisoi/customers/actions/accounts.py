"""Accounts: what customers belong to."""

from uuid import UUID

from django.db import transaction

from yorisoi.customers.models import Account, Membership
from yorisoi.customers.names import key
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def join_account(
    *,
    actor: Actor,
    customer_id: UUID,
    name: str,
    kind: str = Account.Kind.HOUSEHOLD,
    role: str = Membership.Role.MEMBER,
    parent_id: UUID | None = None,
) -> UUID:
    """Put a customer into the brand's account of this name, made now if there is none; the account's id.

    A new account stands under `parent_id` (of the same brand, else NotFound).
    """
    customer = get_customer(actor, customer_id, EDIT)
    name_key = key(name)
    account = Account.objects.filter(brand_id=customer.brand_id, name_key=name_key, parent_id=parent_id).first()
    if account is None:
        if parent_id and not Account.objects.filter(id=parent_id, brand_id=customer.brand_id).exists():
            raise NotFound("account")
        account = Account(
            brand_id=customer.brand_id, name=name.strip(), name_key=name_key, kind=kind, parent_id=parent_id
        )
        account.full_clean()
        account.save(force_insert=True)
        audit.record(actor.staff_id, "account.created", "account", account.id, account.brand_id, name=account.name)
    membership, made = Membership.objects.get_or_create(customer=customer, account=account, role=role)
    if made:
        audit.record(
            actor.staff_id, "customer.joined", "customer", customer.id, customer.brand_id, account=membership.account_id
        )
    return account.id


@transaction.atomic
def leave_account(*, actor: Actor, customer_id: UUID, account_id: UUID) -> None:
    """Take a customer out of an account, in every role; the account stays."""
    customer = get_customer(actor, customer_id, EDIT)
    gone, _by_model = customer.memberships.filter(account_id=account_id).delete()
    if not gone:
        raise NotFound("account")
    audit.record(actor.staff_id, "customer.left", "customer", customer.id, customer.brand_id, account=account_id)
