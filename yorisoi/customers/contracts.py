"""What other capabilities may know of customers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CustomerName:
    """How a customer is called; `reading` (セイ メイ) may be empty."""

    display: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class ToldSender:
    """Somebody who wrote to a brand, as the message says: address and name (may be empty) on one kind of channel.

    learn_name: a customer known only by the address takes on this name. Not where the address was only typed: a
    stranger could name them.
    """

    brand_id: UUID
    kind: str
    address: str
    name: str = ""
    learn_name: bool = True


@dataclass(frozen=True, slots=True)
class IdentityInfo:
    """An address of a customer; `kind` is email, phone, line …"""

    id: UUID
    kind: str
    address: str
    verified_at: datetime | None
    verified_how: str = ""


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account and the part the customer has in it, in the reader's language; `path` names its parents, top first."""

    id: UUID
    name: str
    kind: str
    role: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a list; `kind` is household, company, school …"""

    id: UUID
    brand_id: UUID
    name: str
    reading: str
    kind: str
    parent_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContractInfo:
    """What was bought; `monthly_value` in yen; `holder` names the account that holds it, "" for the customer."""

    id: UUID
    product: str
    plan: str
    starts_on: date
    renews_on: date | None
    ends_on: date | None
    monthly_value: int
    seats: int
    holder: str = ""
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsentInfo:
    """What was agreed to; `withdrawn_at` when it was taken back."""

    id: UUID
    purpose: str
    source: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class MergeInfo:
    """A customer who turned out to be this one; `by` is the name of who said so."""

    id: UUID
    name: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NeedInfo:
    """What to mind when serving this customer; `title` is the kind in the reader's language."""

    kind: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer at a glance."""

    id: UUID
    brand_id: UUID
    name: CustomerName
    language: str
    note: str
    birth_date: date | None
    age: int | None
    identities: tuple[IdentityInfo, ...]
    accounts: tuple[AccountInfo, ...]
    contracts: tuple[ContractInfo, ...]
    needs: tuple[NeedInfo, ...]


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list; `address` is the first one known."""

    id: UUID
    brand_id: UUID
    name: CustomerName
    address: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Some customers, and the id after which the next page begins (None on the last)."""

    rows: list[CustomerRow]
    after: UUID | None
