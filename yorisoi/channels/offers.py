"""What channels offers to the places of the console."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import live, slots
from yorisoi.kernel.slots import Setting
from yorisoi.workspace import public as workspace

from .permissions import MAIL_IMPORT, MAILBOX_MANAGE, OUTBOX_MANAGE, PERMISSIONS

_SETTINGS = (
    Setting(
        "channels:mailboxes",
        _("Mailboxes"),
        _("Addresses where mail comes in and from which it leaves"),
        "mail",
        300,
        MAILBOX_MANAGE,
    ),
    Setting(
        "channels:outbox",
        _("Outbox"),
        _("What waits to be sent, and what could not be"),
        "send",
        305,
        OUTBOX_MANAGE,
    ),
    Setting(
        "channels:imports",
        _("Bring in mails"),
        _("Out of .eml, mbox and zip files: single mails, or a whole history"),
        "upload",
        308,
        MAIL_IMPORT,
    ),
)


def offer_all() -> None:
    """Permissions, settings cards, the outbox's live topic."""
    for permission in PERMISSIONS:
        slots.offer("permission", permission)
    for card in _SETTINGS:
        slots.offer("settings", card)
    live.authorise("outbox", may_hear_outbox)
    live.authorise("mailimport", may_hear_imports)


def may_hear_outbox(user_id: str, topic: str) -> bool:
    """`outbox:<brand>`: whoever watches the brand's outbox."""
    return _may(user_id, topic, OUTBOX_MANAGE)


def may_hear_imports(user_id: str, topic: str) -> bool:
    """`mailimport:<brand>`: whoever may bring mails into the brand's mailboxes."""
    return _may(user_id, topic, MAIL_IMPORT)


def _may(user_id: str, topic: str, permission: str) -> bool:
    try:
        brand_id = UUID(topic.partition(":")[2])
    except ValueError:
        return False
    return workspace.actor_for(UUID(user_id)).can(permission, brand_id)
