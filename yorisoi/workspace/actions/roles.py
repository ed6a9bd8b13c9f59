"""Roles: the given ones kept in step, others made, changed and removed."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit, slots
from yorisoi.workspace.actions.access import owner_kept, raise_version
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.models import Role
from yorisoi.workspace.models.role import GIVEN_ROLES
from yorisoi.workspace.permissions import ROLES_MANAGE, needs_everywhere


@transaction.atomic
def sync_given_roles() -> None:
    """Make the given roles hold exactly the permissions that capabilities offer for them."""
    offered = slots.items("permission")
    for role_key, title in GIVEN_ROLES.items():
        names = sorted({each.name for each in offered if role_key in each.roles})
        role, made = Role.objects.get_or_create(
            key=role_key, defaults={"name": str(title), "permissions": names, "given": True}
        )
        if not made and role.permissions != names:
            role.permissions = names
            role.save(update_fields=["permissions"])
            raise_version(staff__grants__role_id=role.id)


@transaction.atomic
def create_role(*, actor: Actor, name: str, permissions: list[str]) -> UUID:
    """A role of the organisation's own. Raises ValidationError for a taken name or unknown permission."""
    role = Role(name=name.strip())
    role.key = f"role-{role.id.hex[-12:]}"
    _fill(actor, role, name, permissions)
    audit.record(actor.staff_id, "role.created", "role", role.id, name=role.name, permissions=role.permissions)
    return role.id


@transaction.atomic
def change_role(*, actor: Actor, role_id: UUID, name: str, permissions: list[str]) -> None:
    """Rename a role and say what it allows; who has it may do so at once. Given roles are not changed (NotAllowed)."""
    role = _own(role_id)
    before = sorted(role.permissions)
    with owner_kept():
        _fill(actor, role, name, permissions)
    raise_version(staff__grants__role_id=role.id)
    audit.record(
        actor.staff_id, "role.changed", "role", role.id, name=role.name, before=before, permissions=role.permissions
    )


@transaction.atomic
def remove_role(*, actor: Actor, role_id: UUID) -> None:
    """Remove a role nobody has and no open invitation names (else ValidationError)."""
    needs_everywhere(actor, ROLES_MANAGE)
    role = _own(role_id)
    if role.grants.exists() or role.invitations.exists():
        raise ValidationError(_("Somebody has this role. Take it back from everyone first."))
    audit.record(actor.staff_id, "role.removed", "role", role.id, name=role.name)
    role.delete()


def _own(role_id: UUID) -> Role:
    role = Role.objects.select_for_update().filter(id=role_id).first()
    if role is None:
        raise NotFound("role")
    if role.given:
        raise NotAllowed(ROLES_MANAGE)
    return role


def _fill(actor: Actor, role: Role, name: str, permissions: list[str]) -> None:
    needs_everywhere(actor, ROLES_MANAGE)
    known = {each.name for each in slots.items("permission")}
    if unknown := set(permissions) - known:
        raise ValidationError({"permissions": _("Unknown: %(names)s") % {"names": ", ".join(sorted(unknown))}})
    if not all(actor.can_everywhere(each) for each in set(permissions) - set(role.permissions)):
        raise NotAllowed(ROLES_MANAGE)
    role.name, role.permissions = name.strip(), sorted(set(permissions))
    role.full_clean()
    role.save()
