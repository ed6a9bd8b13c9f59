"""Uploads that were never sent are thrown away; nothing that anybody refers to ever is."""

import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from yorisoi.kernel import clock, files, jobs
from yorisoi.kernel.files import tidying
from yorisoi.kernel.files.storing import path_of
from yorisoi.kernel.models import StoredFile

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1, minutes=1)


def later(days: int = 1) -> Any:
    return clock.moved_to(clock.now() + days * DAY)


def aged(sha256: str) -> Path:
    """Its bytes, as if they were written two days ago."""
    path = path_of(sha256)
    os.utime(path, (time.time() - 200_000,) * 2)
    return path


def tidied(days: int = 1) -> None:
    """What the daily job does, and a day later the jobs it left behind."""
    with later(days):
        tidying.tidy()
    with later(days + 1):
        jobs.run_pending()


def test_a_loose_file_goes_after_a_day_and_its_bytes_follow() -> None:
    row = files.store("忘れた添付".encode(), loose=True)
    path = aged(row.sha256)
    tidying.tidy()
    assert StoredFile.objects.count() == 1
    with later():
        tidying.tidy()
        jobs.run_pending()
    assert (StoredFile.objects.count(), path.exists()) == (0, True)
    with later(2):
        jobs.run_pending()
    assert list(path.parent.iterdir()) == []


def test_what_was_not_uploaded_or_is_held_stays() -> None:
    plain = files.store(b"mail")
    held = files.store(b"sent", loose=True)
    files.hold([held.pk])
    again = files.store(b"mail", loose=True)
    tidied()
    assert {row.pk for row in StoredFile.objects.all()} == {plain.pk, held.pk}
    assert again.pk == plain.pk


def test_the_same_content_that_comes_by_mail_is_loose_no_more() -> None:
    upload = files.store(b"both", loose=True)
    assert files.rows_of([files.place(b"both")])[0].pk == upload.pk
    other = files.store(b"both too", loose=True)
    assert files.store(b"both too").pk == other.pk
    tidied()
    assert StoredFile.objects.count() == 2


def test_who_is_still_at_work_with_it_has_another_day() -> None:
    row = files.store(b"page open", loose=True)
    with clock.moved_to(clock.now() + timedelta(hours=20)):
        assert files.wanted_still([row.sha256, "0" * 64]) == {row.sha256}
    with later():
        assert tidying.tidy() == 0


def test_bytes_that_were_placed_again_stay() -> None:
    row = files.store(b"once more", loose=True)
    path = aged(row.sha256)
    with later():
        tidying.tidy()
    files.place(b"once more")  # and its row is not committed yet
    assert not tidying.drop(row.sha256)
    assert path.read_bytes() == b"once more"
    aged(row.sha256)
    files.rows_of([files.Placed(row.sha256, row.size, row.content_type)])
    assert not tidying.drop(row.sha256)
    assert path.exists()


def test_parts_of_files_that_were_never_finished_go(settings: Any) -> None:
    folder = Path(settings.DATA_DIR) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    old, young = folder / ".part-old", folder / ".part-young"
    for each in (old, young):
        each.write_bytes(b"x")
    os.utime(old, (time.time() - 200_000,) * 2)
    tidying.tidy()
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_who_takes_a_file_while_it_is_thrown_away_keeps_it_or_is_told() -> None:
    """Two processes at one file: whoever comes second sees what the first one did."""
    row = files.store(b"contested", loose=True)
    holding, tidy_now = threading.Event(), threading.Event()

    def take() -> None:
        with transaction.atomic():
            files.hold([row.pk])
            holding.set()
            assert tidy_now.wait(30)
        connection.close()

    thread = threading.Thread(target=take)
    thread.start()
    assert holding.wait(30)
    other = threading.Timer(0.2, tidy_now.set)
    other.start()
    with later():
        tidying.tidy()  # waits for the one that holds it
    thread.join()
    assert StoredFile.objects.get().loose_at is None


@pytest.mark.django_db(transaction=True)
def test_places_and_drops_of_the_same_content_at_once_lose_nothing() -> None:
    content = b"again and again"
    sha256 = files.place(content).sha256
    over = threading.Event()

    def drop() -> None:
        while not over.is_set():
            try:
                os.utime(path_of(sha256), (0, 0))
            except FileNotFoundError:
                continue
            tidying.drop(sha256)
        connection.close()

    def place() -> list[bool]:
        found = []
        for _time in range(200):
            files.place(content)
            begun = time.monotonic()
            while not path_of(sha256).exists() and time.monotonic() - begun < 0.5:
                pass
            found.append(path_of(sha256).exists())
        return found

    thread = threading.Thread(target=drop)
    thread.start()
    try:
        files.rows_of([files.place(content)])
        found = place()
    finally:
        over.set()
        thread.join()
    assert all(found)
    assert path_of(sha256).read_bytes() == content
