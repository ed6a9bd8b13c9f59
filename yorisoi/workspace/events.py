"""Facts that workspace publishes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """A member of staff said whether they take work; `status` as in contracts.PresenceStatus."""

    staff_id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class StaffJoined:
    """An invitation was accepted."""

    staff_id: UUID
