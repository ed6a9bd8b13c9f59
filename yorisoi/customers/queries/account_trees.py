"""Accounts in their trees: the list, one with what is above and below it, and who belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from yorisoi.customers.contracts import ContractInfo
from yorisoi.customers.models import Account, Contract, Membership
from yorisoi.customers.names import key
from yorisoi.customers.permissions import READ
from yorisoi.customers.queries.customers import contract_info
from yorisoi.customers.queries.finding import starts
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.public import brand_ids

MOST_LEVELS = 8
"""A tree goes no deeper; held by `actions.accounts`."""
PAGE = 50
_MOST_MEMBERS = 500


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a list: how many accounts stand directly under it, and how many people belong to it."""

    id: UUID
    name: str
    kind: str
    brand_id: UUID
    below: int
    people: int
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an account; `needs`: how many things to mind."""

    id: UUID
    name: str
    reading: str
    role: str
    needs: int


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account. `above` from the top down; `members` at most 500, `more_members` says that there are more."""

    id: UUID
    name: str
    reading: str
    kind: str
    brand_id: UUID
    above: tuple[tuple[UUID, str], ...]
    below: tuple[AccountRow, ...]
    members: tuple[Member, ...]
    more_members: bool
    contracts: tuple[ContractInfo, ...]


def get_account(actor: Actor, account_id: UUID, permission: str = READ) -> Account:
    """The account, if the actor may do this with it; NotFound for what they may not even see."""
    if not actor.can(READ):
        raise NotAllowed(READ)
    account = Account.objects.filter(id=account_id).first()
    if account is None or not actor.can(READ, account.brand_id):
        raise NotFound("account")
    actor.needs(permission, account.brand_id)
    return account


def accounts(actor: Actor, text: str = "", *, after: UUID | None = None) -> tuple[list[AccountRow], UUID | None]:
    """Accounts at the top of their trees, the newest first; or those of any level whose name begins with `text`.

    At most 50, and the id after which the next page begins.
    """
    actor.needs(READ)
    rows = Account.objects.filter(brand_id__in=brand_ids(actor, READ))
    rows = rows.filter(starts("name_key", key(text))) if text else rows.filter(parent=None)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(_counted(rows.order_by("-id"), PAGE + 1))
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def account_page(actor: Actor, account_id: UUID) -> AccountPage:
    """One account at a glance."""
    account = get_account(actor, account_id)
    rows = account.memberships.filter(customer__merged_into=None).select_related("customer")
    members = list(
        rows.annotate(needs=Count("customer__needs")).order_by("customer__reading_key", "id")[: _MOST_MEMBERS + 1]
    )
    contracts = Contract.objects.filter(account=account).select_related("account").order_by("-starts_on", "id")
    return AccountPage(
        id=account.id,
        name=account.name,
        reading=account.reading,
        kind=account.get_kind_display(),
        brand_id=account.brand_id,
        above=tuple((each.id, each.name) for each in above(account)),
        below=tuple(_counted(Account.objects.filter(parent=account).order_by("name_key", "id"), None)),
        members=tuple(_member(each) for each in members[:_MOST_MEMBERS]),
        more_members=len(members) > _MOST_MEMBERS,
        contracts=tuple(contract_info(each) for each in contracts),
    )


def above(account: Account) -> list[Account]:
    """Its parents, the topmost first."""
    found: list[Account] = []
    while account.parent_id is not None and len(found) < MOST_LEVELS:
        account = Account.objects.get(id=account.parent_id)
        found.insert(0, account)
    return found


def whole_below(account_id: UUID) -> set[UUID]:
    """Ids of the account and of all below it, level by level."""
    found, level = {account_id}, {account_id}
    while level:
        level = set(Account.objects.filter(parent_id__in=level).values_list("id", flat=True)) - found
        found |= level
    return found


def people_below(actor: Actor, account_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """Ids of the account with all below it, and of everybody who belongs to one of them. NotFound."""
    account_ids = whole_below(get_account(actor, account_id).id)
    rows = Membership.objects.filter(account_id__in=account_ids, customer__merged_into=None)
    return account_ids, set(rows.values_list("customer_id", flat=True))


def called(brand_id: UUID, name: str) -> list[UUID]:
    """Ids of the brand's accounts of this name, two at most; for who has been allowed to change accounts there."""
    rows = Account.objects.filter(brand_id=brand_id, name_key=key(name)).order_by("id")
    return list(rows.values_list("id", flat=True)[:2])


def _member(row: Any) -> Member:
    person = row.customer
    return Member(person.id, person.display_name, person.reading, row.get_role_display(), row.needs)


def _counted(rows: Any, most: int | None) -> Iterator[AccountRow]:
    """Rows with their counts; two queries however many rows."""
    found = list(rows.select_related("parent")[:most])
    ids = [each.id for each in found]
    below = dict(Account.objects.filter(parent_id__in=ids).values_list("parent_id").annotate(n=Count("id")))
    alone = Q(customer__merged_into=None)
    people = dict(
        Membership.objects.filter(alone, account_id__in=ids)
        .values_list("account_id")
        .annotate(n=Count("customer", distinct=True))
    )
    for each in found:
        parent = each.parent.name if each.parent else ""
        kind = each.get_kind_display()
        yield AccountRow(each.id, each.name, kind, each.brand_id, below.get(each.id, 0), people.get(each.id, 0), parent)
