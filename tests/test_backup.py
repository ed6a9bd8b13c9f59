"""Backup and restore with the real commands: what went in comes out, on either database; what is wrong is refused."""

import json
import os
import secrets
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).parent.parent
CHANGED = {"channels_outbound"}  # what was still to be sent is kept as not sent
NOT_THE_SAME = {"kernel_schedule", "django_migrations"}  # when the house's own work is due again


def yorisoi(*words: str, data: Path, database: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"YORISOI_DATA_DIR": str(data), "YORISOI_LANGUAGE": "en"}
    if database:
        environment["DATABASE_URL"] = database
    return subprocess.run(
        ["bin/yorisoi", *words], cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )


def tables(backup: Path) -> dict[str, Any]:
    with zipfile.ZipFile(backup) as archive:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))["tables"]
    return {name: about for name, about in found.items() if name not in NOT_THE_SAME}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small company's data folder."""
    data = tmp_path_factory.mktemp("company")
    done = yorisoi("demo", "--prepare-only", "--cases", "25", data=data)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def backup(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kept") / "company.zip"
    done = yorisoi("backup", str(target), data=company)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_mode & 0o077 == 0
    return target


def test_what_went_in_comes_out(backup: Path, tmp_path: Path) -> None:
    done = yorisoi("restore", str(backup), data=tmp_path / "new")
    assert done.returncode == 0, done.stderr
    again = tmp_path / "again.zip"
    assert yorisoi("backup", str(again), data=tmp_path / "new").returncode == 0
    first, second = tables(backup), tables(again)
    assert {name: about["rows"] for name, about in second.items()} == {
        name: about["rows"] for name, about in first.items()
    }
    assert first["desk_case"]["rows"] >= 25
    assert [name for name, about in first.items() if about != second[name] and name not in CHANGED] == []
    with zipfile.ZipFile(backup) as one, zipfile.ZipFile(again) as other:
        files = {name for name in one.namelist() if name.startswith("files/")}
        assert files
        assert files == {name for name in other.namelist() if name.startswith("files/")}
        assert one.read("secret-key") == other.read("secret-key")


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    import psycopg
    from psycopg import sql

    given = settings.DATABASES["default"]
    name = f"backup_{secrets.token_hex(4)}"
    place = {"host": given["HOST"], "port": given["PORT"] or 5432, "user": given["USER"], "password": given["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        user = place["user"] + (f":{place['password']}" if place["password"] else "")
        yield f"postgresql://{user}@{place['host']}:{place['port']}/{name}"
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="this run is not on PostgreSQL")
def test_from_sqlite_to_postgresql_and_back(backup: Path, postgresql: str, tmp_path: Path) -> None:
    done = yorisoi("restore", str(backup), data=tmp_path / "pg", database=postgresql)
    assert done.returncode == 0, done.stderr
    over, back = tmp_path / "over.zip", tmp_path / "back.zip"
    assert yorisoi("backup", str(over), data=tmp_path / "pg", database=postgresql).returncode == 0
    done = yorisoi("restore", str(over), data=tmp_path / "sqlite")
    assert done.returncode == 0, done.stderr
    assert yorisoi("backup", str(back), data=tmp_path / "sqlite").returncode == 0
    first, last = tables(backup), tables(back)
    assert {name: about["rows"] for name, about in last.items()} == {
        name: about["rows"] for name, about in first.items()
    }
    # a new row must get a key of its own there
    assert yorisoi("admin", "new@example.jp", data=tmp_path / "pg", database=postgresql).returncode == 0


def test_database_in_use_is_left_alone(backup: Path, company: Path) -> None:
    done = yorisoi("restore", str(backup), data=company)
    assert done.returncode == 1
    assert "in use" in done.stderr


def test_damage_is_found_before_anything_is_changed(backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(damaged, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content.replace("山".encode(), "川".encode()) if "customer" in name else content)
    done = yorisoi("restore", str(damaged), data=tmp_path / "new")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert yorisoi("restore", "--check", str(damaged), data=tmp_path / "new").returncode == 1
    assert yorisoi("restore", "--check", str(backup), data=tmp_path / "new").returncode == 0
    half = tmp_path / "half.zip"
    half.write_bytes(backup.read_bytes()[:-1000])
    assert "no whole backup" in yorisoi("restore", str(half), data=tmp_path / "new").stderr


def test_an_older_backup_is_never_overwritten(backup: Path, company: Path) -> None:
    before = backup.read_bytes()
    done = yorisoi("backup", str(backup), data=company)
    assert done.returncode == 1
    assert backup.read_bytes() == before
