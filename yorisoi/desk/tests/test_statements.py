"""How many statements each verb takes: what many people do all day must not grow unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yorisoi.channels.testing import Mailbox, Outbound
from yorisoi.desk import actions
from yorisoi.desk.contracts import RecordFields, Status, Waiting
from yorisoi.desk.models import Case, Message, Queue, Topic
from yorisoi.desk.testing import make_topic, received_case
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db

RECORD = RecordFields(reason="不着", cause="住所", action="再送", outcome="解決")
DRAFT = actions.Draft(text="再送しました。", to=["yamada@example.com"])
DONE = actions.Draft(text="再送しました。", to=["yamada@example.com"], then=Status.DONE, record=RECORD)

# "topic": one more where a definition of recontact is in force.
# The savepoint around each (the test itself is the transaction) counts for two.
VERBS: dict[str, tuple[int, Callable[[Actor, Case, Topic], Any]]] = {
    "assign": (10, lambda who, case, _: actions.assign(actor=who, case_id=case.id, staff_id=who.staff_id)),
    "note": (12, lambda who, case, _: actions.note(actor=who, case_id=case.id, text="メモ")),
    "topic": (8, lambda who, case, topic: actions.set_topic(actor=who, case_id=case.id, topic_id=topic.id)),
    "hold": (10, lambda who, case, _: actions.hold(actor=who, case_id=case.id, reason=Waiting.CUSTOMER)),
    "record": (11, lambda who, case, _: actions.write_record(actor=who, case_id=case.id, record=RECORD)),
    "close": (19, lambda who, case, _: actions.close(actor=who, case_id=case.id, record=RECORD)),
    "reply": (34, lambda who, case, _: actions.reply(actor=who, case_id=case.id, draft=DRAFT)),
    "reply, done": (44, lambda who, case, _: actions.reply(actor=who, case_id=case.id, draft=DONE)),
}

FOR_WHO_HEARS = 2  # a transaction, whatever changes: one job for who counts, one look who wants a webhook


def statements_of(act: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        act()
    return [each["sql"] for each in captured]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_so_many_and_no_more(
    mailbox: Mailbox, queue: Queue, brand: Brand, suzuki: Staff, verb: str
) -> None:
    most, act = VERBS[verb]
    topic, who = make_topic(brand, "配送"), actor(suzuki)
    case = received_case(mailbox)
    taken = statements_of(lambda: act(who, case, topic))
    assert len(taken) <= most + FOR_WHO_HEARS, "\n".join(taken)


def test_the_word_of_a_delivery_takes_so_many(case: Case, suzuki: Staff) -> None:
    message_id = actions.reply(actor=actor(suzuki), case_id=case.id, draft=DRAFT)
    outbound_id = Message.objects.values_list("outbound_id", flat=True).get(id=message_id)
    assert outbound_id is not None
    Outbound.objects.filter(id=outbound_id).update(
        state="sent", recipients={"yamada@example.com": {"state": "accepted", "code": 250, "text": "ok"}}
    )
    taken = statements_of(lambda: actions.note_delivery(outbound_id=outbound_id))
    assert Message.objects.get(id=message_id).delivery == "sent"
    assert len(taken) <= 5, "\n".join(taken)
