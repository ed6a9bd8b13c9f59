"""Customers looked up by an address, a name or a reading."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.urls import reverse

from yorisoi.customers.addresses import normalise
from yorisoi.customers.contracts import CustomerRow
from yorisoi.customers.indexing import KIND
from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.names import key
from yorisoi.customers.permissions import READ
from yorisoi.customers.queries.rows import COLUMNS, rows_of
from yorisoi.kernel import search
from yorisoi.kernel.slots import Found
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.public import brand_ids


def find_customers(actor: Actor, text: str, *, brand_id: UUID | None = None, limit: int = 20) -> list[CustomerRow]:
    """Customers whose name, reading or address begins with the text, then those in whom the search finds its words.

    At most `limit`, each once; what the actor may not see is left out. Kana, width and case make no difference.
    """
    brands = [brand_id] if brand_id and actor.can(READ, brand_id) else brand_ids(actor, READ) if not brand_id else []
    begin = key(text)
    if not begin or not brands:
        return []
    ids = _beginning(begin, normalise("email", text), brands, limit)
    if len(ids) < limit:
        hits = search.find(text, brands, [KIND], limit).hits
        ids += [hit.object_id for hit in hits if hit.object_id not in ids]
    return _in_order(ids[:limit], brands)


def owners(brand_id: UUID, addresses: Collection[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """Whose (kind, address) these are within a brand; for who decides something without showing it to anybody."""
    wanted = {(kind, normalise(kind, address)): (kind, address) for kind, address in addresses if address.strip()}
    rows = Identity.objects.filter(brand_id=brand_id, address__in={address for _kind, address in wanted})
    found = rows.values_list("kind", "address", "customer_id")
    return {wanted[kind, address]: owner for kind, address, owner in found if (kind, address) in wanted}


def found_customers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Search results ready to show, by id; those the actor may not see are left out."""
    rows = _in_order(list(ids), brand_ids(actor, READ))
    return {
        row.id: Found(
            title=row.name.display,
            detail=" · ".join(part for part in (row.name.reading, row.address) if part),
            url=reverse("customers:customer", kwargs={"customer_id": row.id}),
        )
        for row in rows
    }


def starts(field: str, begin: str) -> Q:
    """`field` begins with `begin`, in the form that each database answers from its index."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": begin, f"{field}__lt": begin + "\U0010ffff"})
    return Q(**{f"{field}__startswith": begin})


def _beginning(begin: str, address: str, brands: Collection[UUID], limit: int) -> list[UUID]:
    """Ids by reading, name and address: one walk of one index each, since an OR of three would walk none.

    No ORDER BY: it would sort all who begin so. Whom the walk meets first come first; more letters find the others.
    """
    found: dict[UUID, None] = {}
    for field in ("reading_key", "name_key"):
        rows = Customer.objects.filter(starts(field, begin), brand_id__in=brands, merged_into=None)
        found |= dict.fromkeys(rows.values_list("id", flat=True)[:limit])
    identities = Identity.objects.filter(starts("address", address), brand_id__in=brands)
    found |= dict.fromkeys(identities.values_list("customer_id", flat=True)[:limit])
    return list(found)[:limit]


def _in_order(ids: list[UUID], brands: Collection[UUID]) -> list[CustomerRow]:
    rows = rows_of(Customer.objects.filter(id__in=ids, brand_id__in=brands, merged_into=None).values_list(*COLUMNS))
    place = {customer_id: number for number, customer_id in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.id])
