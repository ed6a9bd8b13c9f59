"""A filled-in form as it is kept: a JSON document that explains itself, with its files named by their content.

It needs neither the form nor its fields to be read later: both may have changed by then.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from .contracts import Answer, FieldKind, Filled, Meaning
from .models import Form
from .ticket import Ticket

VERSION = 1
_NOT_IN_THE_BODY = (Meaning.BODY, Meaning.SUBJECT, Meaning.NAME, Meaning.EMAIL)
_SUBJECT = 80


def message_id(ticket: Ticket, domain: str) -> str:
    """The Message-ID under which it is known: the same for two clicks on one page."""
    return f"form.{ticket.id.hex}@{domain}"


def written(
    form: Form, ticket: Ticket, filled: Filled, language: str, at: datetime, domain: str, *, number: str = ""
) -> bytes:
    """The document, in UTF-8. number: whose the customer number is, as `actions.numbers.standing` says."""
    document = {
        "yorisoi_form": VERSION,
        "message_id": message_id(ticket, domain),
        "reference": ticket.reference,
        "form": {"id": str(form.pk), "slug": form.slug, "name": form.name},
        "language": language,
        "submitted_at": at.isoformat(),
        "subject": _subject(form, filled),
        "sender": {"address": filled.of(Meaning.EMAIL), "name": filled.of(Meaning.NAME)},
        "number": number,
        "fields": [_field(each) for each in filled.answers],
        "files": [
            {
                "field": key,
                "name": file.name,
                "sha256": file.sha256,
                "size": file.size,
                "content_type": file.content_type,
            }
            for key, file in filled.files
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _field(answer: Answer) -> dict[str, Any]:
    found = {
        "key": answer.key,
        "kind": answer.kind,
        "meaning": answer.meaning,
        "label": answer.label,
        "value": answer.value,
        "shown": answer.shown,
    }
    return found | ({"e164": answer.e164} if answer.e164 else {})


def digest(filled: Filled) -> str:
    """What makes it the same message when it is sent again from the same page: all answers and files."""
    answers = [[each.key, each.value] for each in filled.answers]
    files = [[key, file.name, file.sha256] for key, file in filled.files]
    return sha256(json.dumps([answers, files], ensure_ascii=False).encode()).hexdigest()


def _subject(form: Form, filled: Filled) -> str:
    """The subject, else the first line of the text, else the form's name."""
    body = filled.of(Meaning.BODY).strip().splitlines()
    return (filled.of(Meaning.SUBJECT) or (body[0].strip()[:_SUBJECT] if body else "")) or form.name


def read_document(raw: bytes) -> dict[str, Any]:
    """The document; ValueError when it is none of ours."""
    document: dict[str, Any] = json.loads(raw)
    if document.get("yorisoi_form") != VERSION:
        raise ValueError("not a filled-in form")
    return document


def text_of(document: dict[str, Any]) -> str:
    """What an operator reads: the customer's own text first, then every other field on a line of its own."""
    fields = document["fields"]
    body = next((each["shown"] for each in fields if each["meaning"] == Meaning.BODY), "")
    lines = [_line(each) for each in fields if each["meaning"] not in _NOT_IN_THE_BODY and each["shown"]]
    files = len(document["files"])
    rest = "\n".join(lines)
    parts = [part for part in (body.strip(), rest) if part]
    if not parts and files:
        parts = [", ".join(each["name"] for each in document["files"])]
    return "\n\n".join(parts)


def _line(field: dict[str, Any]) -> str:
    shown = field["shown"]
    if field["kind"] == FieldKind.TEXT and "\n" in shown:
        return f"{field['label']}:\n{shown}"
    return f"{field['label']}: {shown}"
