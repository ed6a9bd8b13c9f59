"""The only door of insights for other capabilities."""

from yorisoi.insights.actions.recording import record_facts
from yorisoi.insights.queries.facts import facts

__all__ = ["facts", "record_facts"]
