"""What a kind of channel brings along. Each kind registers its reader and its sender in its app's `ready()`.

This module knows no kind; `channels` reads and sends through what was registered.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .contracts import Answer, AutomaticKind, BouncedRecipient, Note, OutgoingMessage, Party


@dataclass(frozen=True, slots=True)
class ContentFile:
    """An attachment as decoded; `content_id` without angle brackets."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class ThroughList:
    """A bulk message that came through a list. addresses: the list's; automatic: what it is where the list is one of
    our own addresses; author: who wrote it then, where the list wrote itself into the sender."""

    addresses: frozenset[str]
    automatic: AutomaticKind
    author: Party | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in raw bytes. Message-IDs stand without angle brackets.

    html: sanitised, with `cid:<place in files>` for its own pictures and `remote:https://…` for the remote_images on
        other servers.

    tokens: words in which one of our own tokens may stand (recipient addresses, body marker).
    bounced_message_id: the Message-ID of our message that a bounce is about. has_quote, has_signature: what body_new
        leaves out of text.
    """

    automatic: AutomaticKind = AutomaticKind.PERSON
    subject: str = ""
    sender: Party = field(default_factory=lambda: Party(""))
    reply_to: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    text: str = field(default="", repr=False)
    body_new: str = field(default="", repr=False)
    has_quote: bool = False
    has_signature: bool = False
    html: str = field(default="", repr=False)
    remote_images: int = 0
    files: tuple[ContentFile, ...] = ()
    bounced: tuple[BouncedRecipient, ...] = ()
    bounced_message_id: str = ""
    tokens: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    through_list: ThroughList | None = None


class NoLine(Exception):
    """No connection to the server that sends. `code` is its answer (0: none), the text tells people what is wrong."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


type Reader = Callable[[bytes], Content]
type Line = Callable[[OutgoingMessage], tuple[Answer, ...]]
type Sender = Callable[[UUID], AbstractContextManager[Line]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind reads. identity: the kind of identity that its senders' addresses are. suffix: of the raw file."""

    read: Reader
    identity: str
    suffix: str


_kinds: dict[str, Kind] = {}
_senders: dict[str, Sender] = {}


def register_reader(kind: str, read: Reader, *, identity: str = "", suffix: str = "eml") -> None:
    """`read(raw)` finds the content of a message of this kind. It may raise; the message is then kept unread.

    identity: the kind of identity that its senders' addresses are (default: the kind itself; a form's are e-mail
    addresses). suffix: of the raw message as a file.
    """
    _kinds[kind] = Kind(read, identity or kind, suffix)


def register_sender(kind: str, open_line: Sender) -> None:
    """`with open_line(mailbox_id) as line: line(message)` sends; one line carries many messages.

    Opening raises NoLine when the server cannot be reached. The line answers for each pending address.
    """
    _senders[kind] = open_line


def reader(kind: str) -> Reader:
    """The reader of a kind; KeyError when none was registered."""
    return _kinds[kind].read


def identity_of(kind: str) -> str:
    """The kind of identity that the senders' addresses of this kind are; KeyError when none was registered."""
    return _kinds[kind].identity


def suffix_of(kind: str) -> str:
    """The suffix of its raw messages as files; KeyError when none was registered."""
    return _kinds[kind].suffix


def sender(kind: str) -> Sender:
    """The sender of a kind; KeyError when none was registered."""
    return _senders[kind]
