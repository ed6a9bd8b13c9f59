"""Old mail brought in from files: it opens cases, closed when asked, and wakes none."""

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk.actions import receive
from yorisoi.desk.models import Case, Closure
from yorisoi.kernel import jobs

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
