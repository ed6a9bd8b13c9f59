"""/settings/imports/"""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from yorisoi.channels.email.actions import start_import
from yorisoi.channels.email.models import ImportLine, MailImport
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.offers import may_hear_imports
from yorisoi.channels.testing import mail
from yorisoi.kernel import jobs
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db

LIST = "/settings/imports/"


def page(row: MailImport, name: str = "import") -> str:
    return reverse(f"channels:{name}", kwargs={"import_id": row.pk})


def upload(staff: Staff, mailbox: Mailbox, *contents: bytes, **values: Any) -> Any:
    sent = [SimpleUploadedFile(f"メール{number}.eml", each) for number, each in enumerate(contents)]
    return client_of(staff).post(LIST, {"mailbox_id": str(mailbox.pk), "mails": sent, **values})


def made(mailbox: Mailbox, *paths: Path) -> MailImport:
    sources = [{"path": str(path), "name": path.name} for path in paths]
    import_id = start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, dry_run=False, closed=False)
    return MailImport.objects.get(pk=import_id)


def test_uploaded_mails_become_cases_and_the_list_leads_there(mailbox: Mailbox, sato: Staff) -> None:
    answer = upload(sato, mailbox, mail(message_id="1@x"), mail("二", message_id="2@x"))
    assert answer.status_code == 302
    row = MailImport.objects.get()
    assert row.actor_id == sato.pk
    jobs.run_pending()
    shown = client_of(sato).get(page(row)).content.decode()
    assert shown.count('href="/cases/') == 2
    assert "メール0.eml" in shown
    assert "すべて" in shown
    assert 'hx-trigger="live' not in shown


def test_the_list_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    assert upload(suzuki, mailbox, mail()).status_code == 403
    assert upload(tanaka, mailbox, mail()).status_code == 403
    assert upload(sato, other_mailbox, mail()).status_code == 422
    assert client_of(suzuki).get(LIST).status_code == 403
    assert client_of(sato).put(LIST).status_code == 405
    assert not MailImport.objects.exists()
    text = client_of(sato).get(LIST).content.decode()
    assert mailbox.address in text
    assert other_mailbox.address not in text


@pytest.mark.parametrize("name", ["import", "import-report", "import-stop"])
def test_an_import_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff, name: str
) -> None:
    ours, theirs = made(mailbox), made(other_mailbox)
    method, wrong, good = ("post", "get", 302) if name == "import-stop" else ("get", "post", 200)
    assert getattr(client_of(suzuki), method)(page(ours, name)).status_code == 403
    assert getattr(client_of(tanaka), method)(page(ours, name)).status_code == 404
    assert getattr(client_of(sato), method)(page(theirs, name)).status_code == 404
    assert getattr(client_of(sato), wrong)(page(ours, name)).status_code == 405
    assert MailImport.objects.filter(state="running").count() == 2
    assert getattr(client_of(sato), method)(page(ours, name)).status_code == good


def test_what_is_wrong_is_said_at_its_field(mailbox: Mailbox, sato: Staff, settings: Settings) -> None:
    nothing = client_of(sato).post(LIST, {"mailbox_id": str(mailbox.pk)})
    settings.MAX_MAIL_BYTES = 2 * 1024 * 1024
    large = upload(sato, mailbox, mail(), mail("x" * 2_100_000))
    assert (nothing.status_code, large.status_code) == (422, 422)
    assert "メール1.eml" in large.content.decode()
    assert "2 MB" in large.content.decode()
    assert not MailImport.objects.exists()


def test_a_place_on_the_server_only_within_the_folder(
    mailbox: Mailbox, sato: Staff, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.eml").write_bytes(mail())
    (tmp_path / "secret.eml").write_bytes(mail())
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret.eml")
    assert client_of(sato).post(LIST, {"mailbox_id": str(mailbox.pk), "path": "1.eml"}).status_code == 422
    settings.IMPORT_DIR = str(tmp_path / "in")
    for typed in ("../secret.eml", str(tmp_path / "secret.eml"), "link", "missing.eml"):
        assert client_of(sato).post(LIST, {"mailbox_id": str(mailbox.pk), "path": typed}).status_code == 422
    assert client_of(sato).post(LIST, {"mailbox_id": str(mailbox.pk), "path": "."}).status_code == 302
    jobs.run_pending()
    assert Received.objects.count() == 1


def test_progress_is_shown_and_asked_for_while_it_goes_on(mailbox: Mailbox, sato: Staff) -> None:
    row = made(mailbox)
    MailImport.objects.update(bytes_total=1000, bytes_done=250, new=3, found=3)
    text = client_of(sato).get(page(row)).content.decode()
    assert 'value="25"' in text
    assert f"live:mailimport:{row.brand_id}" in text
    part = client_of(sato).get(page(row), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'value="25"' in part


def test_lines_go_on_by_key_and_by_result(
    mailbox: Mailbox, sato: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = made(mailbox)
    ImportLine.objects.bulk_create(
        ImportLine(whole=row, file=f"f{n}.eml", result="failed" if n % 10 == 0 else "new", why="w") for n in range(120)
    )
    client = client_of(sato)
    with django_assert_max_num_queries(9):
        first = client.get(page(row)).content.decode()
    assert ("f49.eml" in first, "f50.eml" in first) == (True, False)
    after = ImportLine.objects.order_by("id")[49].pk
    assert "f50.eml" in client_of(sato).get(page(row), {"after": str(after)}).content.decode()
    failed = client_of(sato).get(page(row), {"result": "failed"}).content.decode()
    assert ("f110.eml" in failed, "f111.eml" in failed) == (True, False)


def test_the_report_is_a_table_without_formulas(mailbox: Mailbox, sato: Staff) -> None:
    row = made(mailbox)
    ImportLine.objects.create(
        whole=row, file="=cmd|x.eml", offset=7, message_id="1@x", result="failed", why='理由、"と'
    )
    answer = client_of(sato).get(page(row, "import-report"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    head, line = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert line[:3] == ["'=cmd|x.eml", "7", "1@x"]
    assert line[4] == '理由、"と'
    assert len(head) == 5


def test_who_may_hear(mailbox: Mailbox, sato: Staff, suzuki: Staff) -> None:
    topic = f"mailimport:{mailbox.brand_id}"
    assert may_hear_imports(str(sato.user_id), topic)
    assert not may_hear_imports(str(suzuki.user_id), topic)
