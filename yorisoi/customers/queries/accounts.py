"""Accounts for other programs: by id, so that new ones move nothing."""

from uuid import UUID

from yorisoi.customers.contracts import AccountRow
from yorisoi.customers.models import Account
from yorisoi.customers.names import key
from yorisoi.customers.permissions import READ
from yorisoi.customers.queries.finding import starts
from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.public import brand_ids

_COLUMNS = ("id", "brand_id", "name", "reading", "kind", "parent_id")


def account_list(
    actor: Actor, *, brand_id: UUID | None = None, begin: str = "", before: UUID | None = None, most: int = 50
) -> list[AccountRow]:
    """Accounts of the actor's brands (or one of them) whose name begins so, the newest first, made before `before`."""
    actor.needs(READ, brand_id)
    rows = Account.objects.filter(brand_id__in=[brand_id] if brand_id else brand_ids(actor, READ))
    if begin:
        rows = rows.filter(starts("name_key", key(begin)))
    if before:
        rows = rows.filter(id__lt=before)
    return [AccountRow(*row) for row in rows.order_by("-id").values_list(*_COLUMNS)[:most]]


def account_of(actor: Actor, account_id: UUID) -> AccountRow:
    """One account. Raises NotAllowed; NotFound for another brand's."""
    actor.needs(READ)
    row = Account.objects.filter(id=account_id).values_list(*_COLUMNS).first()
    if row is None or not actor.can(READ, row[1]):
        raise NotFound("account")
    return AccountRow(*row)
