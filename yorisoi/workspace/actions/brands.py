"""Brands: made and changed."""

from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from yorisoi.workspace.actions.access import raise_version
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import Brand


@transaction.atomic
def create_brand(
    *, actor: Actor, name: str, slug: str = "", sign: str = "", colour: str = "#2f6f8f", language: str = "ja"
) -> UUID:
    """A new brand; the slug is made from the name, or from the id where the name has no Latin letters."""
    brand = Brand(name=name, sign=sign or name[:12], colour=colour, language=language)
    brand.slug = slug or slugify(name)[:50] or f"brand-{brand.id.hex[-8:]}"
    brand.full_clean()
    brand.save(force_insert=True)
    raise_version()
    return brand.id
