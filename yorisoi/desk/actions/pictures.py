"""Load the pictures that a mail has on other servers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import ReceivedNote
from yorisoi.desk.models import Message
from yorisoi.desk.permissions import ANSWER
from yorisoi.desk.queries import pictures_permit, sources_of
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound


@transaction.atomic
def allow_pictures(*, actor: Actor, message_id: UUID) -> str:
    """A permit for one reader and one message, good for some minutes; who asked is written down.

    The sender's server learns by it that the mail is read, when, and from which network: so it is for those who answer.
    Raises NotFound, NotAllowed.
    """
    sources = sources_of(actor, message_id)
    if sources.received_id is None or channels.layout(sources.received_id) is None:
        raise NotFound(_("This message has no HTML."))
    rows = Message.objects.filter(pk=message_id)
    brand_id, queue_id = rows.values_list("case__brand_id", "case__queue_id").get()
    if not actor.can(ANSWER, brand_id, queue_id):
        raise NotAllowed(ANSWER)
    audit.record(actor.staff_id, "message.pictures_loaded", "message", message_id, brand_id)
    mail = channels.received(sources.received_id)
    channels.note_received([ReceivedNote(mail.id, mail.mailbox_id, "pictures_loaded", {"name": actor.name})])
    return pictures_permit(actor, message_id)
