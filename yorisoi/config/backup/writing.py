"""Writing a backup while people work: one moment of the database, and the files it speaks of."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from yorisoi.config.backup.errors import BackupError
from yorisoi.config.backup.tables import columns, line_of, rows, tables
from yorisoi.kernel import clock
from yorisoi.kernel.files.storing import path_of
from yorisoi.kernel.models import StoredFile

FORMAT = 1
VERSION = "0.1.0"
KEY_FILE = "secret-key"

type Progress = Callable[[int, int], None]


def write(target: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Write a backup to `target`, which appears only when it is whole; the manifest.

    It holds the key that opens sealed passwords: keep it as safe as the installation itself. Raises BackupError when
    the file is there already or the disk is full; nothing is left behind then.
    """
    if target.exists():
        raise BackupError(_("%(file)s is there already. Nothing was written.") % {"file": target})
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _fill(archive, progress or _silent)
            stream.flush()
            os.fsync(stream.fileno())
        aside.rename(target)
    except OSError as error:
        raise BackupError(_("The backup could not be written: %(what)s.") % {"what": error.strerror}) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return manifest


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def _fill(archive: zipfile.ZipFile, progress: Progress) -> dict[str, Any]:
    wanted = tables()
    counts: dict[str, Any] = {}
    with _one_moment():
        for number, model in enumerate(wanted):
            progress(number, len(wanted) + 1)
            counts[model._meta.db_table] = _write_table(archive, model)
        files = list(StoredFile.objects.order_by("sha256").values_list("sha256", flat=True))
        migrations = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    missing = [sha256 for sha256 in files if not _write_file(archive, sha256)]
    progress(len(wanted), len(wanted) + 1)
    _write_secret(archive)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": clock.now().isoformat(),
        "tables": counts,
        "files": len(files) - len(missing),
        "missing_files": missing,
        "migrations": migrations,
    }
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _write_table(archive: zipfile.ZipFile, model: Any) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as stream:
        for row in rows(model):
            line = line_of(row)
            digest.update(line)
            stream.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest(), "columns": [field.attname for field in columns(model)]}


def _write_file(archive: zipfile.ZipFile, sha256: str) -> bool:
    path = path_of(sha256)
    if not path.is_file():
        return False
    archive.write(path, f"files/{sha256}")
    return True


def _write_secret(archive: zipfile.ZipFile) -> None:
    """Only where the installation keeps its own; a key from the environment stays with whoever set it."""
    key = Path(settings.DATA_DIR) / KEY_FILE
    if key.is_file() and key.read_text(encoding="ascii").strip() == settings.SECRET_KEY:
        archive.write(key, KEY_FILE)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read within is of one moment, and nobody waits for it to end."""
    how = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    if connection.in_atomic_block:  # as in tests: the block is one moment itself
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(how)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
