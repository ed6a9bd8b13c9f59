"""Throwing away uploads that were never sent; nothing that anybody refers to.

First the row goes: only one that is loose for a day, and that no foreign key leads to (Django looks, and the database
insists). The bytes follow a day later, when no row of the same content has come meanwhile. Whoever places the same
content at that moment touches the file (storing.place), so it is first moved aside and then looked at: either the
touch came before, and the file goes back, or it finds no file and writes one.
"""

import os
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from yorisoi.kernel import jobs
from yorisoi.kernel.clock import now
from yorisoi.kernel.files.storing import hold, path_of
from yorisoi.kernel.models import StoredFile

KEEP = timedelta(days=1)
CHUNK = 500


def tidy() -> int:
    """Forget the files that were loose for a day, and parts of files that were never finished; how many files."""
    _drop_parts()
    thrown = 0
    after = UUID(int=0)
    while True:
        loose = StoredFile.objects.filter(loose_at__lt=now() - KEEP, pk__gt=after).order_by("pk")
        ids = list(loose.values_list("pk", flat=True)[:CHUNK])
        thrown += sum(_forget(each) for each in ids)
        if len(ids) < CHUNK:
            return thrown
        after = ids[-1]


def _forget(file_id: UUID) -> bool:
    """Delete the row, and have its bytes follow. False when somebody holds it, or took it in this moment."""
    try:
        with transaction.atomic():
            loose = StoredFile.objects.select_for_update().filter(pk=file_id, loose_at__lt=now() - KEEP)
            row = loose.first()
            if row is None:
                return False
            jobs.enqueue("kernel.files.drop", sha256=row.sha256, run_at=now() + KEEP)
            row.delete()
    except (ProtectedError, IntegrityError):
        hold([file_id])
        return False
    return True


def drop(sha256: str) -> bool:
    """Delete bytes that no row speaks of and nobody has placed for a day; False when they stay."""
    place = path_of(sha256)
    aside = place.with_name(f".gone-{sha256}")
    if _is_known(sha256):
        return False
    try:
        os.rename(place, aside)
    except FileNotFoundError:
        return False
    if _age(aside) < KEEP.total_seconds() or _is_known(sha256):
        os.rename(aside, place)
        return False
    os.unlink(aside)
    return True


def _is_known(sha256: str) -> bool:
    return StoredFile.objects.filter(sha256=sha256).exists()


def _drop_parts() -> None:
    """A process that died while it wrote left a part behind."""
    for part in (Path(settings.DATA_DIR) / "files").glob(".part-*"):
        if _age(part) > KEEP.total_seconds():
            part.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since it was written or touched, by the clock of the disk."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
