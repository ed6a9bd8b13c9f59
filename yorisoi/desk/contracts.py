"""What others may see of the desk: words, slim facts and errors. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID


class Status(StrEnum):
    """Where a case stands: 未対応, 対応中, 保留, 完了, 対応不要."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    DONE = "done"
    NO_ACTION = "no_action"


OPEN_STATUSES = (Status.NEW, Status.OPEN, Status.PENDING)
CLOSED_STATUSES = (Status.DONE, Status.NO_ACTION)


class Waiting(StrEnum):
    """Whom or what a case on hold waits for."""

    CUSTOMER = "customer"
    DEPARTMENT = "department"
    OUTSIDE = "outside"
    DATE = "date"


class Priority(IntEnum):
    """How pressing; the higher, the sooner."""

    LOW = 0
    NORMAL = 1
    HIGH = 2
    URGENT = 3


class TagColour(StrEnum):
    """How a tag looks: one of the palette's meanings, so that it is legible in light and dark."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    INFO = "info"
    POSITIVE = "positive"
    WARNING = "warning"
    DANGER = "danger"
    SPECIAL = "special"


class BulkVerb(StrEnum):
    """What can be done to many cases at once."""

    ASSIGN = "assign"
    STATUS = "status"
    QUEUE = "queue"
    TOPIC = "topic"
    PRIORITY = "priority"
    TAGS = "tags"
    CLOSE = "close"


class BulkState(StrEnum):
    """How far a bulk change is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """What became of one case of a bulk change. SAME: it stood so already. KEPT: not undone, changed meanwhile."""

    WAITING = "waiting"
    DONE = "done"
    SAME = "same"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"


class Continues(StrEnum):
    """What continues a conversation in a queue: its thread, any open case of the customer, or nothing."""

    THREAD = "thread"
    CUSTOMER = "customer"
    NEVER = "never"


class Kind(StrEnum):
    """Which way a message goes: from the customer, to the customer, or among staff."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class Confirming(StrEnum):
    """When the recipients of an answer are to be confirmed: unusual ones, all of them, or never."""

    UNUSUAL = "unusual"
    ALWAYS = "always"
    NEVER = "never"


class Worry(StrEnum):
    """What is to be looked at before an answer leaves."""

    NEW = "new"  # recipients that have no part in the conversation
    DOMAIN = "domain"  # recipients of a company that has no part in it
    MANY = "many"
    ALL = "all"
    ATTACHMENT = "attachment"
    WORD = "word"
    VARIABLES = "variables"


@dataclass(frozen=True, slots=True)
class Concern:
    """One of them in words; `forbids`: it cannot be sent like this."""

    worry: Worry
    words: str
    forbids: bool = False


class Delivery(StrEnum):
    """What became of a message to the customer; empty for all others."""

    NONE = ""
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Link(StrEnum):
    """Why two cases are linked."""

    QUOTED = "quoted"  # a stranger quoted the other case
    FOLLOWS = "follows"  # continues a conversation that its queue or its end did not let continue
    MERGED = "merged"  # this case went into the other one
    RELATED = "related"
    PART_OF = "part_of"  # a child of the other one
    SPLIT = "split"  # its messages stood on the other one before


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case, for other capabilities."""

    id: UUID
    number: int
    brand_id: UUID
    queue_id: UUID
    subject: str
    status: Status
    customer_id: UUID | None
    assignee_id: UUID | None
    topic_id: UUID | None
    channel: str
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TagInfo:
    """A tag of a brand; a retired one (not active) stays on its cases but is given to no more."""

    id: UUID
    brand_id: UUID
    name: str
    colour: TagColour
    active: bool


@dataclass(frozen=True, slots=True)
class RecordFields:
    """The structured record of a case (応対記録); free text, empty where unknown."""

    product: str = ""
    reason: str = ""
    cause: str = ""
    action: str = ""
    outcome: str = ""
    department: str = ""
    next_step: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that a topic with a required record insists on and that are empty."""
        return tuple(name for name in ("reason", "action", "outcome") if not getattr(self, name).strip())


@dataclass(frozen=True, slots=True)
class Upload:
    """A stored file to go out with a message, under this name."""

    file_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that came while somebody was writing."""

    id: UUID
    kind: Kind
    who: str
    line: str
    at: datetime


class DeskError(Exception):
    """Something the desk will not do; the message is a translated sentence for people."""


class CaseMoved(DeskError):
    """Messages came to the case after the writer last saw it; nothing was sent."""

    def __init__(self, message: str, arrived: Sequence[Arrived], version: int) -> None:
        super().__init__(message)
        self.arrived = tuple(arrived)
        self.version = version


class ReplyHeld(DeskError):
    """Somebody else is writing the reply."""

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class SendingConcerns(DeskError):
    """The writer should look at something before the answer leaves; `digest` confirms exactly these concerns."""

    def __init__(self, message: str, concerns: Sequence[Concern], digest: str) -> None:
        super().__init__(message)
        self.concerns = tuple(concerns)
        self.digest = digest


class DraftMoved(DeskError):
    """Another window of the same person kept something else meanwhile: its `version` and `text`."""

    def __init__(self, message: str, version: int, text: str) -> None:
        super().__init__(message)
        self.version = version
        self.text = text


class RecordNeeded(DeskError):
    """The topic wants more before the case is closed: `missing` names the record's empty fields, `fields` says by id
    what the topic's own fields lack, `items` by id what is open on the checklist."""

    def __init__(
        self,
        message: str,
        missing: Sequence[str],
        fields: Mapping[UUID, str] | None = None,
        items: Mapping[UUID, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.missing = tuple(missing)
        self.fields = dict(fields or {})
        self.items = dict(items or {})


class NotPossible(DeskError):
    """The case is not in a state for this."""


@dataclass(frozen=True, slots=True)
class ContactSpan:
    """One contact of a history: when it began, was answered and ended, and who answered."""

    id: UUID
    channel: str
    direction: str
    opened_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    by_id: UUID | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a history that went to or came from the customer; `automatic`: no person wrote it."""

    id: UUID
    kind: Kind
    at: datetime
    automatic: bool
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """A closure of a history, by whom, until it was reopened (None: it still holds)."""

    id: UUID
    outcome: Status
    at: datetime
    by_id: UUID | None
    reopened_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A time in which the case waited, and for whom."""

    reason: Waiting
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AssignedSpan:
    """A time in which somebody had the case."""

    staff_id: UUID
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """All that happened to one case, oldest first; for those who count. `merged`: it went into another case. `by_hand`:
    one of us opened it.

    Queue, topic and customer are those of now. Messages taken back before they left, and notes, are not in it.
    """

    id: UUID
    brand_id: UUID
    queue_id: UUID
    topic_id: UUID | None
    customer_id: UUID | None
    channel: str
    opened_at: datetime
    merged: bool
    by_hand: bool
    contacts: Sequence[ContactSpan]
    messages: Sequence[Said]
    closures: Sequence[ClosedSpan]
    holds: Sequence[HeldSpan]
    assignments: Sequence[AssignedSpan]


@dataclass(frozen=True, slots=True)
class QueueName:
    """A queue as others show it."""

    id: UUID
    brand_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as others show it: its whole path, and what it stands under."""

    id: UUID
    brand_id: UUID
    parent_id: UUID | None
    path: str
