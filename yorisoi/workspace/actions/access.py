"""Roles given and taken: who may do what, where."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.models import Brand, Grant, Role, Staff, User
from yorisoi.workspace.permissions import ROLES_MANAGE, STAFF_MANAGE, may_give
from yorisoi.workspace.queries.queues import queue_names


def raise_version(**which: Any) -> None:
    """Make cached actors of these users stale; call in the transaction that changes what they may do."""
    User.objects.filter(**which).update(access_version=F("access_version") + 1)


@transaction.atomic
def give_role(
    *, actor: Actor, staff_id: UUID, role_key: str, brand_id: UUID | None = None, queue_id: UUID | None = None
) -> UUID:
    """Give a role in all brands, one brand or one queue of it; giving twice is giving once.

    Raises NotAllowed for a role that holds more than the giver has there, NotFound for unknown ids, ValidationError
    for one queue to somebody who has the role in all queues.
    """
    staff = Staff.objects.filter(id=staff_id).first()
    role = Role.objects.filter(key=role_key).first()
    brand = Brand.objects.filter(id=brand_id).first() if brand_id else None
    if staff is None or role is None or (brand_id and brand is None):
        raise NotFound("staff, role or brand")
    if not may_give(actor, role.permissions, brand_id):
        raise NotAllowed(STAFF_MANAGE)
    if queue_id:
        _queue_may_be_given(staff, role, brand_id, queue_id)
    grant, made = Grant.objects.get_or_create(staff=staff, role=role, brand=brand, queue_id=queue_id)
    if made:
        raise_version(id=staff.user_id)
        queue = str(queue_id) if queue_id else None
        audit.record(actor.staff_id, "staff.role_given", "staff", staff.id, brand_id, role=role.key, queue=queue)
    return grant.id


def needs_queue(brand_id: UUID | None, queue_id: UUID) -> None:
    """Raise NotFound unless this is a queue of this brand."""
    if brand_id is None or queue_id not in queue_names([brand_id]):
        raise NotFound("queue")


def _queue_may_be_given(staff: Staff, role: Role, brand_id: UUID | None, queue_id: UUID) -> None:
    needs_queue(brand_id, queue_id)
    wider = Grant.objects.filter(Q(brand=None) | Q(brand_id=brand_id), staff=staff, role=role, queue_id=None)
    if wider.exists():
        raise ValidationError(_("They have this role in all queues already. Take that back first."))


@transaction.atomic
def take_role(*, actor: Actor, grant_id: UUID) -> None:
    """Take a role back. The last person who may manage roles everywhere keeps it (ValidationError)."""
    grant = Grant.objects.select_related("staff", "role").filter(id=grant_id).first()
    if grant is None:
        raise NotFound("grant")
    if not may_give(actor, grant.role.permissions, grant.brand_id):
        raise NotAllowed(STAFF_MANAGE)
    with owner_kept():
        grant.delete()
    raise_version(id=grant.staff.user_id)
    queue = str(grant.queue_id) if grant.queue_id else None
    audit.record(
        actor.staff_id, "staff.role_taken", "staff", grant.staff_id, grant.brand_id, role=grant.role.key, queue=queue
    )


@contextmanager
def owner_kept() -> Iterator[None]:
    """Round a change: raise ValidationError if it leaves nobody who may give roles in all brands."""
    had_one = _has_owner()
    yield
    if had_one and not _has_owner():
        raise ValidationError(_("This is the last administrator of all brands. Make somebody else one first."))


def _has_owner() -> bool:
    held = Grant.objects.filter(brand=None, queue_id=None, staff__active=True).values_list(
        "role__permissions", flat=True
    )
    return any(ROLES_MANAGE in permissions and STAFF_MANAGE in permissions for permissions in held)
