"""What a role may allow in this capability, the given roles, and who may manage whom."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission
from yorisoi.workspace.contracts import Actor, NotAllowed

STAFF_MANAGE = "workspace.staff.manage"
ROLES_MANAGE = "workspace.roles.manage"
BRANDS_MANAGE = "workspace.brands.manage"
SITES_MANAGE = "workspace.sites.manage"
ORGANISATION_MANAGE = "workspace.organisation.manage"
AUDIT_READ = "workspace.audit.read"

PERMISSIONS = (
    Permission(STAFF_MANAGE, _("Manage staff, teams and invitations"), ("admin",), 910),
    Permission(ROLES_MANAGE, _("Manage roles"), ("admin",), 920),
    Permission(BRANDS_MANAGE, _("Manage brands"), ("admin",), 930),
    Permission(SITES_MANAGE, _("Manage sites"), ("admin",), 940),
    Permission(ORGANISATION_MANAGE, _("Change the organisation"), ("admin",), 945),
    Permission(AUDIT_READ, _("Read the audit log"), ("admin",), 950),
)


def needs_everywhere(actor: Actor, permission: str) -> None:
    """Raise NotAllowed unless the actor may do this in all brands: what belongs to the whole organisation asks it."""
    if not actor.can_everywhere(permission):
        raise NotAllowed(permission)


def may_give(actor: Actor, permissions: Iterable[str], brand_id: UUID | None) -> bool:
    """May they give (or take) a role with these permissions there? Nobody hands out what they do not have."""
    if brand_id is None:
        return actor.can_everywhere(STAFF_MANAGE) and all(actor.can_everywhere(each) for each in permissions)
    return _wholly(actor, STAFF_MANAGE, brand_id) and all(_wholly(actor, each, brand_id) for each in permissions)


def may_manage(actor: Actor, brand_ids: Iterable[UUID | None]) -> bool:
    """May they change the person whose roles lie in these brands (None = all brands)? Only if they manage every one."""
    return actor.can_everywhere(STAFF_MANAGE) or all(
        brand_id is not None and _wholly(actor, STAFF_MANAGE, brand_id) for brand_id in brand_ids
    )


def _wholly(actor: Actor, permission: str, brand_id: UUID) -> bool:
    """In the whole brand, not only in some of its queues."""
    return actor.can(permission, brand_id) and actor.queue_limits(permission, brand_id) is None
