"""The organisation's name."""

from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import Organisation
from yorisoi.workspace.permissions import ORGANISATION_MANAGE, needs_everywhere


def organisation_name() -> str:
    """What the organisation is called; the product's name while it has none."""
    return Organisation.objects.values_list("name", flat=True).first() or "Yorisoi"


def organisation_to_change(actor: Actor) -> str:
    """The name, for who may change it."""
    needs_everywhere(actor, ORGANISATION_MANAGE)
    return organisation_name()
