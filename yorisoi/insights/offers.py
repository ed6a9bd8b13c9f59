"""What insights offers to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.insights import catalogue, permissions
from yorisoi.kernel import slots
from yorisoi.kernel.slots import NavEntry


def offer_all() -> None:
    """Permissions, the rail's entry, and the catalogue of metrics."""
    for permission in permissions.DECLARED:
        slots.offer("permission", permission)
    slots.offer("nav", NavEntry("insights:overview", _("Insights"), "insights", 800, permissions.READ, key="a"))
    for metric in catalogue.metrics():
        slots.offer("metric", metric)
