"""Who may do what with mailboxes and the outbox."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound

MAILBOX_MANAGE = "channels.mailbox.manage"
OUTBOX_MANAGE = "channels.outbox.manage"
MAIL_IMPORT = "channels.mail.import"

PERMISSIONS = (
    Permission(MAILBOX_MANAGE, _("Set up mailboxes"), roles=("admin",), order=330),
    Permission(OUTBOX_MANAGE, _("Watch the outbox, retry and cancel"), roles=("admin", "supervisor"), order=340),
    Permission(MAIL_IMPORT, _("Bring in mails from files"), roles=("admin", "supervisor"), order=345),
)


def managed_brands(actor: Actor, permission: str) -> list[UUID]:
    """The brands in which the actor may do this; NotAllowed when there is none.

    Mailboxes and the outbox belong to no queue, so who may only work in some queues manages neither.
    """
    brands = [each for each in sorted(actor.brand_ids(permission)) if actor.queue_limits(permission, each) is None]
    if not brands:
        raise NotAllowed(permission)
    return brands


def check(actor: Actor, permission: str, brand_id: UUID) -> None:
    """NotFound for what is of a brand the actor has no part in, NotAllowed where they may only work."""
    if actor.system:
        return
    if not any(grant.brand_id in {None, brand_id} for grant in actor.grants):
        raise NotFound("mailbox")
    if not actor.can(permission, brand_id) or actor.queue_limits(permission, brand_id) is not None:
        raise NotAllowed(permission)
