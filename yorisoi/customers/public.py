"""The door of customers."""

from yorisoi.customers.actions.accounts import join_account
from yorisoi.customers.actions.contracts import add_contract
from yorisoi.customers.actions.customers import CustomerValues, add_identity, correct_customer, create_customer
from yorisoi.customers.actions.merge import merge_customers, undo_merge
from yorisoi.customers.actions.senders import customer_from_sender, customers_from_senders
from yorisoi.customers.addresses import normalise
from yorisoi.customers.queries.account_trees import people_below
from yorisoi.customers.queries.accounts import account_list, account_of
from yorisoi.customers.queries.customers import customer_card, names
from yorisoi.customers.queries.customers import newest as customer_list
from yorisoi.customers.queries.finding import find_customers, owners

__all__ = [
    "CustomerValues",
    "account_list",
    "account_of",
    "add_contract",
    "add_identity",
    "correct_customer",
    "create_customer",
    "customer_card",
    "customer_from_sender",
    "customer_list",
    "customers_from_senders",
    "find_customers",
    "join_account",
    "merge_customers",
    "names",
    "normalise",
    "owners",
    "people_below",
    "undo_merge",
]
