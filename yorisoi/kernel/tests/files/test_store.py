"""Storing: once by content, whole or not at all, never more than allowed."""

import hashlib
import io
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from yorisoi.kernel import files
from yorisoi.kernel.files.storing import path_of
from yorisoi.kernel.models import StoredFile

CONTENT = "請求書の中身".encode()


def stored_paths(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "files").rglob("*") if path.is_file())


def test_a_file_lies_under_its_digest_and_comes_back_as_it_was(db: None, settings: Settings) -> None:
    row = files.store(CONTENT, "請求書.txt")
    assert row.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (row.size, row.content_type) == (len(CONTENT), "text/plain")
    folder: Path = settings.DATA_DIR
    assert stored_paths(folder) == [folder / "files" / row.sha256[:2] / row.sha256[2:4] / row.sha256]
    with files.open(row.id) as content:
        assert content.read() == CONTENT
    assert files.read(row) == CONTENT


def test_the_same_content_is_one_file_whatever_it_is_called(db: None, settings: Settings) -> None:
    first, second = files.store(CONTENT, "a.pdf"), files.store(io.BytesIO(CONTENT), "b.exe")
    assert first.id == second.id
    assert len(stored_paths(settings.DATA_DIR)) == 1


def test_large_content_is_read_in_pieces(db: None) -> None:
    content = bytes(range(256)) * 8000
    row = files.store(io.BytesIO(content))
    assert (row.size, files.read(row)) == (len(content), content)


def test_an_empty_file_is_a_file(db: None) -> None:
    row = files.store(b"")
    assert (row.size, files.read(row)) == (0, b"")


def test_too_large_a_file_is_refused_by_name_and_leaves_nothing(db: None, settings: Settings) -> None:
    settings.MAX_MAIL_BYTES = 1024 * 1024
    with pytest.raises(files.FileTooLargeError, match=r"動画\.mp4 is larger than 1 MB"):
        files.store(b"x" * (1024 * 1024 + 1), "動画.mp4")
    assert files.store(b"x" * (1024 * 1024)).size == 1024 * 1024
    assert len(stored_paths(settings.DATA_DIR)) == 1


def test_a_source_that_breaks_leaves_nothing(db: None, settings: Settings) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise ConnectionResetError(size)
            return super().read(4)

    with pytest.raises(ConnectionResetError):
        files.store(Broken(b"12345678"))
    assert stored_paths(settings.DATA_DIR) == []
    assert not StoredFile.objects.exists()


def test_half_a_file_from_a_power_cut_is_written_again(db: None) -> None:
    row = files.store(CONTENT)
    path_of(row.sha256).write_bytes(CONTENT[:3])
    files.store(CONTENT)
    assert files.read(row) == CONTENT


def test_a_missing_file_is_a_clear_error(db: None) -> None:
    row = files.store(CONTENT)
    path_of(row.sha256).unlink()
    with pytest.raises(files.FileMissingError, match="is not in the data folder; restore a backup"):
        files.open(row.id)
    with pytest.raises(files.FileMissingError, match="was ever stored"):
        files.open(uuid4())


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_rolled_back_does_no_harm() -> None:
    with transaction.atomic():
        files.store(CONTENT)
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    assert files.read(files.store(CONTENT)) == CONTENT


@pytest.mark.django_db(transaction=True)
def test_the_same_content_stored_by_many_at_once_is_one_row() -> None:
    begin = threading.Barrier(4)
    rows: list[StoredFile] = []

    def store() -> None:
        begin.wait()
        rows.append(files.store(CONTENT))
        connection.close()

    threads = [threading.Thread(target=store) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {row.id for row in rows} == {StoredFile.objects.get().id}
    assert len(rows) == 4


@pytest.mark.django_db
def test_placed_contents_get_their_rows_in_order_and_once() -> None:
    first = files.store(b"one")
    placed = [files.place(each) for each in (b"two", b"one", b"two", b"three")]
    rows = files.rows_of(placed)
    assert rows[0] == rows[2]
    assert rows[1] == first
    assert [files.read(row) for row in rows] == [b"two", b"one", b"two", b"three"]
    assert files.rows_of(placed) == rows
    assert files.rows_of([]) == []


def test_unsynced_files_are_as_whole_as_others(db: None, settings: Settings) -> None:
    with files.unsynced():
        row = files.store(CONTENT)
    assert files.read(row) == CONTENT
    assert len(stored_paths(settings.DATA_DIR)) == 1
