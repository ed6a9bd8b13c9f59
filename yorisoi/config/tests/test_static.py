"""Static files are collected once, anew when one changed, and by one process at a time."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from yorisoi.config import server


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Path:
    """A folder of static files of this test alone, collected beside it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [folder], tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    storage = {"BACKEND": "yorisoi.config.static.HashedStaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    return folder


def collected(settings: Settings) -> list[str]:
    return sorted(path.read_text() for path in settings.STATIC_ROOT.glob("page.*.css"))


def test_changed_file_is_collected_although_it_is_older_and_the_old_one_stays(source: Path, settings: Settings) -> None:
    server.collect_static()
    (source / "page.css").write_text("a { color: blue }")
    os.utime(source / "page.css", (1, 1))
    server.collect_static()
    assert collected(settings) == ["a { color: blue }", "a { color: red }"]


def test_nothing_is_done_when_nothing_changed(source: Path, settings: Settings) -> None:
    server.collect_static()
    (settings.STATIC_ROOT / "page.css").unlink()
    server.collect_static()
    assert not (settings.STATIC_ROOT / "page.css").exists()


def test_servers_that_start_together_do_not_disturb_each_other(source: Path, settings: Settings) -> None:
    for number in range(40):
        (source / f"page{number}.css").write_text(f"a {{ width: {number}px }}")
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(server.collect_static) for _each in range(4)]:
            done.result()
    assert len(list(settings.STATIC_ROOT.glob("page*.*.css"))) == 41
