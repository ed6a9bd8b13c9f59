"""What the kernel's own pages offer to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import slots
from yorisoi.kernel.jobs.acting import MANAGE
from yorisoi.kernel.slots import Permission, Setting


def offer_all() -> None:
    """The jobs page and the right to open it."""
    slots.offer("permission", Permission(MANAGE, _("Manage background jobs"), ("admin",), 980))
    words = _("What runs beside the pages, and what has failed")
    slots.offer("settings", Setting("kernel:jobs", _("Background jobs"), words, "refresh", 900, MANAGE))
