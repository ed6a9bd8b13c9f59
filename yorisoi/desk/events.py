"""Facts the desk publishes: ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case was opened."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class ContactOpened:
    """An episode with a customer began on some channel."""

    contact_id: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class CaseReplied:
    """Somebody answered the customer."""

    case_id: UUID
    message_id: UUID


@dataclass(frozen=True, slots=True)
class CaseAssigned:
    """A case got an assignee, or lost its one (None)."""

    case_id: UUID
    staff_id: UUID | None


@dataclass(frozen=True, slots=True)
class CaseResolved:
    """A case was closed, done or without need of action."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class CasesMerged:
    """A case went into another one; its messages and contacts are on that one now."""

    merge_id: UUID
    case_id: UUID
    into_id: UUID


@dataclass(frozen=True, slots=True)
class CasesParted:
    """That was undone."""

    merge_id: UUID
    case_id: UUID
    into_id: UUID


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """A closed case was opened again."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """Anything of a case changed: opened, written to, sorted, held, closed, moved to another customer …

    Published once or more beside the others, for those who read the case again whatever it was.
    """

    case_id: UUID


@dataclass(frozen=True, slots=True)
class RecontactMarked:
    """A contact was found to come again after another, by a definition of recontact."""

    contact_id: UUID
    earlier_id: UUID
    definition_id: UUID
