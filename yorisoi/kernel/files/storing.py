"""Bytes on disk under their SHA-256, written so that a power cut leaves either the whole file or none."""

import hashlib
import io
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yorisoi.kernel import sql
from yorisoi.kernel.clock import now
from yorisoi.kernel.files.sniffing import HEAD_BYTES, sniff
from yorisoi.kernel.models import StoredFile

CHUNK = 256 * 1024


class FileTooLargeError(ValueError):
    """The content is larger than settings.MAX_MAIL_BYTES."""


class FileMissingError(LookupError):
    """There is no such file, or its bytes are not where they were stored."""


_unsynced: ContextVar[bool] = ContextVar("unsynced", default=False)


@contextmanager
def unsynced() -> Iterator[None]:
    """Within the block the system itself puts files on disk, when it likes: the disk is most of what a file costs.

    Only for who begins anew when broken off, as the demo company does.
    """
    token = _unsynced.set(True)
    try:
        yield
    finally:
        _unsynced.reset(token)


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256[2:4] / sha256


def store(content: bytes | BinaryIO, name: str = "", *, loose: bool = False) -> StoredFile:
    """Keep the content and return its row; the same content gives the same row.

    The bytes are on disk when this returns, the row belongs to the caller's transaction. `name` only serves the error
    message. loose: an upload for something that may never be sent; a day later it is thrown away unless somebody
    called `hold` for it. Raises FileTooLargeError.
    """
    placed = place(content, name)
    moment = now()
    loose_at = moment if loose else None
    while True:
        row, made = StoredFile.objects.get_or_create(
            sha256=placed.sha256,
            defaults={
                "size": placed.size,
                "content_type": placed.content_type,
                "stored_at": moment,
                "loose_at": loose_at,
            },
        )
        if made or row.loose_at is None:
            return row
        row.loose_at = loose_at
        if StoredFile.objects.filter(pk=row.pk).update(loose_at=loose_at):
            return row  # else it was thrown away in this moment


def hold(ids: Iterable[UUID]) -> None:
    """From now on somebody refers to these files: to be called in the transaction that does, before they are read."""
    StoredFile.objects.filter(pk__in=list(ids), loose_at__isnull=False).update(loose_at=None)


def hold_contents(digests: Iterable[str]) -> None:
    """The same for files that are known by their SHA-256."""
    StoredFile.objects.filter(sha256__in=list(digests), loose_at__isnull=False).update(loose_at=None)


def wanted_still(digests: Iterable[str]) -> set[str]:
    """Which contents are still there; those that are loose stay for another day, for somebody is at work with them."""
    rows = StoredFile.objects.filter(sha256__in=list(digests))
    rows.filter(loose_at__isnull=False).update(loose_at=now())
    return set(rows.values_list("sha256", flat=True))


@dataclass(frozen=True, slots=True)
class Placed:
    """Bytes that are on disk and have no row yet."""

    sha256: str
    size: int
    content_type: str


def place(content: bytes | BinaryIO, name: str = "") -> Placed:
    """Put the content on disk only, so that a transaction need not wait for the disk; `rows_of` gives it its row.

    Raises FileTooLargeError.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    folder = Path(settings.DATA_DIR) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as target:
            head, size, sha256 = _copy(source, target, name)
            _place(target, Path(temporary), size, sha256)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
    return Placed(sha256, size, sniff(head))


def rows_of(placed: Sequence[Placed]) -> list[StoredFile]:
    """The rows of placed contents, in their order, in three statements however many there are."""
    if not placed:
        return []
    wanted = {each.sha256: each for each in placed}
    known = {row.sha256: row for row in _of_digests(set(wanted))}
    missing = [each for sha256, each in wanted.items() if sha256 not in known]
    if missing:
        moment = now()
        new = [
            StoredFile(sha256=each.sha256, size=each.size, content_type=each.content_type, stored_at=moment)
            for each in missing
        ]
        sql.insert(new, or_ignore=True)  # another process may have made one of them meanwhile
        known.update({row.sha256: row for row in _of_digests({row.sha256 for row in new})})
    loose = [row.pk for row in known.values() if row.loose_at is not None]
    if loose:
        hold(loose)
    return [known[each.sha256] for each in placed]


@sql.prepared
def _of_digests(digests: Collection[str]) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(sha256__in=digests)


def open(file: UUID | StoredFile) -> BinaryIO:
    """The stored bytes, to be read. Raises FileMissingError."""
    row = row_of(file)
    try:
        return path_of(row.sha256).open("rb")
    except FileNotFoundError:
        raise FileMissingError(
            f"the file {row.id} ({row.size} bytes, SHA-256 {row.sha256}) is not in the data folder; restore a backup"
        ) from None


def read(file: UUID | StoredFile) -> bytes:
    """All stored bytes. Raises FileMissingError."""
    with open(file) as content:
        return content.read()


def row_of(file: UUID | StoredFile) -> StoredFile:
    """The row itself, or that of the id. Raises FileMissingError."""
    if isinstance(file, StoredFile):
        return file
    try:
        return StoredFile.objects.get(id=file)
    except StoredFile.DoesNotExist:
        raise FileMissingError(f"no file {file} was ever stored") from None


def _copy(source: BinaryIO, target: BinaryIO, name: str) -> tuple[bytes, int, str]:
    """Copy while counting and hashing: first bytes, size, digest."""
    digest = hashlib.sha256()
    head = b""
    size = 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > settings.MAX_MAIL_BYTES:
            limit = settings.MAX_MAIL_BYTES // (1024 * 1024)
            raise FileTooLargeError(f"{name or 'the file'} is larger than {limit} MB")
        if len(head) < HEAD_BYTES:
            head += chunk[: HEAD_BYTES - len(head)]
        digest.update(chunk)
        target.write(chunk)
    return head, size, digest.hexdigest()


def _place(target: BinaryIO, temporary: Path, size: int, sha256: str) -> None:
    """Move the written file to its place, unless the same bytes are there."""
    place = path_of(sha256)
    try:
        if place.stat().st_size == size:
            os.utime(place)  # wanted again: see tidying.drop
            return
    except FileNotFoundError:
        _make(place.parent)
    target.flush()
    if not _unsynced.get():
        os.fsync(target.fileno())
    os.replace(temporary, place)
    _sync_names(place.parent)


def _make(folder: Path) -> None:
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_names(folder.parent)


def _sync_names(folder: Path) -> None:
    """Have the names in a folder on disk, too: a file that cannot be found again is lost."""
    if _unsynced.get():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
