"""Roles as the settings show them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import slots
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound, RoleInfo
from yorisoi.workspace.models import Role
from yorisoi.workspace.permissions import ROLES_MANAGE, STAFF_MANAGE, may_give

# Capabilities' names as administrators know them; a new one shows its code until it is named here.
_TITLES = {
    "workspace": _("Organisation"),
    "customers": _("Customers"),
    "channels": _("Channels"),
    "desk": _("Desk"),
    "integrations": _("Integrations"),
    "kernel": _("System"),
}


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    """Permissions of one capability, as (name, title)."""

    title: str
    permissions: tuple[tuple[str, str], ...]


def roles(actor: Actor) -> list[Role]:
    """All roles, each with `people`, how many have it."""
    actor.needs(ROLES_MANAGE)
    return list(Role.objects.annotate(people=Count("grants__staff", distinct=True)).order_by("-given", "id"))


def get_role(actor: Actor, role_id: UUID) -> Role:
    """A role with what it allows."""
    if not actor.can(ROLES_MANAGE):
        raise NotAllowed(ROLES_MANAGE)
    role = Role.objects.filter(id=role_id).first()
    if role is None:
        raise NotFound("role")
    return role


def roles_to_give(actor: Actor) -> list[Role]:
    """Roles the actor may give somewhere: in all brands, or in one of theirs."""
    places = [None, *(() if actor.system else actor.brand_ids(STAFF_MANAGE))]
    return [
        role
        for role in Role.objects.order_by("-given", "id")
        if any(may_give(actor, role.permissions, place) for place in places)
    ]


def roles_for_brand(actor: Actor, brand_id: UUID) -> list[RoleInfo]:
    """Roles the actor may give in this brand, for what acts there without being a person."""
    return [
        RoleInfo(role.id, role.key, role.title, frozenset(role.permissions))
        for role in Role.objects.order_by("-given", "id")
        if may_give(actor, role.permissions, brand_id)
    ]


def permission_groups() -> list[PermissionGroup]:
    """Everything a role may allow, by capability, in the order offered."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in slots.items("permission"):
        found.setdefault(each.name.split(".")[0], []).append((each.name, str(each.title)))
    return [
        PermissionGroup(str(_TITLES.get(capability, capability)), tuple(rows)) for capability, rows in found.items()
    ]
