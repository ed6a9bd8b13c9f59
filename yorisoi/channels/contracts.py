"""What other capabilities may see of messages that came in and went out. Frozen values, no Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class UnknownMessage(Exception):
    """No received or outbound message has this id."""


class MailboxUnusable(Exception):
    """The mailbox is not of this brand, or switched off; the first argument says which in words."""


class NoRecipient(ValueError):
    """A message without a usable address was to be sent."""


class AutomaticKind(StrEnum):
    """Who speaks: a person, a list, a machine that answers, or a mail system that could not deliver."""

    PERSON = "person"
    BULK = "bulk"
    AUTO_REPLY = "auto_reply"
    BOUNCE_PERMANENT = "bounce_permanent"
    BOUNCE_DELAYED = "bounce_delayed"


class Outcome(StrEnum):
    """What a provider reports about one address after it took a message from us."""

    DELIVERED = "delivered"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class ReceivedFlag(StrEnum):
    """Facts found while receiving, beside those the decoder finds (which keep their own words).

    same_id_other_body: this Message-ID came before with another body; both are kept.
    own_mail: we sent it ourselves (our own signed Message-ID came back): never answer it automatically.
    loop: it carries the loop header of an automatic mail of ours.
    too_large: over the size limit, so only its header was fetched; the whole is still on the mail server.
    sender_unverified: the sender's address was only typed into a form; anybody may type anybody's.
    history: brought in from files: it wakes no case and nothing is sent because of it.
    closed: with history: the case that is opened for it is closed at once.
    """

    SAME_ID_OTHER_BODY = "same_id_other_body"
    OWN_MAIL = "own_mail"
    LOOP = "loop"
    TOO_LARGE = "too_large"
    SENDER_UNVERIFIED = "sender_unverified"
    HISTORY = "history"
    CLOSED = "closed"


class Folded(StrEnum):
    """What is left out of a message's new part, to be shown when somebody unfolds it."""

    NOTHING = ""
    QUOTE = "quote"
    SIGNATURE = "signature"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader tells of a message: what was cut, repaired, odd or not readable.

    code: stable; `channels.public.note_words` words it. about: which part or file; detail: in a program's own words;
    limit: a number. shown: it concerns whoever answers; the others only stand in the message's log.
    """

    code: str
    about: str = ""
    detail: str = ""
    limit: int = 0
    shown: bool = True

    def stored(self) -> dict[str, str | int]:
        """As a row keeps it."""
        return {name: value for name in ("code", "about", "detail", "limit") if (value := getattr(self, name))}


class OutboundState(StrEnum):
    """Where an outbound message stands. `sending` for longer than its lease means that the process died meanwhile."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RecipientState(StrEnum):
    """What the receiving server said about one address."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Party:
    """An address with the name beside it (may be empty)."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message that this one answers.

    kind: "received" or "outbound". by: "token" (our reply address, signed Message-ID or body marker: cannot be
    forged) or "header" (In-Reply-To or References, which anyone may write).
    sender_took_part: the sender's address stood in From, To, Cc or Bcc of that message. When it is False a stranger
    quotes the message: the desk opens a new case and says so.
    """

    kind: str
    id: UUID
    by: str
    sender_took_part: bool


@dataclass(frozen=True, slots=True)
class ReceivedAttachment:
    """A file of a received message; `inline` when its HTML shows it. `size` in bytes."""

    file_id: UUID
    name: str
    size: int
    content_type: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """An address that could not be reached; `status` is an RFC 3463 code or empty."""

    address: str
    status: str
    reason: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message as the desk reads it; parsed once, read cheaply.

    from_*: the sender (may be empty). reply_to: where answers go when the sender asked for another address.
    body_text: the whole readable text; body_new: without what is `folded`. body_html: sanitised, "" without HTML
        (show it through `channels.public.html`); remote_images: pictures on other servers, not loaded unless asked for.
    sent_at: as the sender states, but never later than received_at. references: newest first, tokens before headers.
    bounced: the failed addresses when this is a bounce; `references` then names the outbound message that failed.
    identity: the kind of identity that the sender's address is.
    notes: what was cut, repaired or not readable; the raw mail is always at raw_file_id.
    """

    id: UUID
    brand_id: UUID
    mailbox_id: UUID
    channel: str
    message_id: str
    from_address: str
    from_name: str
    reply_to: tuple[Party, ...]
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    subject: str
    body_text: str = field(repr=False)
    body_new: str = field(repr=False)
    body_html: str = field(repr=False)
    attachments: tuple[ReceivedAttachment, ...]
    sent_at: datetime
    received_at: datetime
    automatic: AutomaticKind
    references: tuple[Reference, ...]
    flags: frozenset[str]
    notes: tuple[Note, ...]
    raw_file_id: UUID
    bounced: tuple[BouncedRecipient, ...] = ()
    remote_images: int = 0
    folded: Folded = Folded.NOTHING
    identity: str = "email"

    @property
    def sender_unverified(self) -> bool:
        """The address was only typed: it must open nothing that belongs to whoever really has it."""
        return ReceivedFlag.SENDER_UNVERIFIED.value in self.flags

    @property
    def answer_automatically(self) -> bool:
        """Only new mail that a person wrote, and not we ourselves, may be answered by a machine."""
        own = {ReceivedFlag.OWN_MAIL.value, ReceivedFlag.LOOP.value, ReceivedFlag.HISTORY.value}
        return self.automatic is AutomaticKind.PERSON and bool(self.from_address) and not own & self.flags


@dataclass(frozen=True, slots=True)
class ReceivedNote:
    """A line for the log of a message that came in: `matched` (case, by), `opened` (case), `pictures_loaded` (name)."""

    received_id: UUID
    mailbox_id: UUID
    verb: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a message's HTML is shown. height: short, middle or tall, an estimate, since a frame without scripts cannot
    say; remote_pictures: how many pictures on other servers it names."""

    height: str
    remote_pictures: int


@dataclass(frozen=True, slots=True)
class RecipientDelivery:
    """One address of an outbound message, with the last SMTP answer about it (code 0: none yet)."""

    address: str
    state: RecipientState
    code: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far an outbound message is. `last_code` and `last_text` are the server's last answer, or 0 and why not."""

    outbound_id: UUID
    state: OutboundState
    attempts: int
    next_at: datetime | None
    sent_at: datetime | None
    last_code: int
    last_text: str
    recipients: tuple[RecipientDelivery, ...]
    cancellable: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A provider's word about one address. key: what makes it the same report when it comes again.

    marks: texts in which our token or the Message-ID stands, the surest first. text: the receiving server's words.
    permanent: a message to this address would come back again.
    """

    key: str
    outcome: Outcome
    address: str
    text: str
    at: datetime
    marks: tuple[str, ...]
    permanent: bool = True


@dataclass(frozen=True, slots=True)
class Subscription:
    """Whether an address wants a brand's campaigns."""

    brand_id: UUID
    address: str
    unsubscribed: bool


@dataclass(frozen=True, slots=True)
class MailboxInfo:
    """A mailbox as others show it. `addresses`: all that lead to it, lower case, its own first."""

    id: UUID
    brand_id: UUID
    kind: str
    name: str
    address: str
    display_name: str
    active: bool
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what happened to a message: `verb` is stable (stored, matched, sent …), `words` are for people."""

    at: datetime
    verb: str
    words: str


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A kernel file to be sent along, under this name."""

    file_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """All that a kind's sender needs. `pending`: the addresses still to be reached (others may have it already).

    token: our own sign (see channels/tokens.py), for the reply address and the body marker.
    unsubscribe_url: where its receiver leaves campaigns; "" for what is none.
    handed_over: the file with the bytes of an earlier attempt, which go out again as they are.
    held: is it certain that no other process sends it? To be asked right before the server is given the text.
    """

    id: UUID
    mailbox_id: UUID
    message_id: str
    token: str
    sender: Party
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    pending: tuple[str, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[OutgoingFile, ...]
    in_reply_to: str
    references: tuple[str, ...]
    automatic: bool
    created_at: datetime
    unsubscribe_url: str = ""
    handed_over: UUID | None = None
    held: Callable[[], bool] = field(default=lambda: True, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one attempt for one address: SMTP code (0: no answer, such as a lost connection) and text.

    server: who said so, as people name it.
    """

    address: str
    code: int
    text: str
    server: str = ""

    @property
    def accepted(self) -> bool:
        """The server took responsibility for it."""
        return 200 <= self.code < 300

    @property
    def permanent(self) -> bool:
        """Trying again would give the same answer."""
        return 500 <= self.code < 600
