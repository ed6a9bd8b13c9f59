"""Many mails at once: the same outcome as one by one, in few statements, and one that fails spoils only itself."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.customers import public as customers
from yorisoi.desk import actions
from yorisoi.desk.actions import counts
from yorisoi.desk.contracts import Continues, Link, Status, Waiting
from yorisoi.desk.models import Case, CaseLink, Contact, Message, Queue
from yorisoi.desk.testing import case_of
from yorisoi.kernel import audit, jobs, search
from yorisoi.kernel.models import Entry, Job, JobState
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db


def strangers(mailbox: Mailbox, how_many: int, first: int = 0) -> list[UUID]:
    """Mails of so many people, each about a matter of their own."""
    return [
        arrive(
            mailbox,
            mail(
                f"{number}番の荷物が届きません。",
                sender=f"客 {number} <guest{number}@example.com>",
                message_id=f"g{number}@example.com",
            ),
        )
        for number in range(first, first + how_many)
    ]


def thread(mailbox: Mailbox, how_many: int) -> list[UUID]:
    """A mail, and answers each of which quotes the one before."""
    return [
        arrive(
            mailbox,
            mail(
                f"{number}通目",
                message_id=f"t{number}@example.com",
                headers=[f"In-Reply-To: <t{number - 1}@example.com>"] if number else [],
            ),
        )
        for number in range(how_many)
    ]


def statements_of(received_ids: Sequence[UUID]) -> int:
    with CaptureQueriesContext(connection) as captured:
        actions.receive_all(received_ids=received_ids)
    return len(captured)


def test_statements_do_not_grow_with_the_mails(mailbox: Mailbox, queue: Queue, sato: Staff) -> None:
    statements_of(strangers(mailbox, 1))  # whatever is asked for only once
    twenty, forty = (statements_of(strangers(mailbox, n, first)) for n, first in ((20, 100), (40, 200)))
    assert Message.objects.count() == 61
    # executemany counts as one statement to the tests and as one round for the database
    assert twenty <= 60, "three a mail"
    assert forty <= twenty + 2


def test_answers_cost_a_statement_more_each(mailbox: Mailbox, queue: Queue) -> None:
    firsts = strangers(mailbox, 20)
    actions.receive_all(received_ids=firsts)
    answers = [
        arrive(
            mailbox,
            mail(
                sender=f"guest{number}@example.com",
                message_id=f"a{number}@example.com",
                headers=[f"In-Reply-To: <g{number}@example.com>"],
            ),
        )
        for number in range(20)
    ]
    assert statements_of(answers) <= 60 + 20, "an UPDATE a case"
    assert Case.objects.count() == 20
    assert set(Case.objects.values_list("message_count", "version")) == {(2, 2)}


def test_the_outcome_is_that_of_one_by_one(mailbox: Mailbox, other_mailbox: Mailbox, queue: Queue) -> None:
    def arrived(mailbox: Mailbox) -> list[UUID]:
        return thread(mailbox, 3) + strangers(mailbox, 2) + [arrive(mailbox, mail("別件", message_id="z@example.com"))]

    def outcome(brand_id: UUID) -> tuple[object, ...]:
        cases = Case.objects.filter(brand_id=brand_id).order_by("number")
        facts = cases.values_list(
            "subject", "customer_name", "message_count", "version", "last_line", "status", "last_direction"
        )
        messages = Message.objects.filter(case__brand_id=brand_id).order_by("received_id")
        deeds = [
            [entry.verb for entry in audit.entries("case", case_id)] for case_id in cases.values_list("id", flat=True)
        ]
        return (
            list(facts),
            list(messages.values_list("body", "version", "author_address")),
            deeds,
            Contact.objects.filter(case__brand_id=brand_id).count(),
            cases.values("customer_id").distinct().order_by("customer_id").count(),
        )

    for received_id in arrived(mailbox):
        actions.receive(received_id=received_id)
    actions.receive_all(received_ids=arrived(other_mailbox))
    assert outcome(mailbox.brand_id) == outcome(other_mailbox.brand_id)
    assert counts.kept() == counts.live()


def test_what_a_mail_quotes_is_put_on_the_case_first_whatever_the_order(mailbox: Mailbox, queue: Queue) -> None:
    received = thread(mailbox, 12)
    actions.receive_all(received_ids=list(reversed(received)))
    case = Case.objects.get()
    assert (case.message_count, case.version) == (12, 12)
    bodies = Message.objects.order_by("version").values_list("body", flat=True)
    assert list(bodies) == [f"{number}通目" for number in range(12)]
    assert Contact.objects.count() == 1, "one episode until somebody answers"


def test_what_is_quoted_comes_along_unasked(mailbox: Mailbox, queue: Queue) -> None:
    received = thread(mailbox, 40)
    assert len(actions.receive_all(received_ids=received[-1:])) == 40
    assert Case.objects.get().message_count == 40


def test_a_stranger_who_quotes_within_the_batch_gets_a_case_of_their_own(mailbox: Mailbox, queue: Queue) -> None:
    first, quoting = (
        arrive(mailbox, mail()),
        arrive(
            mailbox,
            mail(sender="x@example.net", message_id="x@example.net", headers=["In-Reply-To: <m1@example.com>"]),
        ),
    )
    messages = actions.receive_all(received_ids=[first, quoting])
    one, other = case_of(messages[first]), case_of(messages[quoting])
    assert CaseLink.objects.get(case=other).other_id == one.id
    entry = audit.entries("case", other.id).get(verb="case.link_quoted")
    assert entry.data["number"] == one.number > 0


def test_numbers_follow_each_other_without_gaps(mailbox: Mailbox, queue: Queue) -> None:
    actions.receive_all(received_ids=[*strangers(mailbox, 3), *thread(mailbox, 5), *strangers(mailbox, 2, first=50)])
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 6))


def test_one_sender_is_one_customer_who_takes_on_the_name_told_later(mailbox: Mailbox, queue: Queue) -> None:
    senders = ("hanako@example.com", "花子 田辺 <Hanako@Example.com>", "hanako@example.com")
    received = [arrive(mailbox, mail(sender=each, message_id=f"{n}@example.com")) for n, each in enumerate(senders)]
    actions.receive_all(received_ids=received)
    (customer_id,) = set(Case.objects.values_list("customer_id", flat=True))
    assert customer_id is not None
    assert "田辺" in customers.names([customer_id])[customer_id].display


def test_where_any_open_case_of_the_customer_continues_so_does_one_of_the_batch(mailbox: Mailbox, queue: Queue) -> None:
    Queue.objects.update(continues=Continues.CUSTOMER)
    received = [arrive(mailbox, mail(f"{n}", message_id=f"{n}@example.com", subject=f"件 {n}")) for n in range(3)]
    actions.receive_all(received_ids=received)
    assert Case.objects.get().message_count == 3


def test_a_case_that_the_batch_reopens_is_counted_once(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    actions.close(actor=actor(sato), case_id=case.id, outcome=Status.DONE)
    answers = [
        arrive(mailbox, mail(message_id=f"{n}@example.com", headers=["In-Reply-To: <m1@example.com>"]))
        for n in range(3)
    ]
    actions.receive_all(received_ids=answers)
    case.refresh_from_db()
    assert (case.status, case.message_count) == (Status.NEW, 4)
    assert [entry.verb for entry in audit.entries("case", case.id)].count("case.reopened") == 1
    assert counts.kept() == counts.live()


def test_a_wait_ends_once(case: Case, mailbox: Mailbox, sato: Staff) -> None:
    actions.hold(actor=actor(sato), case_id=case.id, reason=Waiting.CUSTOMER)
    answers = [
        arrive(mailbox, mail(message_id=f"{n}@example.com", headers=["In-Reply-To: <m1@example.com>"]))
        for n in range(2)
    ]
    actions.receive_all(received_ids=answers)
    assert [entry.verb for entry in audit.entries("case", case.id)].count("case.woken") == 1


def test_two_brands_in_one_batch_stay_apart(mailbox: Mailbox, other_mailbox: Mailbox, queue: Queue) -> None:
    received = [arrive(box, mail()) for box in (mailbox, other_mailbox)]
    actions.receive_all(received_ids=received)
    assert set(Case.objects.values_list("brand_id", flat=True)) == {mailbox.brand_id, other_mailbox.brand_id}
    assert Case.objects.values("customer_id").distinct().count() == 2
    assert not CaseLink.objects.filter(kind=Link.QUOTED).exists()


def test_all_is_found_afterwards(mailbox: Mailbox, queue: Queue, brand: Brand) -> None:
    received = strangers(mailbox, 5)
    actions.receive_all(received_ids=received)
    assert Entry.objects.filter(kind="message").count() == Entry.objects.filter(kind="case").count() == 5
    assert search.health().is_well
    assert len(search.find("荷物", brand_ids=[brand.id], kinds=["message"]).hits) == 5


def test_a_batch_twice_is_once(mailbox: Mailbox, queue: Queue) -> None:
    received = strangers(mailbox, 4)
    assert actions.receive_all(received_ids=received) == actions.receive_all(received_ids=received)
    assert Case.objects.count() == Message.objects.count() == 4


@pytest.fixture
def unlucky(monkeypatch: pytest.MonkeyPatch) -> Callable[[UUID], None]:
    """Make the database refuse the message of one mail, whatever others it comes with."""

    def refuse(received_id: UUID) -> None:
        fault = f"refuse_{received_id.hex[-12:]}"
        value = received_id.hex if connection.vendor == "sqlite" else str(received_id)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER {fault} BEFORE INSERT ON desk_message WHEN NEW.received_id = '{value}' "
                    "BEGIN SELECT RAISE(ABORT, 'unlucky'); END"
                )
            else:
                cursor.execute(
                    f"ALTER TABLE desk_message ADD CONSTRAINT {fault} CHECK (received_id <> '{value}') NOT VALID"
                )

    return refuse


def test_a_mail_that_fails_waits_alone_and_the_rest_is_on_cases(
    mailbox: Mailbox, queue: Queue, unlucky: Callable[[UUID], None]
) -> None:
    received = strangers(mailbox, 9)
    unlucky(received[4])
    jobs.run_pending(raising=False)
    assert set(Message.objects.values_list("received_id", flat=True)) == set(received) - {received[4]}
    failed = Job.objects.get(state=JobState.LATER)
    assert (failed.kwargs["received_id"], failed.attempts) == (str(received[4]), 1)
    assert counts.kept() == counts.live()
    with pytest.raises(DatabaseError):
        actions.receive(received_id=received[4])


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_mails_make_one_message_of_each(mailbox: Mailbox, queue: Queue) -> None:
    received = [*thread(mailbox, 6), *strangers(mailbox, 6)]
    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda ids: _received(ids, together), (received, received[::-1])))
    assert said[0] == said[1]
    assert Message.objects.count() == 12
    assert Case.objects.count() == 7
    assert counts.kept() == counts.live()


def _received(ids: Sequence[UUID], together: threading.Barrier) -> dict[UUID, UUID]:
    """As a worker does it: a batch that came too late for one of its mails is tried again."""
    together.wait(20)
    try:
        for _attempt in range(3):
            with contextlib.suppress(DatabaseError):
                return actions.receive_all(received_ids=ids)
        raise AssertionError("three attempts failed")
    finally:
        connection.close()
