"""What lies behind a message: where it came from, its whole text, its files."""

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import Layout
from yorisoi.desk.models import Attachment, Case, Message
from yorisoi.desk.permissions import visible
from yorisoi.desk.queries.texts import linked_text
from yorisoi.workspace.contracts import Actor, NotFound

MOST_CHARACTERS = 500_000
PERMIT_SECONDS = 600
_permits = TimestampSigner(salt="desk.pictures")


@dataclass(frozen=True, slots=True)
class Sources:
    """Which rows of channels a message is made from, and the number of its case."""

    number: int
    received_id: UUID | None
    outbound_id: UUID | None
    body: str


def sources_of(actor: Actor, message_id: UUID) -> Sources:
    """Raises NotFound when the actor may not see the message's case."""
    row = Message.objects.filter(pk=message_id, case__in=Case.objects.filter(visible(actor))).values_list(
        "case__number", "received_id", "outbound_id", "body"
    )
    found = row.first()
    if found is None:
        raise NotFound(_("There is no such message."))
    return Sources(*found)


def whole_text(actor: Actor, message_id: UUID) -> Markup:
    """All of a message with its quotes, ready to show; a text of megabytes is cut. Raises NotFound."""
    sources = sources_of(actor, message_id)
    text = sources.body
    if sources.received_id:
        text = channels.received(sources.received_id).body_text or text
    return linked_text(text[:MOST_CHARACTERS])


def layout_of(actor: Actor, message_id: UUID) -> Layout:
    """How a message's HTML is to be shown. Raises NotFound, also for a message without."""
    sources = sources_of(actor, message_id)
    found = channels.layout(sources.received_id) if sources.received_id else None
    if found is None:
        raise NotFound(_("This message has no HTML."))
    return found


def pictures_permit(actor: Actor, message_id: UUID) -> str:
    """Lets this reader load the pictures of this message from other servers, for PERMIT_SECONDS."""
    return _permits.sign(f"{actor.staff_id} {message_id}").partition(":")[2]


def pictures_allowed(actor: Actor, message_id: UUID, permit: str) -> bool:
    """Is this the reader's permit, and still good?"""
    try:
        _permits.unsign(f"{actor.staff_id} {message_id}:{permit}", max_age=PERMIT_SECONDS)
    except BadSignature:
        return False
    return True


def attachment(actor: Actor, attachment_id: UUID) -> tuple[UUID, str]:
    """The file and the name of an attachment. Raises NotFound when the actor may not see its case."""
    rows = Attachment.objects.filter(pk=attachment_id, message__case__in=Case.objects.filter(visible(actor)))
    found = rows.values_list("file_id", "name").first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found
