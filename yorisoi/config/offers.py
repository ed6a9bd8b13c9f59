"""What config offers to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import slots
from yorisoi.kernel.slots import AuditKind, Setting
from yorisoi.workspace.permissions import ORGANISATION_MANAGE


def offer_all() -> None:
    """The doctor's page, and backups."""
    kept = _("Everything in one file, to take away and to restore from")
    slots.offer(
        "settings",
        Setting("config:backups", _("Backups"), kept, "download", 895, ORGANISATION_MANAGE, everywhere=True),
    )
    slots.offer("audit.kind", AuditKind("backup", _("Backup"), 980))
    words = _("Mail in and out, live updates, worker, disk, search, clock")
    slots.offer(
        "settings",
        Setting("config:health", _("System health"), words, "health", 890, ORGANISATION_MANAGE, everywhere=True),
    )
