"""Put a message on a case: what receiving, answering and noting have in common."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yorisoi.desk.contracts import Kind
from yorisoi.desk.models import Attachment, Case, Message, Participant
from yorisoi.kernel import sql

LINE = 160
SUBJECT = 500


@dataclass(frozen=True, slots=True)
class File:
    """A stored file that belongs to a message."""

    file_id: UUID
    name: str
    size: int
    content_type: str
    content_id: str = ""


def address_key(address: str) -> str:
    """An address as participants are compared: NFKC, lower case, no white space around."""
    return unicodedata.normalize("NFKC", address).strip().lower()[:320]


def one_line(text: str) -> str:
    """The beginning of a text on one line, for lists."""
    line = " ".join(text[: LINE * 8].split())
    return line if len(line) <= LINE else line[: LINE - 1] + "…"


def add_message(
    case: Case, *, kind: Kind, at: datetime, body: str, files: Sequence[File] = (), moves: bool = True, **fields: Any
) -> Message:
    """Save a message of a case that is being changed, and bring the case's own fields up to date; not yet indexed."""
    message = new_message(case, kind=kind, at=at, body=body, files=files, moves=moves, **fields)
    sql.insert([message, *attachments(message, files)])
    return message


def new_message(
    case: Case, *, kind: Kind, at: datetime, body: str, files: Sequence[File] = (), moves: bool = True, **fields: Any
) -> Message:
    """A message yet to be saved, and the case's own fields brought up to date.

    moves: whether the case goes to the top of the inbox (an out-of-office answer does not).
    """
    shown = [file for file in files if not file.content_id]
    message = Message(
        case=case, kind=kind, at=at, body=body, attachment_count=len(shown), version=case.version + 1, **fields
    )
    case.message_count += 1
    if moves and at >= case.last_at:
        case.last_at = at
        case.last_direction = kind
        case.last_line = one_line(body) or one_line(", ".join(file.name for file in shown))
    return message


def attachments(message: Message, files: Iterable[File]) -> list[Attachment]:
    """The message's files as rows yet to be saved."""
    return [
        Attachment(
            message=message,
            file_id=file.file_id,
            name=file.name[:255],
            size=file.size,
            content_type=file.content_type[:120],
            content_id=file.content_id[:255],
        )
        for file in files
    ]


def take_part(case: Case, addresses: Iterable[str]) -> None:
    """From now on these addresses belong to the conversation."""
    sql.insert(participants(case, addresses), or_ignore=True)


def participants(case: Case, addresses: Iterable[str]) -> list[Participant]:
    """The addresses as rows yet to be saved, each once."""
    keys = dict.fromkeys(key for each in addresses if (key := address_key(each)))
    return [Participant(case=case, address=key) for key in keys]
