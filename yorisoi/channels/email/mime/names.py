"""File names for attachments: the sender's where it is one, else one a person can tell apart."""

from __future__ import annotations

import mimetypes
import re

from .structure import Part
from .words import one_line

_PATH = re.compile(r".*[\\/]", re.S)
_FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f<>:\"|?*\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
_MAX = 180
_STEMS = {
    "message/delivery-status": "delivery-status",
    "message/feedback-report": "feedback-report",
    "message/disposition-notification": "disposition",
    "text/rfc822-headers": "headers",
    "message/rfc822-headers": "headers",
    "text/calendar": "invitation",
}
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "message/delivery-status": ".txt",
    "message/feedback-report": ".txt",
    "message/disposition-notification": ".txt",
    "text/rfc822-headers": ".txt",
    "message/rfc822-headers": ".txt",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "image/jpeg": ".jpg",
    "application/pdf": ".pdf",
}


def clean_name(name: str) -> str:
    """A name without folders and without control, direction and invisible characters, at most 180 characters.

    Its extension is kept.
    """
    name = one_line(_FORBIDDEN.sub("_", _PATH.sub("", name))).strip(". ")
    if len(name) > _MAX:
        stem, dot, extension = name.rpartition(".")
        name = f"{stem[: _MAX - 12]}.{extension}" if dot and len(extension) <= 10 else name[:_MAX]
    return name


def attachment_name(part: Part, subject: str, number: int) -> str:
    """The name of a part: the given one, an embedded message's subject, or "part-<number>" with an extension."""
    given = clean_name(part.name)
    if given:
        return given
    extension = _EXTENSIONS.get(part.content_type) or mimetypes.guess_extension(part.content_type) or ".bin"
    stem = clean_name(subject.replace("/", "_").replace("\\", "_"))
    return f"{stem or _STEMS.get(part.content_type) or f'part-{number}'}{extension}"
