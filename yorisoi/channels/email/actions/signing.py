"""DKIM keys of mailboxes."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from yorisoi.channels.models import Mailbox
from yorisoi.channels.permissions import MAILBOX_MANAGE, check
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotFound

from ..account import sealed, secrets_of
from ..signing_key import new_key, new_settings


def make_signing_key(*, actor: Actor, mailbox_id: UUID) -> None:
    """A new key in place of a former one; nothing is signed with it yet. Raises NotFound, NotAllowed, NotSetUp."""
    with _changed(actor, mailbox_id, "key") as mailbox:
        mailbox.config["dkim"] = new_settings(mailbox.address)
        mailbox.secret = sealed({**secrets_of(mailbox), "dkim_key": new_key()})


def sign_with_key(*, actor: Actor, mailbox_id: UUID, on: bool) -> None:
    """Begin to sign what leaves, or stop. Raises NotFound (also without a key) and NotAllowed."""
    with _changed(actor, mailbox_id, "on" if on else "off") as mailbox:
        if "dkim" not in mailbox.config:
            raise NotFound("signing key")
        mailbox.config["dkim"]["on"] = on


def drop_signing_key(*, actor: Actor, mailbox_id: UUID) -> None:
    """Forget the key. Raises NotFound, NotAllowed, NotSetUp."""
    with _changed(actor, mailbox_id, "dropped") as mailbox:
        mailbox.config.pop("dkim", None)
        secrets = secrets_of(mailbox)
        secrets.pop("dkim_key", None)
        mailbox.secret = sealed(secrets)


@contextmanager
def _changed(actor: Actor, mailbox_id: UUID, dkim: str) -> Iterator[Mailbox]:
    with transaction.atomic():
        mailbox = Mailbox.objects.select_for_update().filter(pk=mailbox_id, kind="email").first()
        if mailbox is None:
            raise NotFound("mailbox")
        check(actor, MAILBOX_MANAGE, mailbox.brand_id)
        yield mailbox
        mailbox.save(update_fields=["config", "secret"])
        audit.record(actor.staff_id, "channels.mailbox.sign", "mailbox", mailbox.pk, mailbox.brand_id, dkim=dkim)
