"""Who may be the same person."""

from django.db.models import Q

from yorisoi.customers.contracts import CustomerRow
from yorisoi.customers.models import Customer
from yorisoi.customers.queries.rows import COLUMNS, rows_of

MOST = 10


def likely_same(customer: Customer) -> list[CustomerRow]:
    """Others of the brand with the same name or the same told reading, the newest first; for who may edit both."""
    alike = Q(name_key=customer.name_key)
    if customer.family_reading:
        alike |= Q(reading_key=customer.reading_key)
    rows = Customer.objects.filter(alike, brand_id=customer.brand_id, merged_into=None).exclude(id=customer.id)
    return rows_of(rows.order_by("-id").values_list(*COLUMNS)[:MOST])
