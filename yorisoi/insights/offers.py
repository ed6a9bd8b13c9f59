"""What insights offers to the places of the console."""

from yorisoi.insights import permissions
from yorisoi.kernel import slots


def offer_all() -> None:
    """Permissions, the rail's entry, and the catalogue of metrics."""
    for permission in permissions.DECLARED:
        slots.offer("permission", permission)
