"""Roles and grants: who may do what, where."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from yorisoi.kernel import slots
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import Brand, Grant, Role, Staff, User
from yorisoi.workspace.permissions import GIVEN_ROLES


def raise_version(**which: object) -> None:
    """Make cached actors of these users stale; call in the transaction that changes what they may do."""
    User.objects.filter(**which).update(access_version=F("access_version") + 1)


@transaction.atomic
def sync_given_roles() -> None:
    """Make the given roles hold exactly the permissions that capabilities offer for them."""
    offered = slots.items("permission")
    for key, title in GIVEN_ROLES.items():
        names = sorted({each.name for each in offered if key in each.roles})
        role, made = Role.objects.get_or_create(
            key=key, defaults={"name": str(title), "permissions": names, "given": True}
        )
        if not made and role.permissions != names:
            role.permissions = names
            role.save(update_fields=["permissions"])
            raise_version(staff__grants__role_id=role.id)


@transaction.atomic
def give_role(
    *, actor: Actor, staff_id: UUID, role_key: str, brand_id: UUID | None = None, queue_id: UUID | None = None
) -> UUID:
    """Give a role in all brands, one brand or one queue; giving twice is giving once."""
    staff = Staff.objects.get(id=staff_id)
    role = Role.objects.get(key=role_key)
    brand = Brand.objects.get(id=brand_id) if brand_id else None
    grant, _made = Grant.objects.get_or_create(staff=staff, role=role, brand=brand, queue_id=queue_id)
    raise_version(id=staff.user_id)
    return grant.id
