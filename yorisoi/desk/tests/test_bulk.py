"""Cases made in bulk stand as if they had been worked on."""

from datetime import timedelta

import pytest

from yorisoi.desk import actions, bulk
from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import Kind, Status
from yorisoi.desk.models import Case, Contact, Message, Participant, Queue
from yorisoi.kernel import clock, search
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


def test_counts_search_numbers_and_states_are_right(queue: Queue, sato: Staff) -> None:
    now = clock.now()
    statuses = list(Status)
    ids = bulk.make(
        (
            bulk.BulkCase(
                brand_id=queue.brand_id,
                queue_id=queue.id,
                subject=f"件{each}",
                status=statuses[each % 5],
                assignee_id=sato.id if each % 2 else None,
                messages=[
                    bulk.BulkMessage(
                        Kind.IN, now - timedelta(hours=2), f"暗証番号{each}", "山田", "Yamada@example.com"
                    ),
                    bulk.BulkMessage(
                        Kind.OUT, now - timedelta(hours=1), "再発行します", sato.display_name, "", sato.id
                    ),
                ],
            )
            for each in range(12)
        ),
        batch=5,
    )
    assert counts.kept() == counts.live()
    assert list(Case.objects.order_by("number").values_list("id", flat=True)) == ids
    assert Message.objects.count() == 24
    assert Participant.objects.filter(address="yamada@example.com").count() == 12
    assert Contact.objects.filter(by=sato, answered_at=now - timedelta(hours=1)).count() == 12
    found = search.find("再発行", {queue.brand_id}, kinds=["message"]).hits
    assert len(found) == 12


def test_the_actions_go_on_from_there(queue: Queue, sato: Staff) -> None:
    now, who = clock.now(), actor(sato)
    ids = bulk.make(
        bulk.BulkCase(queue.brand_id, queue.id, "件", [bulk.BulkMessage(Kind.IN, now, "本文")], status=status)
        for status in Status
    )
    for pk in ids:
        actions.note(actor=who, case_id=pk, text="メモ")
        case = Case.objects.get(id=pk)
        if case.is_open:
            actions.close(actor=who, case_id=pk)
        actions.reopen(actor=who, case_id=pk)
        actions.assign(actor=who, case_id=pk, staff_id=sato.id)
    assert counts.kept() == counts.live()
