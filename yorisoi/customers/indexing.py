"""Customers in the search index."""

from collections.abc import Iterable

from yorisoi.customers.models import Customer, Identity
from yorisoi.kernel import search
from yorisoi.kernel.search import Document

KIND = "customer"


def document(customer: Customer) -> Document:
    """A customer as it is found: by name, reading, addresses and the note."""
    return _document(customer, (identity.raw for identity in customer.identities.all()))


def _document(customer: Customer, raw: Iterable[str]) -> Document:
    addresses = " ".join(raw)
    text = "\n".join(part for part in (customer.reading, addresses, customer.note) if part)
    return Document(KIND, customer.id, customer.brand_id, customer.display_name, text, customer.created_at)


def file(customer: Customer) -> None:
    """File a customer, or file it again after a change; in the change's transaction."""
    search.file(document(customer))


def file_new(identity: Identity) -> None:
    """File a customer just made, who has no address but this one."""
    search.file(_document(identity.customer, [identity.raw]))
