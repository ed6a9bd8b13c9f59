"""Writes: one verb a function, keyword-only, one transaction, audited."""

from yorisoi.customers.actions.accounts import (
    AccountValues,
    add_member,
    change_account,
    create_account,
    join_account,
    leave_account,
)
from yorisoi.customers.actions.consents import give_consent, withdraw_consent
from yorisoi.customers.actions.contracts import add_contract, end_contract
from yorisoi.customers.actions.customers import add_identity, change_customer, create_customer, remove_identity
from yorisoi.customers.actions.merge import merge_customers, undo_merge
from yorisoi.customers.actions.needs import note_need, remove_need
from yorisoi.customers.actions.senders import customer_from_sender, customers_from_senders
from yorisoi.customers.actions.verification import doubt_identity, verify_identity

__all__ = [
    "AccountValues",
    "add_contract",
    "add_identity",
    "add_member",
    "change_account",
    "change_customer",
    "create_account",
    "create_customer",
    "customer_from_sender",
    "customers_from_senders",
    "doubt_identity",
    "end_contract",
    "give_consent",
    "join_account",
    "leave_account",
    "merge_customers",
    "note_need",
    "remove_identity",
    "remove_need",
    "undo_merge",
    "verify_identity",
    "withdraw_consent",
]
