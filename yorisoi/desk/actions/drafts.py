"""Keep what somebody writes before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import DraftMoved, Upload
from yorisoi.desk.models import NOBODY, Case, DraftFile, ReadMark, ReplyDraft
from yorisoi.desk.permissions import ANSWER, visible
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound

KINDS = ("reply", "note")
MOST = 200_000


@dataclass(frozen=True, slots=True)
class Unsent:
    """What stands in the composer. to, cc, bcc: as they were typed."""

    text: str
    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    uploads: Sequence[Upload] = ()


@transaction.atomic
def save_draft(*, actor: Actor, case_id: UUID, kind: str, unsent: Unsent, seen: int = 0, force: bool = False) -> int:
    """Keep it; returns its version, 0 when there is nothing (left) to keep. seen: the version that the writer goes on
    with (0: a new one). What was sent or thrown away meanwhile does not come back.

    Raises NotFound, NotAllowed; DraftMoved with what another tab of the same person kept, unless `force`.
    """
    case = _case(actor, case_id)
    kept = (
        ReplyDraft.objects.select_for_update().filter(case=case, staff_id=actor.staff_id or NOBODY, kind=kind).first()
    )
    if kept is None and seen and not force:
        return 0
    if kept is not None and kept.version != seen and not force and not _same(kept, unsent):
        raise DraftMoved(_("This draft was changed in another window."), kept.version, kept.text)
    if not unsent.text.strip() and not unsent.uploads:
        _drop(case, actor, [kind])
        return 0
    row = kept or ReplyDraft(case=case, staff_id=actor.staff_id or NOBODY, kind=kind, version=0)
    row.text, row.to, row.cc, row.bcc = unsent.text[:MOST], unsent.to[:4000], unsent.cc[:4000], unsent.bcc[:4000]
    row.subject, row.version, row.at = unsent.subject[:500], row.version + 1, clock.now()
    row.save()
    DraftFile.objects.filter(draft=row).delete()
    files = [DraftFile(draft=row, file_id=each.file_id, name=each.name[:255]) for each in unsent.uploads]
    DraftFile.objects.bulk_create(files)
    _mark(case, actor)
    return row.version


@transaction.atomic
def drop_draft(*, actor: Actor, case_id: UUID, kind: str = "reply") -> None:
    """It was sent, or thrown away. Raises NotFound, NotAllowed."""
    _drop(_case(actor, case_id), actor, [kind])


def _case(actor: Actor, case_id: UUID) -> Case:
    case = Case.objects.filter(visible(actor), pk=case_id).only("id", "brand_id", "queue_id", "opened_at").first()
    if case is None or actor.staff_id is None:
        raise NotFound(_("There is no such case."))
    if not actor.can(ANSWER, case.brand_id, case.queue_id):
        raise NotAllowed(ANSWER)
    return case


def _drop(case: Case, actor: Actor, kinds: Sequence[str]) -> None:
    mine = ReplyDraft.objects.filter(case=case, staff_id=actor.staff_id or NOBODY)
    mine.filter(kind__in=kinds).delete()
    if not mine.exists():
        ReadMark.objects.filter(case=case, staff_id=actor.staff_id or NOBODY).update(draft_at=None)


def _mark(case: Case, actor: Actor) -> None:
    """The inbox shows it in the row; kept beside what it reads anyway."""
    mark, made = ReadMark.objects.get_or_create(
        case=case, staff_id=actor.staff_id or NOBODY, defaults={"at": case.opened_at, "draft_at": clock.now()}
    )
    if not made and mark.draft_at is None:
        ReadMark.objects.filter(pk=mark.pk).update(draft_at=clock.now())


def _same(kept: ReplyDraft, unsent: Unsent) -> bool:
    files = DraftFile.objects.filter(draft=kept).order_by("id").values_list("file_id", flat=True)
    return kept.text == unsent.text and list(files) == [each.file_id for each in unsent.uploads]
