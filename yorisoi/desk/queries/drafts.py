"""What the reader has written on a case and not yet sent."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from yorisoi.desk.contracts import Upload
from yorisoi.desk.models import NOBODY, DraftFile, ReplyDraft
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.ui.times import date_short
from yorisoi.workspace.contracts import Actor


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """An unsent reply or note; `at` in words."""

    kind: str
    text: str
    to: str
    cc: str
    bcc: str
    subject: str
    uploads: tuple[Upload, ...]
    version: int
    at: str


def drafts_of(actor: Actor, case_id: UUID) -> dict[str, KeptDraft]:
    """The actor's own, by kind (reply, note), for a case that was loaded by permission already; one query, and one more
    where there is a draft."""
    rows = _mine(actor.staff_id or NOBODY, case_id)
    files: dict[UUID, list[Upload]] = {}
    for draft_id, file_id, name in _files({row[0] for row in rows}) if rows else ():
        files.setdefault(draft_id, []).append(Upload(file_id, name))
    return {
        kind: KeptDraft(kind, text, to, cc, bcc, subject, tuple(files.get(pk, ())), version, date_short(at))
        for pk, kind, text, to, cc, bcc, subject, version, at in rows
    }


@prepared
def _mine(staff_id: UUID, case_id: UUID) -> Rows:
    rows = ReplyDraft.objects.filter(case_id=case_id, staff_id=staff_id)
    return rows.values_list("pk", "kind", "text", "to", "cc", "bcc", "subject", "version", "at")


@prepared
def _files(draft_ids: Collection[UUID]) -> Rows:
    rows = DraftFile.objects.filter(draft_id__in=draft_ids).order_by("id")
    return rows.values_list("draft_id", "file_id", "name")
