"""What integrations offers to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.integrations.permissions import DECLARED, OWN_TOKENS
from yorisoi.kernel import slots
from yorisoi.kernel.slots import Setting

_SETTINGS = (
    Setting("integrations:tokens", _("API"), _("Tokens by which programs read and write"), "key", 510, OWN_TOKENS),
)


def offer_all() -> None:
    """Permissions and settings."""
    for permission in DECLARED:
        slots.offer("permission", permission)
    for card in _SETTINGS:
        slots.offer("settings", card)
