"""Brands: made and changed."""

from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from yorisoi.kernel import audit
from yorisoi.workspace.actions.access import raise_version
from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.models import Brand
from yorisoi.workspace.permissions import BRANDS_MANAGE, needs_everywhere

COLOUR = "#2f6f8f"


@transaction.atomic
def create_brand(
    *,
    actor: Actor,
    name: str,
    slug: str = "",
    sign: str = "",
    colour: str = COLOUR,
    language: str = "ja",
    order: int = 100,
) -> UUID:
    """A new brand; the slug is made from the name, or from the id where the name has no Latin letters.

    Raises ValidationError for a taken slug or a colour that is not #rrggbb.
    """
    needs_everywhere(actor, BRANDS_MANAGE)
    brand = Brand(name=name, sign=sign or name[:12], colour=colour, language=language, order=order)
    brand.slug = slug or slugify(name)[:50] or f"brand-{brand.id.hex[-8:]}"
    brand.full_clean()
    brand.save(force_insert=True)
    raise_version()  # everybody's actor knows the list of brands
    audit.record(actor.staff_id, "brand.created", "brand", brand.id, brand.id, name=name)
    return brand.id


@transaction.atomic
def change_brand(
    *, actor: Actor, brand_id: UUID, name: str, slug: str, sign: str, colour: str, language: str, order: int
) -> None:
    """Change how a brand is called and shown."""
    brand = Brand.objects.select_for_update().filter(id=brand_id).first()
    if brand is None:
        raise NotFound("brand")
    actor.needs(BRANDS_MANAGE, brand_id)
    brand.name, brand.slug, brand.sign, brand.colour = name, slug, sign or name[:12], colour
    brand.language, brand.order = language, order
    brand.full_clean()
    brand.save()
    audit.record(actor.staff_id, "brand.changed", "brand", brand.id, brand.id, name=name, slug=slug)
