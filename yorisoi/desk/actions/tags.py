"""Give tags to a case and take them off."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Case, CaseTag, Tag
from yorisoi.desk.permissions import ASSIGN
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor


def set_tags(*, actor: Actor, case_id: UUID, tag_ids: Collection[UUID]) -> None:
    """These tags and no others. Raises as `change_tags`."""
    with changing(actor, case_id, ASSIGN) as case:
        had = _had(case)
        put_tags(case, actor, add=set(tag_ids) - had, remove=had - set(tag_ids))


def change_tags(*, actor: Actor, case_id: UUID, add: Collection[UUID] = (), remove: Collection[UUID] = ()) -> None:
    """Give some tags and take others off; what is so already stays so.

    Raises NotFound, NotAllowed; NotPossible for a tag to give that is of another brand or retired.
    """
    with changing(actor, case_id, ASSIGN) as case:
        had = _had(case)
        put_tags(case, actor, add=set(add) - had, remove=(set(remove) & had) - set(add))


def put_tags(case: Case, actor: Actor, *, add: Collection[UUID], remove: Collection[UUID]) -> None:
    """The same for a case that is being changed; `add` it has not, `remove` it has."""
    if not add and not remove:
        return
    known = {tag.id: tag for tag in Tag.objects.filter(brand_id=case.brand_id, id__in={*add, *remove})}
    if not all(tag_id in known and known[tag_id].active for tag_id in add):
        raise NotPossible(_("There is no such tag in the case's brand."))
    CaseTag.objects.filter(case=case, tag__in=remove).delete()
    now = clock.now()
    CaseTag.objects.bulk_create(
        [CaseTag(case_id=case.id, tag_id=tag_id, by_id=actor.staff_id, at=now) for tag_id in add], ignore_conflicts=True
    )
    given, taken = (sorted(known[tag_id].name for tag_id in ids if tag_id in known) for ids in (add, remove))
    tell(case, actor, "tagged", added=given, removed=taken)


def _had(case: Case) -> set[UUID]:
    return set(CaseTag.objects.filter(case=case).values_list("tag_id", flat=True))
