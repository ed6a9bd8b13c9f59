"""What workspace offers to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import live, slots
from yorisoi.kernel.slots import AuditKind, NavEntry, Panel, Setting
from yorisoi.workspace.permissions import (
    AUDIT_READ,
    BRANDS_MANAGE,
    ORGANISATION_MANAGE,
    PERMISSIONS,
    ROLES_MANAGE,
    SITES_MANAGE,
    STAFF_MANAGE,
)

_SETTINGS = (
    Setting("workspace:profile", _("My profile"), _("Name, language, appearance, password, second factor"), "user", 10),
    Setting(
        "workspace:notification-choices", _("How I am told"), _("Notifications on the screen and by mail"), "bell", 20
    ),
    Setting("workspace:staff", _("Staff"), _("Who works here, and with which roles"), "people", 110, STAFF_MANAGE),
    Setting("workspace:invitations", _("Invitations"), _("Ask somebody by mail to join"), "mail", 120, STAFF_MANAGE),
    Setting("workspace:teams", _("Teams"), _("Groups of staff within a brand"), "team", 130, STAFF_MANAGE),
    Setting("workspace:roles", _("Roles"), _("What each role allows"), "key", 140, ROLES_MANAGE),
    Setting("workspace:organisation", _("Organisation"), _("Its name"), "globe", 145, ORGANISATION_MANAGE, True),
    Setting("workspace:brands", _("Brands"), _("Each a desk of its own"), "flag", 150, BRANDS_MANAGE),
    Setting(
        "workspace:hours", _("Business hours"), _("When each brand is open, and days off"), "clock", 155, BRANDS_MANAGE
    ),
    Setting("workspace:audit", _("Audit log"), _("Who did what, and who signed in"), "history", 170, AUDIT_READ),
    Setting("workspace:sites", _("Sites"), _("Places where staff work"), "building", 160, SITES_MANAGE, True),
)


_AUDIT_KINDS = (
    AuditKind("staff", _("Staff"), 900),
    AuditKind("sign_in", _("Signing in"), 905),
    AuditKind("role", _("Role"), 910),
    AuditKind("team", _("Team"), 920),
    AuditKind("brand", _("Brand"), 930),
    AuditKind("site", _("Site"), 940),
    AuditKind("invitation", _("Invitation"), 950),
    AuditKind("organisation", _("Organisation"), 960),
    AuditKind("hours", _("Business hours"), 970),
)


def offer_all() -> None:
    """Permissions, one's own live topic, settings, the rail's last entry, one's own menu, the presence switch."""
    live.authorise("user", lambda user_id, topic: topic == f"user:{user_id}")
    live.authorise("notices", lambda user_id, topic: topic == f"notices:{user_id}")
    for permission in PERMISSIONS:
        slots.offer("permission", permission)
    for card in _SETTINGS:
        slots.offer("settings", card)
    for kind in _AUDIT_KINDS:
        slots.offer("audit.kind", kind)
    slots.offer("nav", NavEntry("workspace:settings", _("Settings"), "settings", 900, key="s"))
    slots.offer("topbar", Panel("workspace:presence", _("My status"), 100))
    slots.offer("topbar", Panel("workspace:bell", _("Notifications"), 110))
    slots.offer("user.menu", NavEntry("workspace:profile", _("My profile"), "user", 100))
    slots.offer("user.menu", NavEntry("mfa_index", _("Security"), "lock", 110))
    slots.offer("user.menu", NavEntry("usersessions_list", _("Signed-in browsers"), "display", 120))
