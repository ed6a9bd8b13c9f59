"""The people served, what they belong to, and how they are reached."""

from .account import Account, Membership
from .consent import Consent
from .contract import Contract
from .customer import Customer
from .identity import Identity
from .need import Need

__all__ = ["Account", "Consent", "Contract", "Customer", "Identity", "Membership", "Need"]
