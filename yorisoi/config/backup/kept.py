"""The backups in the data folder: made, listed, taken away, removed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yorisoi.config.backup.writing import write
from yorisoi.kernel import audit, clock, jobs
from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.permissions import ORGANISATION_MANAGE, needs_everywhere

_WHOLE = UUID(int=0)  # a backup is of the whole installation, which has no id
_NAME = re.compile(r"yorisoi-\d{8}-\d{6}\.zip")


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: its size in bytes, or still being written."""

    name: str
    size: int
    at: datetime
    is_ready: bool


def folder() -> Path:
    """Where backups lie unless told otherwise."""
    return Path(settings.DATA_DIR) / "backups"


def new_name() -> str:
    """A backup's name: when it was made."""
    return f"yorisoi-{clock.now():%Y%m%d-%H%M%S}.zip"


def kept() -> list[Kept]:
    """All of them, the newest first."""
    found = []
    for path in folder().glob("*.zip*") if folder().is_dir() else ():
        if _NAME.fullmatch(path.name):
            about = path.stat()
            found.append(Kept(path.name, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC), is_ready=True))
    for path in folder().glob(".*.zip.part") if folder().is_dir() else ():
        about = path.stat()
        name = path.name.removeprefix(".").removesuffix(".part")
        found.append(Kept(name, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC), is_ready=False))
    return sorted(found, key=lambda each: each.name, reverse=True)


def make(*, actor: Actor) -> str:
    """Have one made in the background; its name."""
    needs_everywhere(actor, ORGANISATION_MANAGE)
    name = new_name()
    jobs.enqueue("config.backup", name=name)
    audit.record(actor.staff_id, "backup.made", "backup", _WHOLE, actor_name=actor.name, name=name)
    return name


def to_take(*, actor: Actor, name: str) -> Path:
    """The file, for somebody who takes it away, which is written down. Raises NotFound."""
    path = _path(actor, name)
    audit.record(actor.staff_id, "backup.taken", "backup", _WHOLE, actor_name=actor.name, name=name)
    return path


def remove(*, actor: Actor, name: str) -> None:
    """Remove one for good. Raises NotFound."""
    path = _path(actor, name)
    audit.record(actor.staff_id, "backup.removed", "backup", _WHOLE, actor_name=actor.name, name=name)
    path.unlink()


@jobs.job("config.backup")
def write_one(name: str) -> None:
    """Write a backup into the folder; one that is whole already is left as it is."""
    target = folder() / name
    if not target.exists():
        write(target)


def _path(actor: Actor, name: str) -> Path:
    needs_everywhere(actor, ORGANISATION_MANAGE)
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound("backup")
    return path
