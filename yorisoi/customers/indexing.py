"""Customers in the search index."""

from yorisoi.customers.models import Customer
from yorisoi.kernel import search
from yorisoi.kernel.search import Document

KIND = "customer"


def document(customer: Customer) -> Document:
    """A customer as it is found: by name, reading, addresses and the note."""
    addresses = " ".join(identity.raw for identity in customer.identities.all())
    text = "\n".join(part for part in (customer.reading, addresses, customer.note) if part)
    return Document(KIND, customer.id, customer.brand_id, customer.display_name, text, customer.created_at)


def file(customer: Customer) -> None:
    """File a customer, or file it again after a change; in the change's transaction."""
    search.file(document(customer))
