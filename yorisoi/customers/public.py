"""The door of customers."""

from yorisoi.customers.actions.senders import customer_from_sender
from yorisoi.customers.queries.customers import customer_card, names
from yorisoi.customers.queries.finding import find_customers

__all__ = ["customer_card", "customer_from_sender", "find_customers", "names"]
