"""Accounts: what customers belong to."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.customers.models import Account, Customer, Membership
from yorisoi.customers.names import key
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.account_trees import MOST_LEVELS, above, called, get_account, whole_below
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotFound


@dataclass(frozen=True, slots=True)
class AccountValues:
    """What is entered about an account; `parent`: the name of the one under which it stands, "" at the top."""

    name: str
    kind: str = Account.Kind.HOUSEHOLD
    reading: str = ""
    parent: str = ""


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
        _note_joined(actor, customer, membership.account_id)
    return account.id


@transaction.atomic
def add_member(*, actor: Actor, account_id: UUID, customer_id: UUID, role: str = Membership.Role.MEMBER) -> None:
    """Put a customer into an account, on the account's page. ValidationError for a customer of another brand."""
    account, customer = get_account(actor, account_id, EDIT), get_customer(actor, customer_id, EDIT)
    if account.brand_id != customer.brand_id:
        raise ValidationError({"customer_id": _("This customer is of another brand.")})
    _membership, made = Membership.objects.get_or_create(customer=customer, account=account, role=role)
    if made:
        _note_joined(actor, customer, account.id)


def _note_joined(actor: Actor, customer: Customer, account_id: UUID) -> None:
    audit.record(actor.staff_id, "customer.joined", "customer", customer.id, customer.brand_id, account=account_id)


@transaction.atomic
def create_account(*, actor: Actor, brand_id: UUID, values: AccountValues) -> UUID:
    """Make an account; its id. ValidationError for a parent of another brand or too deep a tree."""
    actor.needs(EDIT, brand_id)
    account = Account(brand_id=brand_id)
    _put(account, values)
    account.save(force_insert=True)
    audit.record(actor.staff_id, "account.created", "account", account.id, account.brand_id, name=account.name)
    return account.id


@transaction.atomic
def change_account(*, actor: Actor, account_id: UUID, values: AccountValues) -> None:
    """Rename an account or put it elsewhere in the tree; ValidationError where it would stand under itself."""
    get_account(actor, account_id, EDIT)
    account = Account.objects.select_for_update().get(id=account_id)
    before = (account.name, account.parent_id)
    _put(account, values)
    account.save()
    moved = account.parent_id != before[1]
    audit.record(actor.staff_id, "account.changed", "account", account.id, account.brand_id, was=before[0], moved=moved)


def _put(account: Account, values: AccountValues) -> None:
    account.name, account.name_key = values.name.strip(), key(values.name)
    account.reading, account.kind = values.reading.strip(), values.kind
    if values.parent.strip() != (account.parent.name if account.parent else ""):
        account.parent = _parent(account, values.parent) if values.parent.strip() else None
    account.full_clean()


def _parent(account: Account, name: str) -> Account:
    """The account to stand under. Raises ValidationError."""
    found = called(account.brand_id, name)
    if not found:
        raise ValidationError({"parent": _("There is no account called “%(name)s”.") % {"name": name.strip()}})
    if len(found) > 1:
        message = _("Several accounts are called “%(name)s”: give them different names first.")
        raise ValidationError({"parent": message % {"name": name.strip()}})
    parent = Account.objects.get(id=found[0])
    if parent.id in whole_below(account.id):
        raise ValidationError({"parent": _("An account cannot stand under itself or what is below it.")})
    if len(above(parent)) + 1 + _height(account) >= MOST_LEVELS:
        raise ValidationError({"parent": _("A tree has at most %(n)s levels.") % {"n": MOST_LEVELS}})
    return parent


def _height(account: Account) -> int:
    """How many levels stand below it."""
    level, height = {account.id}, 0
    while level and height < MOST_LEVELS:
        level = set(Account.objects.filter(parent_id__in=level).values_list("id", flat=True))
        height += bool(level)
    return height


@transaction.atomic
def leave_account(*, actor: Actor, customer_id: UUID, account_id: UUID) -> None:
    """Take a customer out of an account, in every role; the account stays."""
    customer = get_customer(actor, customer_id, EDIT)
    gone, _by_model = customer.memberships.filter(account_id=account_id).delete()
    if not gone:
        raise NotFound("account")
    audit.record(actor.staff_id, "customer.left", "customer", customer.id, customer.brand_id, account=account_id)
