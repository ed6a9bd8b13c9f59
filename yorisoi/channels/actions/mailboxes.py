"""Setting up mailboxes."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor

from ..models import Mailbox
from ..permissions import MAILBOX_MANAGE, check
from ..queries import get_mailbox


@transaction.atomic
def create_mailbox(
    *,
    actor: Actor,
    brand_id: UUID,
    name: str,
    address: str,
    display_name: str = "",
    active: bool = True,
    config: dict[str, Any],
    secret: str = "",
    kind: str = "email",
) -> UUID:
    """A mailbox of a brand; returns its id. `secret` is sealed already.

    Raises ValidationError for an address that another mailbox has, NotAllowed and NotFound.
    """
    check(actor, MAILBOX_MANAGE, brand_id)
    mailbox = Mailbox(
        brand_id=brand_id,
        kind=kind,
        name=name,
        address=address.strip().lower(),
        display_name=display_name,
        active=active,
        config=config,
        secret=secret,
        created_at=clock.now(),
    )
    _save(mailbox)
    audit.record(
        actor.staff_id, "channels.mailbox.create", "mailbox", mailbox.pk, brand_id, address=mailbox.address, name=name
    )
    return mailbox.pk


@transaction.atomic
def change_mailbox(
    *,
    actor: Actor,
    mailbox_id: UUID,
    name: str,
    address: str,
    display_name: str,
    active: bool,
    config: dict[str, Any],
    secret: str,
    forget: bool = False,
) -> None:
    """Change everything about a mailbox. `forget`: it is fetched from elsewhere now, so what was remembered is void."""
    mailbox = get_mailbox(actor, mailbox_id)
    changed = [
        field
        for field, value in (
            ("name", name),
            ("address", address.strip().lower()),
            ("display_name", display_name),
            ("active", active),
            ("config", config),
            ("secret", secret),
        )
        if getattr(mailbox, field) != value
    ]
    mailbox.name, mailbox.address, mailbox.display_name = name, address.strip().lower(), display_name
    mailbox.active, mailbox.config, mailbox.secret = active, config, secret
    if forget:
        mailbox.state = {}
    mailbox.state.pop("failures", None)
    _save(mailbox)
    audit.record(actor.staff_id, "channels.mailbox.change", "mailbox", mailbox.pk, mailbox.brand_id, changed=changed)


@transaction.atomic
def change_secret(*, actor: Actor, mailbox_id: UUID, secret: str) -> None:
    """Keep other secrets (sealed already). Raises NotFound and NotAllowed."""
    mailbox = get_mailbox(actor, mailbox_id)
    mailbox.secret = secret
    mailbox.save(update_fields=["secret"])
    audit.record(actor.staff_id, "channels.mailbox.change", "mailbox", mailbox.pk, mailbox.brand_id, changed=["secret"])


@transaction.atomic
def remove_mailbox(*, actor: Actor, mailbox_id: UUID) -> None:
    """Remove a mailbox that was never used; ValidationError for one with messages or a queue."""
    mailbox = get_mailbox(actor, mailbox_id)
    audit.record(
        actor.staff_id, "channels.mailbox.remove", "mailbox", mailbox.pk, mailbox.brand_id, address=mailbox.address
    )
    try:
        mailbox.delete()
    except ProtectedError:
        raise ValidationError(_("This mailbox is in use: it has messages, or feeds a queue. Switch it off.")) from None


def _save(mailbox: Mailbox) -> None:
    try:
        with transaction.atomic():
            mailbox.save()
    except IntegrityError:
        raise ValidationError({"address": _("Another mailbox has this address.")}) from None
