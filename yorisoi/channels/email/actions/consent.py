"""Keep what the consent of a mailbox's owner brought."""

from uuid import UUID

from django.db import transaction

from yorisoi.channels import actions as channels
from yorisoi.channels.models import Mailbox
from yorisoi.workspace.contracts import Actor

from ..account import sealed, secrets_of


@transaction.atomic
def keep_consent(*, actor: Actor, mailbox_id: UUID, refresh_token: str) -> None:
    """Seal the refresh token with the other secrets; fetching begins at once. Raises NotFound, NotAllowed, NotSetUp."""
    mailbox = Mailbox.objects.select_for_update().get(pk=mailbox_id)
    secret = sealed({**secrets_of(mailbox), "refresh_token": refresh_token})
    channels.change_secret(actor=actor, mailbox_id=mailbox_id, secret=secret)
    mailbox.refresh_from_db()
    mailbox.state.pop("failures", None)
    mailbox.last_error = ""
    mailbox.save(update_fields=["state", "last_error"])
