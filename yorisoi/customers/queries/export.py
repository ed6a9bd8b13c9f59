"""All customers of a brand, as rows of the file that the import reads."""

from collections.abc import Iterator
from uuid import UUID

from yorisoi.customers.csvfile.columns import WRITTEN
from yorisoi.customers.models import Customer, Membership, Need

BATCH = 500


def export_rows(brand_id: UUID) -> Iterator[list[object]]:
    """The head, then a row a customer, oldest first, read some at a time; for who may."""
    yield [column.head for column in WRITTEN]
    after: UUID | None = None
    while True:
        some = Customer.objects.filter(brand_id=brand_id, merged_into=None).order_by("id")
        if after is not None:
            some = some.filter(id__gt=after)
        batch = list(some.prefetch_related("identities", "needs", "memberships__account")[:BATCH])
        if not batch:
            return
        after = batch[-1].id
        for each in batch:
            told = _told(each)
            yield [told[column.name] for column in WRITTEN]


def _told(customer: Customer) -> dict[str, object]:
    """One address of a kind and one account: what else there is stays in Yorisoi."""
    addresses: dict[str, str] = {}
    for identity in sorted(customer.identities.all(), key=lambda each: each.id):
        addresses.setdefault(identity.kind, identity.raw)
    memberships = sorted(customer.memberships.all(), key=lambda each: each.id)
    membership = memberships[0] if memberships else None
    return {
        **{name: getattr(customer, name) for name in _PLAIN},
        "birth_date": customer.birth_date.isoformat() if customer.birth_date else "",
        "email": addresses.get("email", ""),
        "phone": addresses.get("phone", ""),
        "customer_number": addresses.get("number", ""),
        "needs": "・".join(str(Need.Kind(need.kind).label) for need in customer.needs.all()),
        "account": membership.account.name if membership else "",
        "account_kind": membership.account.get_kind_display() if membership else "",
        "role": str(Membership.Role(membership.role).label) if membership else "",
    }


_PLAIN = ("family_name", "given_name", "family_reading", "given_reading", "language", "note")
