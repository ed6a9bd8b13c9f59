"""`yorisoi import-mails`"""

from pathlib import Path
from typing import Any

import pytest

from yorisoi.channels.email.actions import start_import
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.config import mail_import
from yorisoi.desk.models import Case
from yorisoi.kernel import jobs
from yorisoi.workspace.contracts import SYSTEM

pytestmark = pytest.mark.django_db


def test_the_command_looks_imports_resumes_and_reports(
    mailbox: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box, report = tmp_path / "1.eml", tmp_path / "report.csv"
    box.write_bytes(mail())
    how: dict[str, Any] = {"paths": [str(box)], "mailbox": mailbox.address}
    assert mail_import.run(mail_import.Options(**how, dry_run=True)) == 0
    assert not Received.objects.exists()
    assert "dry run" in capsys.readouterr().out
    assert mail_import.run(mail_import.Options(**how, resume=True)) == 1
    sources = [{"path": str(box), "name": str(box)}]
    start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, dry_run=False, closed=False, job=False)
    assert mail_import.run(mail_import.Options(**how, resume=True, report=str(report))) == 0
    assert "1 new" in capsys.readouterr().out
    assert "m1@example.com" in report.read_text(encoding="utf8")
    assert mail_import.run(mail_import.Options(["/nowhere"], mailbox.address)) == 1
    assert mail_import.run(mail_import.Options([str(box)], "nobody@x")) == 1


THREADS, MAILS_EACH = 4, 3


def newest_first(path: Path, sign: str) -> Path:
    """Threads in an mbox as Gmail's Takeout writes it: every answer lies before what it answers."""
    mails = []
    for number in range(THREADS * MAILS_EACH):
        thread, place = number % THREADS, number // THREADS
        answers = [f"In-Reply-To: <{sign}{number - THREADS}@example.com>"] if place else []
        raw = mail(
            sender=f"{sign}{thread}@example.com",
            subject=f"{sign} {number}",
            message_id=f"{sign}{number}@example.com",
            headers=answers,
        )
        mails.append(raw.replace(b"22 Nov 2026 10:00", f"22 Nov 2020 10:{number:02d}".encode()))
    path.write_bytes(b"".join(b"From a@example.com Sun Nov 22 10:00:00 2020\n" + each + b"\n" for each in mails[::-1]))
    return path


def test_threads_stay_whole_by_the_screen_as_by_the_command(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yorisoi.channels.email.actions.imports.BATCH", 2)
    monkeypatch.setattr("yorisoi.channels.email.tasks.IMPORT_SECONDS", 0.0)  # a piece a job, as with many mails
    box = newest_first(tmp_path / "command.mbox", "command")
    assert mail_import.run(mail_import.Options([str(box)], mailbox.address)) == 0
    box = newest_first(tmp_path / "screen.mbox", "screen")
    sources = [{"path": str(box), "name": box.name}]
    start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, dry_run=False, closed=False)
    while jobs.run_pending(1):
        pass
    for way in ("command", "screen"):
        cases = Case.objects.filter(subject__startswith=way).order_by("number")
        assert list(cases.values_list("subject", flat=True)) == [f"{way} {number}" for number in range(THREADS)]
