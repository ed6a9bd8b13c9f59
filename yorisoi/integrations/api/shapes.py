"""What goes in and out, as schemas. Every description is marked here and put into the reader's language later."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from yorisoi.desk.contracts import Priority, Status, TagColour, Waiting

_NO_NUL = r"^[^\x00]*$"
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

type Word = Literal["low", "normal", "high", "urgent"]
PRIORITIES: dict[str, Priority] = {each.name.lower(): each for each in Priority}
WORDS = {int(each): each.name.lower() for each in Priority}


def _within(moment: datetime) -> datetime:
    """What lies further off than any case does is the same as the end of time, and fits every database."""
    return (
        min(max(moment, _FIRST), _LAST)
        if _FIRST.year < moment.year < _LAST.year
        else (_FIRST if moment.year <= _FIRST.year else _LAST)
    )


Line = Annotated[str, Field(max_length=500, pattern=_NO_NUL)]
Name = Annotated[str, Field(max_length=100, pattern=_NO_NUL)]
Address = Annotated[str, Field(min_length=1, max_length=320, pattern=_NO_NUL)]
Body = Annotated[str, Field(min_length=1, max_length=100_000, pattern=_NO_NUL)]
Long = Annotated[str, Field(max_length=20_000, pattern=_NO_NUL)]
Moment = Annotated[AwareDatetime, AfterValidator(_within)]
Number = Annotated[int, Field(ge=1, le=2**53)]


class Given(Schema):
    """A body: what it does not know is refused, so that a typing error is not taken for nothing."""

    model_config = ConfigDict(extra="forbid")


class FaultOut(Schema):
    field: str = Field(
        description=_("Where it is: the name in the body, the query or the header; to.0 is the first of to.")
    )
    detail: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FaultOut] | None = None


class CaseOut(Schema):
    id: UUID
    number: int = Field(description=_("The number people use (受付番号)."))
    brand_id: UUID
    queue_id: UUID
    queue_name: str
    subject: str
    status: Status
    waiting_reason: str = Field(description=_("Whom or what a case on hold waits for, else empty."))
    priority: Word
    topic_id: UUID | None
    topic_path: str
    tags: list[str] = Field(description=_("Names of its tags."))
    customer_id: UUID | None
    customer_name: str
    account_id: UUID | None
    assignee_id: UUID | None
    assignee_name: str
    channel: str
    opened_at: datetime
    last_at: datetime = Field(description=_("When the last message came or went."))
    due_at: datetime | None
    closed_at: datetime | None
    version: int = Field(description=_("Goes up with every change; the ETag is made of it."))
    message_count: int


class CasePage(Schema):
    data: list[CaseOut]
    next_cursor: str | None = Field(description=_("Hand it in as cursor to get the next page; null on the last one."))


class CaseNew(Given):
    queue_id: UUID
    subject: Annotated[str, Field(min_length=1, max_length=500, pattern=_NO_NUL)]
    text: Body
    kind: Literal["in", "note"] = Field("in", description=_("in: what the customer said. note: words of our own."))
    channel: Literal["email", "phone"] = "email"
    customer_id: UUID | None = Field(None, description=_("A known customer; needs the scope customers:read as well."))
    address: Annotated[str, Field(max_length=320, pattern=_NO_NUL)] = Field(
        "", description=_("The customer's e-mail address; finds or makes the customer.")
    )
    name: Annotated[str, Field(max_length=200, pattern=_NO_NUL)] = ""
    priority: Word = "normal"
    topic_id: UUID | None = None


class CaseChange(Given):
    """Only what is given is changed; all of it or nothing."""

    subject: Annotated[str, Field(min_length=1, max_length=500, pattern=_NO_NUL)] | None = None
    priority: Word | None = None
    topic_id: UUID | None = Field(None, description=_("null takes the topic away."))
    queue_id: UUID | None = None
    assignee_id: UUID | None = Field(None, description=_("A member of staff of the brand; null gives it to nobody."))


class RecordGiven(Given):
    product: Line = ""
    reason: Line = ""
    cause: Line = ""
    action: Line = ""
    outcome: Line = ""
    department: Line = ""
    next_step: Line = ""


class ClosureNew(Given):
    outcome: Literal["done", "no_action"] = "done"
    record: RecordGiven | None = Field(
        None, description=_("The structured record (応対記録) where the topic asks for one.")
    )


class HoldNew(Given):
    reason: Waiting
    until: Moment | None = Field(None, description=_("The case comes back by itself then."))


class FileOut(Schema):
    id: UUID
    name: str
    size: int
    content_type: str


class MessageOut(Schema):
    id: UUID
    case_number: int
    kind: Literal["in", "out", "note"]
    automatic: str = Field(description=_("person, or what kind of automatic mail it is."))
    channel: str
    at: datetime
    author_id: UUID | None = Field(description=_("The member of staff who wrote it."))
    author_name: str
    author_address: str
    to: list[str]
    cc: list[str]
    subject: str
    body: str = Field(description=_("The new text, without what it quotes."))
    delivery: str = Field(description=_("Of what went out: queued, sending, sent, failed or cancelled."))
    files: list[FileOut]


class MessagePage(Schema):
    data: list[MessageOut]
    next_cursor: str | None


class ReplyNew(Given):
    text: Body
    to: Annotated[list[Address], Field(max_length=50)] | None = Field(None, description=_("Left out: who wrote last."))
    cc: Annotated[list[Address], Field(max_length=50)] = []
    bcc: Annotated[list[Address], Field(max_length=50)] = []
    subject: Line = ""
    quote: bool = Field(True, description=_("Quote below what is answered."))
    then: Literal["open", "pending", "done", "no_action"] | None = Field(
        None, description=_("How the case stands afterwards.")
    )


class NoteNew(Given):
    text: Body


class CustomerRowOut(Schema):
    id: UUID
    brand_id: UUID
    name: str
    reading: str
    address: str = Field(description=_("The first address known."))
    created_at: datetime


class CustomerPage(Schema):
    data: list[CustomerRowOut]
    next_cursor: str | None


class IdentityOut(Schema):
    id: UUID
    kind: str
    address: str
    verified_at: datetime | None


class MembershipOut(Schema):
    id: UUID
    name: str
    kind: str
    role: str


class NeedOut(Schema):
    kind: str
    title: str
    note: str


class CustomerOut(Schema):
    id: UUID
    brand_id: UUID
    name: str
    reading: str
    language: str
    note: str
    birth_date: date | None
    identities: list[IdentityOut]
    accounts: list[MembershipOut]
    needs: list[NeedOut]


class CustomerNew(Given):
    brand_id: UUID | None = Field(None, description=_("May be left out where the token acts in one brand only."))
    family_name: Annotated[str, Field(min_length=1, max_length=100, pattern=_NO_NUL)]
    given_name: Name = ""
    family_reading: Name = ""
    given_reading: Name = ""
    birth_date: date | None = None
    language: Literal["ja", "en"] = "ja"
    note: Long = ""
    email: Annotated[str, Field(max_length=320, pattern=_NO_NUL)] = ""
    phone: Annotated[str, Field(max_length=40, pattern=_NO_NUL)] = ""


class CustomerChange(Given):
    """Only what is given is changed."""

    family_name: Annotated[str, Field(min_length=1, max_length=100, pattern=_NO_NUL)] | None = None
    given_name: Name | None = None
    family_reading: Name | None = None
    given_reading: Name | None = None
    birth_date: date | None = None
    language: Literal["ja", "en"] | None = None
    note: Long | None = None


class AccountOut(Schema):
    id: UUID
    brand_id: UUID
    name: str
    reading: str
    kind: str
    parent_id: UUID | None


class AccountPage(Schema):
    data: list[AccountOut]
    next_cursor: str | None


class TopicOut(Schema):
    id: UUID
    brand_id: UUID
    parent_id: UUID | None
    name: str
    path: str = Field(description=_("With its parents: 料金 / 請求書 / 再発行."))
    level: int
    needs_record: bool
    active: bool


class TopicPage(Schema):
    data: list[TopicOut]
    next_cursor: str | None


class TagOut(Schema):
    id: UUID
    brand_id: UUID
    name: str
    colour: TagColour
    active: bool = Field(description=_("false: retired; it stays on its cases and is given to no more."))


class TagPage(Schema):
    data: list[TagOut]
    next_cursor: str | None


class TagNew(Given):
    brand_id: UUID | None = Field(None, description=_("May be left out where the token acts in one brand only."))
    name: Annotated[str, Field(min_length=1, max_length=40, pattern=_NO_NUL)]
    colour: TagColour = TagColour.NEUTRAL


class TagChange(Given):
    """Only what is given is changed."""

    name: Annotated[str, Field(min_length=1, max_length=40, pattern=_NO_NUL)] | None = None
    colour: TagColour | None = None
    active: bool | None = Field(None, description=_("false retires it, true takes it into use again."))


class CaseTags(Given):
    tag_ids: Annotated[list[UUID], Field(max_length=50)] = Field(description=_("These and no others."))


class FactOut(Schema):
    id: UUID
    kind: str
    case_id: UUID | None
    brand_id: UUID
    queue_id: UUID | None
    topic_id: UUID | None
    staff_id: UUID | None
    customer_id: UUID | None
    channel: str
    at: datetime = Field(description=_("When it counts."))
    since: datetime | None
    until: datetime | None
    seconds: int | None = Field(description=_("What was measured, in business time."))
    mark: str
    recorded_at: datetime


class FactPage(Schema):
    data: list[FactOut]
    next_cursor: str | None


class QueueOut(Schema):
    id: UUID
    brand_id: UUID
    name: str
    active: bool


class QueuePage(Schema):
    data: list[QueueOut]
    next_cursor: str | None


class StaffOut(Schema):
    id: UUID
    name: str
    reading: str
    brand_ids: list[UUID]


class StaffPage(Schema):
    data: list[StaffOut]
    next_cursor: str | None


def changes_in(given: Schema) -> dict[str, Any]:
    """What a body really says: null where null was sent, nothing where nothing was."""
    return given.model_dump(exclude_unset=True)
