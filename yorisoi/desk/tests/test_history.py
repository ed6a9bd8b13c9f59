"""Old mail brought in from files: it opens cases, closed when asked, and wakes none."""

from datetime import UTC, datetime

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk.actions import receive
from yorisoi.desk.actions.receive import receive_all
from yorisoi.desk.models import Case, Closure, Contact, Happening, Message
from yorisoi.kernel import jobs
from yorisoi.workspace.testing import Staff

pytestmark = pytest.mark.django_db

HISTORY = frozenset({"history"})
CLOSED = frozenset({"history", "closed"})


def test_old_mail_opens_a_case_and_is_closed_only_when_asked(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=HISTORY))
    receive(received_id=arrive(mailbox, mail("二", message_id="2@x"), flags=CLOSED))
    jobs.run_pending()
    assert sorted(Case.objects.values_list("status", flat=True)) == ["done", "new"]
    assert Closure.objects.count() == 1


def test_old_mail_of_a_closed_case_does_not_open_it_new_mail_does(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=CLOSED))
    answer = ["In-Reply-To: <1@x>", "References: <1@x>"]
    receive(received_id=arrive(mailbox, mail("二", message_id="2@x", headers=answer), flags=CLOSED))
    assert Case.objects.get().status == "done"
    receive(received_id=arrive(mailbox, mail("三", message_id="3@x", headers=answer)))
    assert Case.objects.get().status == "new"


def test_old_mail_does_not_close_a_case_that_people_work_on(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x")))
    answer = ["In-Reply-To: <1@x>"]
    receive(received_id=arrive(mailbox, mail("二", message_id="2@x", headers=answer), flags=CLOSED))
    assert Case.objects.get().status == "new"


FIRST, SECOND, THIRD = (datetime(2020, 2, day, 1, tzinfo=UTC) for day in (1, 3, 5))
US = {"sender": "さくら便サポート <Support@sakura.example>", "to": "山田 太郎 <yamada@example.com>"}


def quoting(*ids: str) -> list[str]:
    return [f"In-Reply-To: <{ids[-1]}>", "References: " + " ".join(f"<{each}>" for each in ids)]


def test_what_our_own_mailbox_sent_is_our_answer_to_the_customer(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=HISTORY, received_at=FIRST))
    answer = mail("お返事", message_id="2@x", headers=quoting("1@x"), **US)
    receive(received_id=arrive(mailbox, answer, flags=HISTORY, received_at=SECOND))
    again = mail("再び", message_id="3@x", headers=quoting("1@x", "2@x"))
    receive(received_id=arrive(mailbox, again, flags=HISTORY, received_at=THIRD))
    case = Case.objects.get()
    assert list(Message.objects.filter(case=case).order_by("at").values_list("kind", flat=True)) == ["in", "out", "in"]
    assert case.customer_name == "山田 太郎"
    first, second = Contact.objects.order_by("opened_at")
    assert (first.opened_at, first.answered_at, second.opened_at, second.ended_at) == (FIRST, SECOND, THIRD, None)


def test_a_conversation_that_we_began_belongs_to_whom_we_wrote_to(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail("ご案内", message_id="1@x", **US), flags=HISTORY, received_at=FIRST))
    answer = mail("ありがとう", message_id="2@x", headers=quoting("1@x"))
    receive(received_id=arrive(mailbox, answer, flags=HISTORY, received_at=SECOND))
    assert Case.objects.get().customer_name == "山田 太郎"


def test_new_mail_that_only_names_our_mailbox_as_its_sender_is_no_answer_of_ours(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x")))
    receive(received_id=arrive(mailbox, mail("偽", message_id="2@x", headers=quoting("1@x"), **US)))
    assert set(Message.objects.values_list("kind", flat=True)) == {"in"}


def test_an_old_answer_does_not_answer_what_came_after_it(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=HISTORY, received_at=THIRD))
    answer = mail("前の", message_id="2@x", headers=quoting("1@x"), **US)
    receive(received_id=arrive(mailbox, answer, flags=HISTORY, received_at=SECOND))
    contact = Contact.objects.get()
    assert (contact.opened_at, contact.answered_at) == (THIRD, None)
    assert Case.objects.get().opened_at == SECOND


def test_a_case_closed_for_its_importer_was_closed_when_its_last_mail_came(mailbox: Mailbox) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=CLOSED, received_at=FIRST))
    case = Case.objects.get()
    told = Happening.objects.get(verb="closed")
    assert (case.opened_at, case.closed_at, Closure.objects.get().at, told.at) == (FIRST,) * 4
    later = [
        arrive(mailbox, mail("二", message_id=f"{n}@x", headers=quoting("1@x")), flags=CLOSED, received_at=at)
        for n, at in ((3, THIRD), (2, SECOND))
    ]
    receive_all(received_ids=later)
    case = Case.objects.get()
    assert (case.status, case.opened_at, case.closed_at, Closure.objects.get().at) == ("done", FIRST, THIRD, THIRD)
    assert not Contact.objects.filter(ended_at=None).exists()


def test_an_old_mail_does_not_move_what_a_person_closed(mailbox: Mailbox, suzuki: Staff) -> None:
    receive(received_id=arrive(mailbox, mail(message_id="1@x"), flags=CLOSED, received_at=FIRST))
    Closure.objects.update(by_id=suzuki.id)
    headers = quoting("1@x")
    receive(received_id=arrive(mailbox, mail("二", message_id="2@x", headers=headers), flags=CLOSED, received_at=THIRD))
    assert (Case.objects.get().closed_at, Closure.objects.get().at) == (FIRST, FIRST)
