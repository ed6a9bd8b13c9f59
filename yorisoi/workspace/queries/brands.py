"""Brands as everybody asks for them."""

from collections.abc import Iterable
from uuid import UUID

from yorisoi.workspace.contracts import Actor, BrandInfo
from yorisoi.workspace.models import Brand


def brands(ids: Iterable[UUID] | None = None) -> list[BrandInfo]:
    """Brands in their order; all of them without ids."""
    rows = Brand.objects.all() if ids is None else Brand.objects.filter(id__in=set(ids))
    return [BrandInfo(b.id, b.name, b.slug, b.sign, b.colour, b.language) for b in rows]


def brand_ids(actor: Actor, permission: str) -> frozenset[UUID]:
    """The brands in which the actor may do this; for the system actor all there are."""
    return frozenset(Brand.objects.values_list("id", flat=True)) if actor.system else actor.brand_ids(permission)
