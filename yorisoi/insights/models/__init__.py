"""The nouns of insights."""

from yorisoi.insights.models.fact import Fact
from yorisoi.insights.models.ledger import Ledger
from yorisoi.insights.models.roll_up import NONE, RollUp

__all__ = ["NONE", "Fact", "Ledger", "RollUp"]
