"""Who acts: loaded in one query and kept under the user's access version, which every change of access raises."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.cache import cache

from yorisoi.workspace.contracts import NOBODY, Actor, ActorGrant
from yorisoi.workspace.models import Brand, Staff, User

_KEPT_SECONDS = 900


def actor_of_user(user: User) -> Actor:
    """The actor behind a signed-in user; NOBODY when the person is not (or no longer) active staff."""
    key = f"workspace.actor:{user.id.hex}:{user.access_version}"
    kept: Actor | None = cache.get(key)
    if kept is None:
        kept = _load(user)
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def actor_for(user_id: UUID) -> Actor:
    """The actor behind a user id; NOBODY when there is no such active person."""
    user = User.objects.filter(id=user_id).first()
    return actor_of_user(user) if user else NOBODY


def actor_of_staff(staff_id: UUID) -> Actor:
    """The actor of a member of staff; NOBODY when there is no such active person."""
    user = User.objects.filter(staff__id=staff_id).first()
    return actor_of_user(user) if user else NOBODY


def _load(user: User) -> Actor:
    rows = list(
        Staff.objects.filter(user_id=user.id, active=True).values_list(
            "id", "display_name", "grants__role__permissions", "grants__brand_id", "grants__queue_id"
        )
    )
    if not rows or not user.is_active:
        return NOBODY
    return Actor(
        user_id=user.id,
        staff_id=rows[0][0],
        name=rows[0][1],
        language=user.language,
        theme=user.theme,
        grants=_grants(rows),
        every_brand=frozenset(Brand.objects.values_list("id", flat=True)),
    )


def _grants(rows: Iterable[tuple[Any, ...]]) -> tuple[ActorGrant, ...]:
    return tuple(
        ActorGrant(frozenset(permissions), brand_id, queue_id)
        for _staff, _name, permissions, brand_id, queue_id in rows
        if permissions is not None
    )
