"""Tags: a brand's, a case's, and with their counts for the settings."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import TagColour, TagInfo
from yorisoi.desk.models import Case, CaseTag, Tag
from yorisoi.desk.permissions import MANAGE_TAGS, READ, visible
from yorisoi.desk.queries.cases import CaseHead, get_case
from yorisoi.kernel.sql import prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotFound


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag in the settings' table; `n`: how many cases have it."""

    tag: TagInfo
    n: int


def tags_of(actor: Actor, case_id: UUID) -> list[TagInfo]:
    """A case's tags by name. Raises NotFound."""
    get_case(actor, case_id)
    return [_info(tag) for tag in _of_case(case_id)]


@prepared
def _of_case(case_id: UUID) -> QuerySet[Tag]:
    return Tag.objects.filter(id__in=CaseTag.objects.filter(case=case_id).values("tag_id"))


def tags_of_cases(actor: Actor, case_ids: Collection[UUID]) -> dict[UUID, list[TagInfo]]:
    """The tags of those of these cases that the actor may see; a case without any is left out. One query."""
    found: dict[UUID, list[TagInfo]] = {}
    seen = Case.objects.filter(visible(actor), pk__in=case_ids)
    rows = CaseTag.objects.filter(case__in=seen).select_related("tag").order_by("tag__folded", "tag_id")
    for row in rows:
        found.setdefault(row.case_id, []).append(_info(row.tag))
    return found


def tags(actor: Actor, brand_id: UUID, *, also_retired: bool = False) -> list[TagInfo]:
    """A brand's tags by name. Raises NotFound for a brand whose cases the actor may not read."""
    if not actor.system and brand_id not in actor.brand_ids(READ):
        raise NotFound(_("There is no such brand."))
    found = Tag.objects.filter(brand_id=brand_id)
    return [_info(tag) for tag in (found if also_retired else found.filter(active=True))]


def tags_to_choose(actor: Actor, head: CaseHead) -> list[TagInfo]:
    """What can be set on a case: the brand's tags in use, and retired ones that it has."""
    has = {look.name for look in head.tags}
    return [tag for tag in tags(actor, head.brand_id, also_retired=True) if tag.active or tag.name in has]


def tags_in_use(actor: Actor) -> list[TagInfo]:
    """The tags in use of all brands whose cases the actor may read, by name."""
    return [_info(tag) for tag in Tag.objects.filter(brand_id__in=actor.brand_ids(READ), active=True)]


def tag_rows(actor: Actor, brand_id: UUID) -> list[TagRow]:
    """Every tag of a brand with how many cases have it. Raises NotFound."""
    if not actor.can(MANAGE_TAGS, brand_id):
        raise NotFound(_("There is no such brand."))
    known = Tag.objects.filter(brand_id=brand_id)
    given = CaseTag.objects.filter(tag__in=known).order_by().values_list("tag_id").annotate(n=Count("pk"))
    counts = dict(given)
    return [TagRow(_info(tag), counts.get(tag.id, 0)) for tag in known]


def managed_tag(actor: Actor, tag_id: UUID) -> TagInfo:
    """A tag that the actor may manage. Raises NotFound."""
    tag = Tag.objects.filter(id=tag_id).first()
    if tag is None or not actor.can(MANAGE_TAGS, tag.brand_id):
        raise NotFound(_("There is no such tag."))
    return _info(tag)


def tag_brands(actor: Actor) -> list[BrandInfo]:
    """Brands whose tags the actor manages."""
    return workspace.brands(actor.brand_ids(MANAGE_TAGS))


def _info(tag: Tag) -> TagInfo:
    return TagInfo(tag.id, tag.brand_id, tag.name, TagColour(tag.colour), tag.active)
