"""`yorisoi reindex`: what the actions filed is what reindexing would file."""

import pytest

from yorisoi.channels.testing import Mailbox
from yorisoi.config import maintenance
from yorisoi.desk.models import Attachment, Case, Message, Queue
from yorisoi.desk.testing import received_case
from yorisoi.kernel import files, search
from yorisoi.kernel.models import Entry

pytestmark = pytest.mark.django_db


def test_what_actions_filed_is_right_already(
    mailbox: Mailbox, queue: Queue, capsys: pytest.CaptureFixture[str]
) -> None:
    received_case(mailbox, subject="請求書")
    before = set(Entry.objects.values_list("id", "kind"))

    maintenance.reindex()

    assert {kind for _pk, kind in before} == {"case", "message", "customer"}
    assert set(Entry.objects.values_list("id", "kind")) == before
    assert "message: 0 filed anew, 0 removed" in capsys.readouterr().out


def test_names_of_files_are_filed_again(mailbox: Mailbox, queue: Queue, case: Case) -> None:
    message = Message.objects.get(case=case)
    stored = files.store(b"%PDF-1.4", name="領収書.pdf")
    Attachment.objects.create(message=message, file_id=stored.id, name="領収書.pdf", size=8)

    maintenance.reindex()

    assert [hit.object_id for hit in search.find("領収証", [case.brand_id]).hits] == [message.id]
