"""`yorisoi import-mails`"""

from pathlib import Path
from typing import Any

import pytest

from yorisoi.channels.email.actions import start_import
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.config import mail_import
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
