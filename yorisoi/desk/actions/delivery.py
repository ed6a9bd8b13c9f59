"""What became of our messages on their way."""

from uuid import UUID

from django.db.models import QuerySet

from yorisoi.channels import public as channels
from yorisoi.channels.contracts import RecipientState
from yorisoi.desk.actions import counts
from yorisoi.desk.actions.change import announce, locked, save, tell
from yorisoi.desk.actions.standing import reopen_case
from yorisoi.desk.contracts import Delivery
from yorisoi.desk.models import Message, SideMessage
from yorisoi.desk.permissions import READ
from yorisoi.kernel import sql, unit
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import SYSTEM, Actor


@unit.work()
def note_delivery(*, outbound_id: UUID, actor: Actor = SYSTEM) -> bool:
    """Bring a message's delivery up to date with the outbox; False when it belongs to no case.

    An answer that did not arrive opens its case again: the customer still waits.
    """
    message = _sent_as.first(outbound_id)
    if message is None:
        return _note_side(outbound_id)
    told = channels.delivery([outbound_id])[outbound_id]
    failed = [each for each in told.recipients if each.state in (RecipientState.REFUSED, RecipientState.BOUNCED)]
    state = Delivery.FAILED if failed else Delivery(told.state.value)
    code = str(failed[0].code or "") if failed else str(told.last_code or "")
    text = failed[0].text if failed else told.last_text
    if (message.delivery, message.delivery_code, message.delivery_text) == (state, code, text[:500]):
        return True
    news = state is Delivery.FAILED and message.delivery != Delivery.FAILED
    message.delivery, message.delivery_code, message.delivery_text = state, code, text[:500]
    message.delivered_at = told.sent_at
    sql.update(message, ["delivery", "delivery_code", "delivery_text", "delivered_at"])
    if not news:
        announce(message.case)
        return True
    case = locked(actor, message.case_id, READ)
    before = counts.place(case)
    tell(case, actor, "not_delivered", addresses=[each.address for each in failed], code=code, text=text[:500])
    if not case.is_open:
        reopen_case(case, actor, by="bounce")
    save(case, before)
    return True


def _note_side(outbound_id: UUID) -> bool:
    """The same for a message of a side conversation."""
    message = SideMessage.objects.filter(outbound_id=outbound_id).select_related("talk__case").first()
    if message is None:
        return False
    told = channels.delivery([outbound_id])[outbound_id]
    failed = [each for each in told.recipients if each.state in (RecipientState.REFUSED, RecipientState.BOUNCED)]
    message.delivery = Delivery.FAILED if failed else Delivery(told.state.value)
    message.delivery_code = str(failed[0].code or "") if failed else str(told.last_code or "")
    message.delivery_text = (failed[0].text if failed else told.last_text)[:500]
    message.save(update_fields=["delivery", "delivery_code", "delivery_text"])
    announce(message.talk.case)
    return True


@prepared
def _sent_as(outbound_id: UUID) -> QuerySet[Message]:
    return Message.objects.filter(outbound_id=outbound_id).select_related("case")
