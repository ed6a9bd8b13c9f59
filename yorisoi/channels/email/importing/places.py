"""The files among which mails lie: folders, maildirs and archives, always in the same order."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NO_MAILS = re.compile(
    r"(?i)^(dovecot.*|subscriptions|\.subscriptions|\.uidvalidity.*|maildirfolder|maildirsize|courierimap.*|"
    r"\.ds_store|thumbs\.db|desktop\.ini|.*\.msf|\.nsmail.*)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A file; `name`: as people know it. mail: it is one, whatever it looks like (in a maildir, or named .eml)."""

    path: Path
    name: str
    mail: bool


def files_in(path: Path, name: str) -> Iterator[Place]:
    """The files of a folder and all its folders by name, or the file itself. Links are not followed out of a folder.

    Of a maildir only `cur` and `new` are looked at, with the folders beside them (Maildir++).
    """
    if not path.is_dir():
        yield Place(path, name, mail=_is_mail(path.name))
        return
    maildir = (path / "cur").is_dir() or (path / "new").is_dir()
    for entry in sorted(os.scandir(path), key=lambda each: each.name):
        below = f"{name}/{entry.name}" if name else entry.name
        if entry.is_dir(follow_symlinks=False):
            if maildir and entry.name in {"cur", "new"}:
                yield from _delivered(Path(entry.path), below)
            elif not (maildir and entry.name == "tmp"):
                yield from files_in(Path(entry.path), below)
        elif entry.is_file(follow_symlinks=False) and not maildir and not _NO_MAILS.match(entry.name):
            yield Place(Path(entry.path), below, mail=_is_mail(entry.name))


def _delivered(folder: Path, name: str) -> Iterator[Place]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.is_file(follow_symlinks=False) and not _NO_MAILS.match(entry.name):
            yield Place(Path(entry.path), f"{name}/{entry.name}", mail=True)


def _is_mail(name: str) -> bool:
    return name.lower().endswith((".eml", ".mail"))
