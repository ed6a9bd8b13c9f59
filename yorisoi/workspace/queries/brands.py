"""Brands: as everybody asks for them, and those an actor manages."""

from collections.abc import Collection, Iterable
from uuid import UUID

from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import SYSTEM, Actor, BrandInfo, NotAllowed, NotFound
from yorisoi.workspace.models import Brand
from yorisoi.workspace.permissions import BRANDS_MANAGE


def brands(ids: Iterable[UUID] | None = None) -> list[BrandInfo]:
    """Brands in their order; all of them without ids."""
    return [BrandInfo(*row) for row in _brands(None if ids is None else set(ids))]


@prepared
def _brands(ids: Collection[UUID] | None) -> Rows:
    rows = Brand.objects.all() if ids is None else Brand.objects.filter(id__in=ids)
    return rows.values_list("id", "name", "slug", "sign", "colour", "language")


def brand_ids(actor: Actor = SYSTEM, permission: str = "") -> frozenset[UUID]:
    """The brands in which the actor may do this; for the system actor, or without one, all there are."""
    return frozenset(Brand.objects.values_list("id", flat=True)) if actor.system else actor.brand_ids(permission)


def managed_brands(actor: Actor, permission: str = BRANDS_MANAGE) -> list[Brand]:
    """Brands in which the actor may do this, in their order; NotAllowed if there is none."""
    actor.needs(permission)
    return list(Brand.objects.filter(id__in=brand_ids(actor, permission)))


def get_brand(actor: Actor, brand_id: UUID) -> Brand:
    """A brand to change. NotFound for one the actor has no part in, NotAllowed for one they may only work in."""
    brand = Brand.objects.filter(id=brand_id).first()
    if brand is None or not any(each.brand_id in {None, brand_id} for each in actor.grants):
        raise NotFound("brand")
    if not actor.can(BRANDS_MANAGE, brand_id):
        raise NotAllowed(BRANDS_MANAGE)
    return brand
