"""Checking a backup, and taking it in where nothing is yet."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.channels.models import Outbound
from yorisoi.config.backup.errors import BackupError
from yorisoi.config.backup.tables import PART, Model, columns, object_of, tables
from yorisoi.config.backup.writing import FORMAT, KEY_FILE
from yorisoi.config.maintenance import reindex
from yorisoi.kernel.files.storing import path_of
from yorisoi.workspace.models import Brand, User

NOT_SENT = gettext_noop("Not sent before the restore. Look whether it went out meanwhile, then send it again.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `rows` by table."""

    version: str
    made_at: str
    rows: dict[str, int]
    files: int
    missing_files: tuple[str, ...]
    migrations: tuple[str, ...]


def checked(source: Path) -> Manifest:
    """Read the whole backup and compare it with what it says of itself. Raises BackupError."""
    try:
        with zipfile.ZipFile(source) as archive:
            said = json.loads(archive.read("manifest.json"))
            if said.get("format") != FORMAT:
                raise BackupError(_("This is a backup of another format than this version reads. Nothing was changed."))
            for table, about in said["tables"].items():
                _check_table(archive, table, about)
            for name in archive.namelist():
                if name.startswith("files/") and _digest(archive, name) != name.removeprefix("files/"):
                    raise BackupError(
                        _("The file %(name)s is damaged in this backup. Nothing was changed.") % {"name": name}
                    )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BackupError(_("This is no whole backup (%(what)s). Nothing was changed.") % {"what": error}) from error
    counts = {table: about["rows"] for table, about in said["tables"].items()}
    return Manifest(
        said["version"], said["made_at"], counts, said["files"], tuple(said["missing_files"]), tuple(said["migrations"])
    )


def restore(source: Path) -> Manifest:
    """Take a backup in: into a database in which nothing was done yet. Everybody signs in anew.

    What was still to be sent is kept as not sent, for it may have gone out after the backup was made. Raises
    BackupError for a database in use, a damaged backup, or one of another version; nothing is changed then.
    """
    manifest = checked(source)
    call_command("migrate", verbosity=0)
    _check_target(manifest)
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.startswith("files/"):
                _take_file(archive, name)
        with transaction.atomic():
            _load(archive, json.loads(archive.read("manifest.json"))["tables"])
            Outbound.objects.filter(state__in=["queued", "sending"]).update(
                state="failed", next_at=None, leased_until=None, last_text=_(NOT_SENT)
            )
            connection.check_constraints()
        _take_secret(archive)
    reindex()
    return manifest


def _check_target(manifest: Manifest) -> None:
    if User.objects.exists() or Brand.objects.exists():
        raise BackupError(_("This database is in use: restore into an empty one. Nothing was changed."))
    here = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    if here != set(manifest.migrations):
        words = _(
            "The backup is of version %(version)s, whose tables differ: restore it with that version, then upgrade."
        )
        raise BackupError(words % {"version": manifest.version})


def _load(archive: zipfile.ZipFile, said: dict[str, Any]) -> None:
    """All tables; what a new installation has made by itself (given roles, content types) goes first."""
    wanted = [model for model in tables() if model._meta.db_table in said]
    with connection.constraint_checks_disabled():
        for model in reversed(wanted):
            if model._base_manager.exists():
                model._base_manager.all()._raw_delete(connection.alias)
        for model in wanted:
            _check_columns(model, said[model._meta.db_table]["columns"])
            for part in batched(_lines(archive, model._meta.db_table), PART):
                model._base_manager.bulk_create([object_of(model, json.loads(line)) for line in part])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), wanted):
            cursor.execute(statement)


def _check_columns(model: Model, said: list[str]) -> None:
    if [field.attname for field in columns(model)] != said:
        words = _("The table %(table)s is another one in this version. Nothing was changed.")
        raise BackupError(words % {"table": model._meta.db_table})


def _check_table(archive: zipfile.ZipFile, table: str, about: dict[str, Any]) -> None:
    digest, count = hashlib.sha256(), 0
    for line in _lines(archive, table):
        digest.update(line)
        count += 1
    if (count, digest.hexdigest()) != (about["rows"], about["sha256"]):
        raise BackupError(_("The table %(table)s is damaged in this backup. Nothing was changed.") % {"table": table})


def _lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    with archive.open(f"tables/{table}.jsonl") as stream:
        yield from stream


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        for part in _parts(stream):
            digest.update(part)
    return digest.hexdigest()


def _take_file(archive: zipfile.ZipFile, name: str) -> None:
    """Under the digest of its bytes: one that is there already is the same."""
    path = path_of(name.removeprefix("files/"))
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with archive.open(name) as stream, aside.open("wb") as target:
        for part in _parts(stream):
            target.write(part)
        target.flush()
        os.fsync(target.fileno())
    aside.rename(path)


def _parts(stream: Any) -> Iterable[bytes]:
    return iter(lambda: stream.read(256 * 1024), b"")


def _take_secret(archive: zipfile.ZipFile) -> None:
    """The key that opens sealed passwords; the one that was here (it has sealed nothing yet) stands beside it."""
    if KEY_FILE not in archive.namelist():
        return
    key = Path(settings.DATA_DIR) / KEY_FILE
    told = archive.read(KEY_FILE)
    if key.exists() and key.read_bytes().strip() != told.strip():
        key.rename(key.with_name(f"{KEY_FILE}.before-restore"))
    key.write_bytes(told)
    key.chmod(0o600)
