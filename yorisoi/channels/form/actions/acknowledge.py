"""Tell the customer by mail that their message arrived. No word of the sender's stands in it: this is no open relay."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.channels import public as channels
from yorisoi.channels.actions.note import note_received
from yorisoi.channels.models import DeliveryEvent, Received
from yorisoi.kernel import files

from ..document import read_document
from ..models import Form
from ..queries import case_number


def acknowledge(*, received_id: UUID, form_id: UUID, without_number: bool) -> bool:
    """Put the acknowledgement into the outbox, once; False while the message has no number and one is waited for.

    It goes only to the address that was typed, under the day's limit for automatic mails to one address.
    """
    form = Form.objects.select_related("brand").get(pk=form_id)
    received = Received.objects.select_related("file").get(pk=received_id)
    number = case_number(received_id)
    if not number and not without_number:
        return False
    document = read_document(files.read(received.file))
    if form.reply_mailbox_id is None or not form.acknowledges:
        return True
    with transaction.atomic(), override(document["language"]):
        Received.objects.select_for_update().get(pk=received_id)
        if DeliveryEvent.objects.filter(received=received, verb__in=["acknowledged", "not_acknowledged"]).exists():
            return True
        address = document["sender"]["address"]
        subject, text = _words(form.brand.name, number, document["reference"])
        outbound_id = channels.send(
            brand_id=form.brand_id,
            mailbox_id=form.mailbox_id,
            to=[address],
            subject=subject,
            text=text,
            reply_to_received=received_id,
            automatic=True,
        )
        if why := channels.suppressed(outbound_id):
            note_received(received, "not_acknowledged", address=address, why=why)
        else:
            note_received(received, "acknowledged", address=address)
    return True


def _words(brand: str, number: str, reference: str) -> tuple[str, str]:
    """Subject and text in the language in which the form was read."""
    given = {"brand": brand, "number": number or reference}
    if number:
        subject = _("We received your message (number %(number)s) – %(brand)s") % given
        line = _("Your number is %(number)s. Please tell us this number when you contact us about it.") % given
    else:
        subject = _("We received your message (reference %(number)s) – %(brand)s") % given
        line = _("Your reference is %(number)s. Please tell us this reference when you contact us about it.") % given
    lines = [
        _("Thank you for writing to %(brand)s. We received your message.") % given,
        line,
        _("We will read it and answer you by e-mail. You can reply to this e-mail if you want to add something."),
        _(
            "This e-mail was sent automatically. If you did not write to us, somebody may have mistyped their address: "
            "please ignore it."
        ),
        brand,
    ]
    return subject, "\n\n".join(lines) + "\n"
