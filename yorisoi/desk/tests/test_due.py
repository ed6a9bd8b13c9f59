"""Until when the customer is to be answered: in business hours, from what they wrote first."""

from datetime import UTC, datetime, timedelta

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions
from yorisoi.desk.contracts import Kind
from yorisoi.desk.models import Case, Queue
from yorisoi.desk.queries import View, inbox
from yorisoi.desk.testing import received_case
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Staff, actor, client_of

pytestmark = pytest.mark.django_db
FRIDAY_17 = datetime(2026, 11, 20, 8, tzinfo=UTC)  # 17:00 in Japan; Monday the 23rd is a holiday
TUESDAY_12 = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def target(queue: Queue) -> Queue:
    """お問い合わせ with four business hours to answer."""
    queue.answer_within = 4
    queue.save()
    return queue


def due(case: Case) -> datetime | None:
    return Case.objects.values_list("due_at", flat=True).get(id=case.id)


def test_counts_business_hours_over_a_holiday(mailbox: Mailbox, target: Queue) -> None:
    with clock.moved_to(FRIDAY_17):
        assert due(received_case(mailbox)) == TUESDAY_12


def test_without_a_target_nothing_is_due(mailbox: Mailbox, queue: Queue) -> None:
    assert due(received_case(mailbox)) is None


def test_the_first_unanswered_message_counts_and_an_answer_ends_it(
    mailbox: Mailbox, target: Queue, sato: Staff
) -> None:
    with clock.moved_to(FRIDAY_17):
        case = received_case(mailbox)
    with clock.moved_to(FRIDAY_17 + timedelta(minutes=30)):
        again = mail(message_id="two@example.com", headers=["In-Reply-To: <m1@example.com>"])
        actions.receive(received_id=arrive(mailbox, again))
        case.refresh_from_db()
        assert (case.message_count, case.due_at) == (2, TUESDAY_12)
        draft = actions.Draft(text="お待ちください", to=["yamada@example.com"])
        message_id = actions.reply(actor=actor(sato), case_id=case.id, draft=draft)
        assert due(case) is None
        actions.take_back(actor=actor(sato), case_id=case.id, message_id=message_id)
        assert due(case) == TUESDAY_12


def test_closing_ends_it(mailbox: Mailbox, target: Queue, sato: Staff) -> None:
    case = received_case(mailbox)
    assert due(case)
    actions.close(actor=actor(sato), case_id=case.id)
    assert due(case) is None


def test_a_call_taken_by_hand_is_due_a_note_is_not(target: Queue, sato: Staff) -> None:
    for kind in (Kind.IN, Kind.NOTE):
        new = actions.NewCase(queue_id=target.id, subject="電話", text="折り返し", kind=kind)
        case = Case.objects.get(id=actions.open_case(actor=actor(sato), new=new))
        assert (case.due_at is not None) is (kind is Kind.IN)


def test_rows_say_the_time_left_with_a_sign_only_when_it_matters(mailbox: Mailbox, target: Queue, sato: Staff) -> None:
    with clock.moved_to(FRIDAY_17):
        received_case(mailbox)
    client = client_of(sato)
    for at, left, look in (
        (FRIDAY_17, 4 * 3600, 'class="left"'),
        (TUESDAY_12 - timedelta(hours=1), 3600, "left--soon"),
        (TUESDAY_12 + timedelta(minutes=20), -1200, "left--late"),
    ):
        with clock.moved_to(at):
            assert inbox(actor(sato), View("all")).rows[0].left == left
            client.force_login(sato.user, backend="allauth.account.auth_backends.AuthenticationBackend")
            page = client.get("/inbox/?view=all").content.decode()
            assert look in page
            assert "営業時間" in page


def test_the_target_is_set_on_the_queues_page(queue: Queue, sato: Staff) -> None:
    given = {"name": queue.name, "brand": str(queue.brand_id), "continues": "thread", "order": "1", "active": "on"}
    assert client_of(sato).post(f"/settings/queues/{queue.id}/", given | {"answer_within": "8"}).status_code == 302
    queue.refresh_from_db()
    assert queue.answer_within == 8
