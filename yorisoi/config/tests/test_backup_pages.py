"""Backups on the screen: made by a job, listed, taken away, removed; restoring only where nobody works yet."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yorisoi.kernel import jobs
from yorisoi.kernel.models.audit_entry import AuditEntry
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db


def test_made_taken_and_removed(takahashi: Staff, settings: Any) -> None:
    client = client_of(takahashi)
    assert client.post("/settings/backups/").status_code == 302
    jobs.run_pending()
    (made,) = Path(settings.DATA_DIR, "backups").iterdir()

    assert made.name in client.get("/settings/backups/").content.decode()
    answer = client.get(f"/settings/backups/{made.name}/")
    with zipfile.ZipFile(BytesIO(b"".join(answer))) as archive:
        assert "tables/workspace_user.jsonl" in archive.namelist()
        assert b"takahashi@example.jp" in archive.read("tables/workspace_user.jsonl")
    assert client.delete(f"/settings/backups/{made.name}/").status_code == 302
    assert not made.exists()
    verbs = list(AuditEntry.objects.filter(kind="backup").order_by("id").values_list("verb", flat=True))
    assert verbs == ["backup.made", "backup.taken", "backup.removed"]


@pytest.mark.parametrize("name", ["yorisoi.sqlite3", "..%2Fsecret-key", "yorisoi-20260101-000000.zip"])
def test_nothing_else_is_taken(takahashi: Staff, settings: Any, name: str) -> None:
    Path(settings.DATA_DIR, "backups").mkdir()
    Path(settings.DATA_DIR, "backups", "yorisoi.sqlite3").write_text("x")
    assert client_of(takahashi).get(f"/settings/backups/{name}/").status_code == 404
    assert client_of(takahashi).delete(f"/settings/backups/{name}/").status_code == 404


def test_only_administrators_of_all_brands(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    for staff in (sato, suzuki, tanaka):
        assert client_of(staff).get("/settings/backups/").status_code == 403
        assert client_of(staff).post("/settings/backups/").status_code == 403
        assert client_of(staff).get("/settings/backups/yorisoi-20260101-000000.zip/").status_code == 403
    assert Client().get("/settings/backups/").status_code == 302


def test_restoring_is_gone_once_somebody_works_here(suzuki: Staff) -> None:
    assert Client().get("/restore/").status_code == 404
    assert Client().post("/restore/").status_code == 404
    assert client_of(suzuki).get("/restore/").status_code == 404


def test_empty_installation_explains_what_is_wrong_with_a_file(db: None) -> None:
    assert "空です" in Client().get("/restore/").content.decode()
    answer = Client().post("/restore/", {"file": SimpleUploadedFile("x.zip", b"no zip")})
    assert answer.status_code == 422
    assert "何も変更していません" in answer.content.decode()
    assert Client().post("/restore/").status_code == 422
    assert Client().put("/restore/").status_code == 405
