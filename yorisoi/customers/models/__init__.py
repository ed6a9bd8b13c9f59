"""The people served, what they belong to, and how they are reached."""

from .account import Account, Membership
from .consent import Consent
from .contract import Contract
from .customer import Customer
from .customer_import import CustomerImport, ImportProblem
from .identity import Identity
from .merge import Merge
from .need import Need

__all__ = [
    "Account",
    "Consent",
    "Contract",
    "Customer",
    "CustomerImport",
    "Identity",
    "ImportProblem",
    "Membership",
    "Merge",
    "Need",
]
