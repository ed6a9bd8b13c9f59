"""Customers looked up by an address, a name or a reading."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from yorisoi.customers.addresses import normalise
from yorisoi.customers.contracts import CustomerName, CustomerRow
from yorisoi.customers.models import Customer, Identity
from yorisoi.customers.names import key
from yorisoi.customers.permissions import READ
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.public import brand_ids


def find_customers(actor: Actor, text: str, limit: int = 20) -> list[CustomerRow]:
    """Customers whose name, reading or address begins with the text; what the actor may not see is left out."""
    begin = key(text)
    if not begin:
        return []
    brands = brand_ids(actor, READ)
    by_address = Identity.objects.filter(starts("address", normalise("email", text)), brand_id__in=brands)
    ids = set(by_address.values_list("customer_id", flat=True)[:limit])
    rows = Customer.objects.filter(
        starts("name_key", begin) | starts("reading_key", begin) | Q(id__in=ids), brand_id__in=brands
    ).order_by("reading_key", "id")[:limit]
    addresses = _first_addresses([row.id for row in rows])
    return [
        CustomerRow(row.id, row.brand_id, CustomerName(row.display_name, row.reading), addresses.get(row.id, ""))
        for row in rows
    ]


def starts(field: str, begin: str) -> Q:
    """`field` begins with `begin`, in the form that each database answers from its index."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": begin, f"{field}__lt": begin + "\U0010ffff"})
    return Q(**{f"{field}__startswith": begin})


def _first_addresses(ids: list[UUID]) -> dict[UUID, str]:
    rows = Identity.objects.filter(customer_id__in=ids).order_by("-id").values_list("customer_id", "raw")
    return dict(rows)
