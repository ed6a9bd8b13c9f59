"""What becomes of our messages is told on them."""

import pytest

from yorisoi.channels.events import DeliveryFailed, MessageDelivered
from yorisoi.channels.testing import Outbound
from yorisoi.desk import actions
from yorisoi.desk.models import Case, Happening, Message
from yorisoi.kernel import clock, events, jobs
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(case: Case, sato: Staff) -> Message:
    draft = actions.Draft(text="お調べします。", to=["yamada@example.com"])
    return Message.objects.get(id=actions.reply(actor=actor(sato), case_id=case.id, draft=draft))


def outcome(message: Message, state: str, recipient: dict[str, object]) -> None:
    assert message.outbound_id
    Outbound.objects.filter(id=message.outbound_id).update(
        state=state, sent_at=clock.now() if state == "sent" else None, recipients={"yamada@example.com": recipient}
    )


def test_delivered(answer: Message) -> None:
    outcome(answer, "sent", {"state": "accepted", "code": 250, "text": "2.0.0 ok"})
    assert answer.outbound_id
    events.publish(MessageDelivered(answer.outbound_id))
    actions.note_delivery(outbound_id=answer.outbound_id)
    answer.refresh_from_db()
    assert (answer.delivery, answer.delivered_at is None) == ("sent", False)


def test_failed_tells_and_opens_the_case_again(answer: Message, sato: Staff) -> None:
    actions.close(actor=actor(sato), case_id=answer.case_id)
    outcome(answer, "failed", {"state": "refused", "code": 550, "text": "5.1.1 no such user"})
    assert answer.outbound_id
    events.publish(DeliveryFailed(answer.outbound_id, permanent=True))
    assert "desk.note_delivery" in jobs.names()
    for _time in range(2):
        actions.note_delivery(outbound_id=answer.outbound_id)
    answer.refresh_from_db()
    assert (answer.delivery, answer.delivery_code, answer.delivery_text) == ("failed", "550", "5.1.1 no such user")
    assert Case.objects.get(id=answer.case_id).is_open
    assert Happening.objects.filter(case_id=answer.case_id, verb="not_delivered").count() == 1


def test_events_enqueue_the_job(answer: Message) -> None:
    from yorisoi.kernel.models import Job

    assert answer.outbound_id
    events.publish(MessageDelivered(answer.outbound_id))
    events.publish(DeliveryFailed(answer.outbound_id, permanent=False))
    rows = Job.objects.filter(name="desk.note_delivery", kwargs__outbound_id=str(answer.outbound_id))
    assert rows.count() == 2


def test_mail_that_belongs_to_no_case_is_left_alone(db: None) -> None:
    assert actions.note_delivery(outbound_id=uuid7()) is False
