"""What config offers to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import slots
from yorisoi.kernel.slots import Setting
from yorisoi.workspace.permissions import ORGANISATION_MANAGE


def offer_all() -> None:
    """The doctor's page."""
    words = _("Mail in and out, live updates, worker, disk, search, clock")
    slots.offer(
        "settings",
        Setting("config:health", _("System health"), words, "health", 890, ORGANISATION_MANAGE, everywhere=True),
    )
