"""The reader of the kind `form`: a filled-in form in the words of channels."""

from datetime import datetime
from typing import Any

from yorisoi.channels.contracts import Note, Party, ReceivedFlag
from yorisoi.channels.kinds import Content, ContentFile
from yorisoi.kernel import files
from yorisoi.kernel.models import StoredFile

from .contracts import Meaning
from .document import read_document, text_of

_NUMBER_NOTES = {"other": "number_of_another", "unknown": "number_unknown"}


def read(raw: bytes) -> Content:
    """The content of a raw form.

    The sender's address was only typed, so it proves nothing: flagged. It refers to its own Message-ID, so that what is
    sent again from the same page, with other words, comes to the same case.
    """
    document = read_document(raw)
    text = text_of(document)
    return Content(
        subject=document["subject"],
        sender=Party(document["sender"]["address"], document["sender"]["name"]),
        in_reply_to=document["message_id"],
        sent_at=datetime.fromisoformat(document["submitted_at"]),
        text=text,
        body_new=text,
        files=tuple(_file(each) for each in document["files"]),
        headers={each["key"]: each["shown"] for each in document["fields"]} | {"reference": document["reference"]},
        notes=_notes(document),
        flags=frozenset({ReceivedFlag.SENDER_UNVERIFIED.value} if document["sender"]["address"] else ()),
    )


def _notes(document: dict[str, Any]) -> tuple[Note, ...]:
    """What whoever answers should know of the customer number."""
    code = _NUMBER_NOTES.get(document.get("number", ""))
    fields = document["fields"]
    number = next((each["shown"] for each in fields if each["meaning"] == Meaning.CUSTOMER_NUMBER), "")
    return (Note(code, about=number),) if code else ()


def _file(named: dict[str, Any]) -> ContentFile:
    stored = StoredFile.objects.get(sha256=named["sha256"])
    return ContentFile(named["name"], named["content_type"], files.read(stored))
