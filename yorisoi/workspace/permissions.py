"""What a role may allow in this capability, and the given roles."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission

STAFF_MANAGE = "workspace.staff.manage"
ROLES_MANAGE = "workspace.roles.manage"
BRANDS_MANAGE = "workspace.brands.manage"
SITES_MANAGE = "workspace.sites.manage"
AUDIT_READ = "workspace.audit.read"

PERMISSIONS = (
    Permission(STAFF_MANAGE, _("Manage staff, teams and invitations"), ("admin",), 910),
    Permission(ROLES_MANAGE, _("Manage roles"), ("admin",), 920),
    Permission(BRANDS_MANAGE, _("Manage brands"), ("admin",), 930),
    Permission(SITES_MANAGE, _("Manage sites"), ("admin",), 940),
    Permission(AUDIT_READ, _("Read the audit log"), ("admin",), 950),
)

GIVEN_ROLES = {
    "admin": _("Administrator"),
    "supervisor": _("Supervisor"),
    "operator": _("Operator"),
    "viewer": _("Viewer"),
}
