"""The composer's form: what stands in it, and reading it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import QueryDict

from yorisoi.desk import queries
from yorisoi.desk.actions import Draft
from yorisoi.desk.contracts import Arrived, Concern, NotPossible, RecordFields, Status, Upload, Waiting
from yorisoi.desk.queries.case_fields import FieldLine
from yorisoi.desk.snoozing import moment_of
from yorisoi.workspace.contracts import Actor

_SALT = "desk.upload"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = 24 * 3600
RECORD_FIELDS = ("product", "reason", "cause", "action", "outcome", "department", "next_step")


@dataclass(frozen=True, slots=True)
class Composed:
    """The reply form as it is shown, with what was wrong when it came back."""

    version: int = 0
    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    text: str = ""
    can_send: bool = True
    uploads: Sequence[tuple[str, str]] = ()
    error: str = ""
    arrived: Sequence[Arrived] = ()
    wants_record: bool = False
    case_fields: Sequence[FieldLine] = ()
    concerns: Sequence[Concern] = ()
    digest: str = ""
    draft_version: int = 0
    then: str = ""
    until: str = ""
    after_words: str = ""
    record: RecordFields = field(default_factory=RecordFields)


def draft_in(actor: Actor, data: QueryDict, brand_id: UUID) -> Draft:
    """What somebody wrote, as the action takes it."""
    version = data.get("seen_version", "")
    return Draft(
        text=data.get("text", ""),
        to=addresses(data.get("to", "")),
        cc=addresses(data.get("cc", "")),
        bcc=addresses(data.get("bcc", "")),
        subject=data.get("subject", ""),
        uploads=uploads_in(actor, data),
        seen_version=int(version) if version.isdecimal() else None,
        record=record_in(data),
        typed=typed_in(data),
        confirmed=data.get("confirmed", ""),
        **_afterwards(data, brand_id),
    )


def _afterwards(data: QueryDict, brand_id: UUID) -> dict[str, Any]:
    """How the case is to stand once it is sent."""
    then, waiting, until = data.get("then", ""), data.get("waiting", ""), until_in(data, brand_id)
    return {
        "then": Status(then) if then in set(Status) else None,
        "waiting": Waiting(waiting) if waiting in set(Waiting) else Waiting.DATE if until else Waiting.CUSTOMER,
        "until": until,
    }


def until_in(data: QueryDict, brand_id: UUID) -> datetime | None:
    """Until when the case waits after the answer; None for no words, or for words that are not understood."""
    try:
        return moment_of(words, queries.hours_of(brand_id), past=True) if (words := data.get("until", "")) else None
    except NotPossible:
        return None


def composed_again(data: QueryDict, draft: Draft, **changes: Any) -> Composed:
    """The form as it came, to be shown again."""
    values: dict[str, Any] = {
        "version": draft.seen_version or 0,
        "to": data.get("to", ""),
        "cc": data.get("cc", ""),
        "bcc": data.get("bcc", ""),
        "subject": draft.subject,
        "text": draft.text,
        "uploads": list(zip(data.getlist("upload"), [upload.name for upload in draft.uploads], strict=False)),
        "record": draft.record or RecordFields(),
    }
    return Composed(**(values | _kept_beside(data) | changes))


def _kept_beside(data: QueryDict) -> dict[str, Any]:
    """The draft that goes on, and how the case is to stand once it is sent."""
    version, until = data.get("draft_version", ""), data.get("until", "")
    then = data.get("then", "") if until else ""
    return {
        "draft_version": int(version) if version.isdecimal() else 0, "then": then, "until": until, "after_words": until,
    }  # fmt: skip


def record_in(data: QueryDict) -> RecordFields | None:
    """The record in a form, or None where the form has no such fields."""
    if not any(name in data for name in RECORD_FIELDS):
        return None
    return RecordFields(**{name: data.get(name, "").strip() for name in RECORD_FIELDS})


def typed_in(data: QueryDict) -> dict[UUID, list[str]]:
    """What a form holds for the topic's own fields, by field."""
    found = {}
    for name in data:
        kind, _sign, text = name.partition(":")
        if kind == "field" and _UUID.fullmatch(text):
            found[UUID(text)] = [each for each in data.getlist(name) if each.strip()]
    return found


def addresses(text: str) -> list[str]:
    """Addresses with commas, semicolons or line ends between them, in half and full width."""
    for sign in ("，", "、", ";", "；", "\n"):
        text = text.replace(sign, ",")
    return [bare_address(part) for part in text.split(",") if part.strip()]


def bare_address(text: str) -> str:
    """`山田 太郎 <yamada@example.com>` as yamada@example.com."""
    inner = text.rpartition("<")[2] if "<" in text else text
    return inner.partition(">")[0].strip()


def upload_token(actor: Actor, file_id: UUID, name: str) -> str:
    """What a form carries for an uploaded file: only who uploaded it can send it."""
    return signing.dumps([str(actor.staff_id), str(file_id), name], salt=_SALT, compress=True)


def uploads_in(actor: Actor, data: QueryDict) -> list[Upload]:
    """The files in a form; what is not this person's, or older than a day, is left out."""
    found = []
    for token in data.getlist("upload"):
        try:
            owner, file_id, name = signing.loads(token, salt=_SALT, max_age=_DAY)
        except signing.BadSignature:
            continue
        if owner == str(actor.staff_id):
            found.append(Upload(UUID(file_id), name))
    return found
