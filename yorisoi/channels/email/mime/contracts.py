"""What the decoder hands back: frozen values without Django, safe to store (no NUL, no lone surrogate)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailKind(StrEnum):
    """Who speaks: a person, a list, a machine that answers, or a mail system that could not deliver."""

    PERSON = "person"
    BULK = "bulk"
    AUTO_REPLY = "auto_reply"
    BOUNCE_PERMANENT = "bounce_permanent"
    BOUNCE_DELAYED = "bounce_delayed"


class Flag(StrEnum):
    """Facts about a mail that the case shows or the threading needs."""

    MESSAGE_ID_MADE = "message_id_made"
    DATE_MISSING = "date_missing"
    DATE_FUTURE = "date_future"
    SEVERAL_FROM = "several_from"
    FROM_MISSING = "from_missing"
    CHARSET_GUESSED = "charset_guessed"
    TEXT_DAMAGED = "text_damaged"
    MIME_BROKEN = "mime_broken"
    CUT_SHORT = "cut_short"
    ENCRYPTED = "encrypted"
    CALENDAR = "calendar"
    FEEDBACK_REPORT = "feedback_report"
    OUT_OF_OFFICE = "out_of_office"
    UNREADABLE = "unreadable"


class NoteCode(StrEnum):
    """What was cut, repaired or could not be read. Worded where it is shown (channels/note_words.py)."""

    UNREADABLE = "unreadable"
    TOO_DEEP = "too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_ADDRESSES = "too_many_addresses"
    TOO_MANY_HEADERS = "too_many_headers"
    TOO_MANY_LINKS = "too_many_links"
    TEXT_CUT = "text_cut"
    HTML_CUT = "html_cut"
    HTML_TOO_DEEP = "html_too_deep"
    MANY_RECIPIENTS = "many_recipients"
    UNPACKS_TO = "unpacks_to"
    TEXT_DAMAGED = "text_damaged"
    FILE_CUT = "file_cut"
    WINMAIL_DAMAGED = "winmail_damaged"
    WINMAIL_UNREADABLE = "winmail_unreadable"
    HEADER_BROKEN = "header_broken"
    NO_PARTS = "no_parts"
    BOUNDARY_GUESSED = "boundary_guessed"
    ENCODING_WRONG = "encoding_wrong"
    CHARSET_GUESSED = "charset_guessed"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the reader tells. about: which part or file; detail: in its own words; limit: a number."""

    code: NoteCode
    about: str = ""
    detail: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class ListPost:
    """A mail that is bulk because it came through a list. addresses: the list's own, lower case, also as its List-Id
    writes them (a dot for the @). kind: what it would be without the list's headers and footer. author: who wrote it
    where the list put itself into From, else None."""

    addresses: frozenset[str]
    kind: MailKind
    author: Address | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox. Both may be empty: `name` when none was given, `email` when the header held no address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A part kept as a file. `content_id` without angle brackets; `inline` when the HTML shows it by cid:."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    disposition: str = ""
    inline: bool = False

    @property
    def size(self) -> int:
        """Decoded length in bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class ListHeaders:
    """RFC 2369 and 2919 headers as they stand, empty when absent."""

    list_id: str = ""
    unsubscribe: str = ""
    unsubscribe_post: str = ""
    post: str = ""
    precedence: str = ""


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One address of a bounce. `status` is an RFC 3463 code or empty, `reason` the server's own words, one line."""

    email: str
    status: str = ""
    reason: str = ""
    permanent: bool = True


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report: whom it failed for, and the Message-ID of the mail that failed (empty when not quoted)."""

    recipients: tuple[FailedRecipient, ...] = ()
    original_message_id: str = ""
    original_subject: str = ""
    original_headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """Everything the desk needs of a raw mail.

    message_id, in_reply_to, references: with angle brackets removed; message_id is never empty (made from the raw
        digest when the mail has none, then Flag.MESSAGE_ID_MADE).
    body_digest: sha256 hex of the raw body (line ends unified), so that one Message-ID with another body is seen.
    date: aware UTC, or None (missing, unreadable); Flag.DATE_FUTURE when more than a day ahead of `now`.
    text: the readable text (best of text and HTML), line ends "\\n". html: the decoded HTML as sent, NOT safe;
        pass it through `safe_html`. body_new / body_quoted: the text split by `new_part`.
    has_quote, has_signature: what body_quoted holds. list_post: only of bulk mail that came through a list.
    headers: the lower-cased headers of interest, decoded. notes: what was cut, repaired or failed.
    """

    message_id: str
    body_digest: str
    subject: str = ""
    from_: Address = Address("", "")
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    body_new: str = field(default="", repr=False)
    body_quoted: str = field(default="", repr=False)
    has_quote: bool = False
    has_signature: bool = False
    attachments: tuple[MailAttachment, ...] = field(default=(), repr=False)
    kind: MailKind = MailKind.PERSON
    bounce: Bounce | None = None
    list_headers: ListHeaders = ListHeaders()
    list_post: ListPost | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    flags: frozenset[Flag] = frozenset()
    notes: tuple[Note, ...] = ()
