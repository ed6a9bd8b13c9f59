"""A brand's tags themselves: make, rename, colour, retire, merge."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import NotPossible, TagColour
from yorisoi.desk.models import CaseTag, Tag
from yorisoi.desk.permissions import MANAGE_TAGS
from yorisoi.desk.queries import managed_tag
from yorisoi.kernel import audit
from yorisoi.kernel.text import fold
from yorisoi.workspace.contracts import Actor

_LENGTH = 40


@transaction.atomic
def create_tag(*, actor: Actor, brand_id: UUID, name: str, colour: TagColour = TagColour.NEUTRAL) -> UUID:
    """A new tag. Raises NotAllowed; NotPossible when the name is empty or taken, in whatever width or case."""
    actor.needs(MANAGE_TAGS, brand_id)
    tag = Tag(brand_id=brand_id, colour=colour)
    tag.name, tag.folded = _free(brand_id, name)
    tag.save(force_insert=True)
    audit.record(actor.staff_id, "tag.created", "tag", tag.id, brand_id, name=tag.name)
    return tag.id


@transaction.atomic
def change_tag(
    *, actor: Actor, tag_id: UUID, name: str | None = None, colour: TagColour | None = None, active: bool | None = None
) -> None:
    """Rename, colour, retire (active=False) or take into use again; None: as it is. Raises NotFound, NotPossible."""
    managed_tag(actor, tag_id)
    tag = Tag.objects.select_for_update().get(id=tag_id)
    before = tag.name
    if name is not None and name != tag.name:
        tag.name, tag.folded = _free(tag.brand_id, name, tag_id)
    tag.colour = tag.colour if colour is None else colour
    tag.active = tag.active if active is None else active
    tag.save()
    words: dict[str, Any] = {"before": before, "name": tag.name, "colour": str(tag.colour), "active": tag.active}
    audit.record(actor.staff_id, "tag.changed", "tag", tag.id, tag.brand_id, **words)


@transaction.atomic
def merge_tags(*, actor: Actor, tag_id: UUID, into_id: UUID) -> int:
    """Every case with the one tag has the other instead, and the one is gone; returns how many cases had it.

    Raises NotFound; NotPossible for one and the same tag, or tags of two brands.
    """
    tag, into = managed_tag(actor, tag_id), managed_tag(actor, into_id)
    if tag.id == into.id or tag.brand_id != into.brand_id:
        raise NotPossible(_("Choose another tag of the same brand."))
    list(Tag.objects.select_for_update().filter(id__in=[tag_id, into_id]).order_by("id"))
    given = CaseTag.objects.filter(tag=tag_id)
    both = CaseTag.objects.filter(tag=into_id).values("case_id")
    doubled = given.filter(case_id__in=both).delete()[0]
    moved = given.update(tag_id=into_id)
    Tag.objects.filter(id=tag_id).delete()
    words: dict[str, Any] = {"name": tag.name, "into": str(into.id), "into_name": into.name, "cases": doubled + moved}
    audit.record(actor.staff_id, "tag.merged", "tag", tag.id, tag.brand_id, **words)
    return doubled + moved


def _free(brand_id: UUID, name: str, but: UUID | None = None) -> tuple[str, str]:
    """The name, tidied, with its folded form. Raises NotPossible."""
    name = " ".join(name.split())[:_LENGTH]
    if not name:
        raise NotPossible(_("A tag needs a name."))
    folded = fold(name)[: 2 * _LENGTH]
    others = Tag.objects.filter(brand_id=brand_id, folded=folded)
    if (others.exclude(id=but) if but else others).exists():
        raise NotPossible(_("There is a tag of this name already."))
    return name, folded
