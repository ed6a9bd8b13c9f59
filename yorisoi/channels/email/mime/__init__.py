"""Yorisoi's mail decoder: raw bytes in, a ParsedMail out. Pure Python, no Django.

`parse` reads a mail and never raises; `safe_html` sanitises its HTML.
"""

from .contracts import (
    Address,
    Bounce,
    FailedRecipient,
    Flag,
    ListHeaders,
    ListPost,
    MailAttachment,
    MailKind,
    Note,
    NoteCode,
    ParsedMail,
)
from .parser import parse
from .quotes import new_part
from .safe_html import safe_html

__all__ = [
    "Address",
    "Bounce",
    "FailedRecipient",
    "Flag",
    "ListHeaders",
    "ListPost",
    "MailAttachment",
    "MailKind",
    "Note",
    "NoteCode",
    "ParsedMail",
    "new_part",
    "parse",
    "safe_html",
]
