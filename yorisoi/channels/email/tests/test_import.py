"""Importing files: every mail of every file, once."""

import json
from pathlib import Path

import pytest

from yorisoi.channels import public
from yorisoi.channels.email.actions import import_files, split_mbox
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import files
from yorisoi.workspace.contracts import SYSTEM

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "mails"


def test_files_folders_and_mboxes_are_read_and_a_second_time_changes_nothing(mailbox: Mailbox, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "cur").mkdir(parents=True)
    (folder / "cur" / "1.eml").write_bytes(mail(message_id="1@x"))
    postmark = b"From a@example.com Sun Nov 22 10:00:00 2026\n"
    box = folder / "old.mbox"
    box.write_bytes(postmark + mail("From here on\n", message_id="2@x") + b"\n" + postmark + mail(message_id="3@x"))
    first = import_files(actor=SYSTEM, mailbox=mailbox, paths=[folder])
    again = import_files(actor=SYSTEM, mailbox=mailbox, paths=[folder, tmp_path / "missing.eml"])
    assert (first.found, first.new, first.failed) == (3, 3, [])
    assert (again.found, again.new, len(again.failed)) == (3, 0, 1)
    assert sorted(Received.objects.values_list("message_id", flat=True)) == ["1@x", "2@x", "3@x"]


def test_a_mail_that_quotes_an_mbox_line_stays_whole() -> None:
    raw = mail("見てください\n\nFrom a@example.com Sun Nov 22 10:00:00 2026\nここまで")
    assert split_mbox(raw) == [raw]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared mails are not on this machine")
def test_every_shared_mail_is_kept_byte_for_byte_and_can_be_read(mailbox: Mailbox) -> None:
    rows = [json.loads(line) for line in (SHARED / "index.jsonl").read_text(encoding="utf8").splitlines()]
    paths = [SHARED / row["file"] for row in rows if row["kind"] != "reply_body"]
    done = import_files(actor=SYSTEM, mailbox=mailbox, paths=paths)
    assert done.failed == []
    assert done.found >= len(paths)
    kept = {files.read(file_id) for file_id in Received.objects.values_list("file_id", flat=True)}
    for path in paths:
        for raw in split_mbox(path.read_bytes()):
            assert raw in kept or any(_same_mail(raw, each) for each in kept), path
    for received_id in Received.objects.values_list("pk", flat=True):
        message = public.received(received_id)
        assert message.sent_at <= message.received_at
        public.html(received_id, link=str)


def _same_mail(one: bytes, other: bytes) -> bool:
    from yorisoi.channels.email.envelope import peek

    return peek(one) == peek(other)
