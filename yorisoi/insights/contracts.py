"""What other capabilities may see of insights: facts, how a metric is reckoned, and errors."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a fact of the desk tells. Higher capabilities add kinds of their own, with their name before a dot."""

    CASE = "case"  # a case began; mark: customer, staff or machine
    CONTACT = "contact"  # an episode; mark: answered, unanswered, running, dropped, or out
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    CLOSURE = "closure"  # the case was done; mark: first or again
    OPEN = "open"  # a time in which the case was open with one assignee, or none
    RECONTACT = "recontact"  # the customer came again with something new


@dataclass(frozen=True, slots=True)
class NewFact:
    """Something that happened once. `source_id` is unique within the kind; the same source again corrects the fact.

    at: when it counts. since: where what is measured begins. until: where a span ends. seconds: what was measured.
    begins: whether a contact is a need of its own, and not a continuation of a case that is open.
    """

    kind: str
    source_id: UUID
    case_id: UUID | None
    brand_id: UUID
    queue_id: UUID | None
    topic_id: UUID | None
    staff_id: UUID | None
    customer_id: UUID | None
    channel: str
    at: datetime
    since: datetime | None = None
    until: datetime | None = None
    seconds: int | None = None
    mark: str = ""
    begins: bool = True


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as it stands, with its id and when it was written; for the API and exports."""

    id: UUID
    kind: str
    source_id: UUID
    case_id: UUID | None
    brand_id: UUID
    queue_id: UUID | None
    topic_id: UUID | None
    staff_id: UUID | None
    customer_id: UUID | None
    channel: str
    at: datetime
    since: datetime | None
    until: datetime | None
    seconds: int | None
    mark: str
    begins: bool
    recorded_at: datetime


class Unit(StrEnum):
    """In what a number is given."""

    COUNT = "count"
    SHARE = "share"
    BUSINESS_TIME = "business_time"
    DAYS = "days"


class Better(StrEnum):
    """In which direction a number is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of facts: all of one measure."""

    measure: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole. `matures_days`: facts younger than this cannot be judged yet and are in neither."""

    part: str
    whole: str
    matures_days: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: median and 90th percentile of one measure's values."""

    measure: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open at a moment: all that came in before, less what went out. `aged`: how old it is, not how much."""

    came: str
    went: str
    aged: bool = False


type Reckoning = Counted | Share | Spread | Standing


class InsightsError(Exception):
    """Something insights will not do; the message is a translated sentence for people."""
