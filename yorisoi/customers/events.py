"""Facts of customers, ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CustomerCreated:
    """A person became a customer of a brand: they wrote, or somebody entered them."""

    customer_id: UUID
    brand_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """Two customers turned out to be one: `gone` is a part of `kept` from now on."""

    merge_id: UUID
    kept_id: UUID
    gone_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersParted:
    """A merge was undone: what had gone over by it belongs to `gone_id` again."""

    merge_id: UUID
    kept_id: UUID
    gone_id: UUID
