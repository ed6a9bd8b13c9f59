"""The maintained counts equal a live count, whatever happens in whatever order."""

import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import DeskError, Status, Waiting
from yorisoi.desk.models import Case, CaseCount, Message, Queue
from yorisoi.desk.testing import make_queue
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import SYSTEM, Actor, NotAllowed
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db


def standing_steps(
    chance: random.Random,
    who: Callable[[], Actor],
    some_case: Callable[[], Case],
    queues: list[Queue],
    staff: list[Staff],
) -> list[Callable[[], object]]:
    """What changes where a case stands, each on some case by somebody."""

    def case_id() -> UUID:
        return some_case().id

    return [
        lambda: actions.assign(
            actor=who(), case_id=case_id(), staff_id=chance.choice([None, *(each.id for each in staff)])
        ),
        lambda: actions.set_queue(actor=who(), case_id=case_id(), queue_id=chance.choice(queues).id),
        lambda: actions.close(actor=who(), case_id=case_id(), outcome=chance.choice([Status.DONE, Status.NO_ACTION])),
        lambda: actions.reopen(actor=who(), case_id=case_id()),
        lambda: actions.hold(actor=who(), case_id=case_id(), reason=Waiting.CUSTOMER),
        lambda: actions.resume(actor=who(), case_id=case_id()),
        lambda: actions.start(actor=who(), case_id=case_id()),
        lambda: actions.note(actor=who(), case_id=case_id(), text="メモ"),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_after_random_actions_counts_equal_a_live_count(
    brand: Brand, mailbox: Mailbox, queue: Queue, sato: Staff, suzuki: Staff, seed: int
) -> None:
    chance = random.Random(seed)
    queues = [queue, make_queue(brand, "解約"), make_queue(brand, "配送")]
    arrived = 0

    def some_case() -> Case:
        return Case.objects.order_by("number")[chance.randrange(Case.objects.count())]

    def receive() -> None:
        nonlocal arrived
        arrived += 1
        thread = [f"In-Reply-To: <{chance.randrange(1, arrived)}@example.com>"] if arrived > 2 else []
        raw = mail(sender=f"c{chance.randrange(3)}@example.com", message_id=f"{arrived}@example.com", headers=thread)
        actions.receive(received_id=arrive(mailbox, raw))

    def who() -> Actor:
        return actor(chance.choice([sato, suzuki]))

    def reply() -> None:
        draft = actions.Draft(
            text="はい", to=["c@example.com"], then=chance.choice([None, Status.OPEN, Status.PENDING, Status.DONE])
        )
        actions.reply(actor=who(), case_id=some_case().id, draft=draft)

    def take_back() -> None:
        message = Message.objects.filter(kind="out").order_by("?").first()
        if message is not None:
            actions.take_back(actor=who(), case_id=message.case_id, message_id=message.id)

    steps = [receive, receive, reply, take_back, *standing_steps(chance, who, some_case, queues, [sato, suzuki])]
    start = clock.now()
    receive()
    for step in range(60):
        with clock.moved_to(start + timedelta(minutes=step)):
            try:
                chance.choice(steps)()
            except DeskError:
                continue
        assert counts.kept() == counts.live()
    assert len(set(Case.objects.values_list("status", flat=True))) > 2, "the walk stayed in one place"


def test_recount_repairs(case: Case, sato: Staff) -> None:
    CaseCount.objects.update(n=7)
    assert actions.recount(actor=SYSTEM) == 1
    assert counts.kept() == counts.live()
    assert actions.recount(actor=SYSTEM) == 0


def test_recount_is_for_who_manages_queues(case: Case, suzuki: Staff) -> None:
    with pytest.raises(NotAllowed):
        actions.recount(actor=actor(suzuki))
