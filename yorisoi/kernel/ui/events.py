"""Facts the design system publishes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DisplayChosen:
    """A signed-in person chose a language or a theme ("" where unchanged)."""

    user_id: UUID
    language: str
    theme: str
