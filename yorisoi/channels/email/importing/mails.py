"""The mails of all sources in order, from any position on."""

import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from . import mbox
from .places import Place, files_in

_HEAD = 4096
_FOREIGN = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "msg",
    b"!BDN": "pst",
    b"\x1f\x8b": "packed",
    b"7z\xbc\xaf": "packed",
    b"Rar!": "packed",
}
_LEADING = re.compile(rb"(?:\xef\xbb\xbf|[ \t]*\r?\n)*")
MOST_UNPACKED = 8 * 1024**3


@dataclass(frozen=True, slots=True)
class Position:
    """Behind a mail: in which source, file of it, entry of an archive, and byte. All that is before is done with."""

    source: int = 0
    path: str = ""
    entry: int = 0
    offset: int = 0
    done: bool = False

    def as_json(self) -> dict[str, Any]:
        """As kept in a row."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Found:
    """A mail, or why there is none (`why`, in words). file and offset: where it began; after: the position behind."""

    file: str
    offset: int
    after: Position
    raw: bytes | None = field(default=None, repr=False)
    why: str = ""
    postmark: bytes = b""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder to import; `name` as people know it."""

    path: Path
    name: str


def mails_from(sources: Sequence[Source], position: Position, most_bytes: int) -> Iterator[Found]:
    """Every mail behind the position, one at a time. What cannot be read is said and stepped over."""
    for number in range(position.source, len(sources)):
        source = sources[number]
        here = position if number == position.source else Position(number)
        if not source.path.exists():
            yield Found(source.name, 0, Position(number + 1), why=_("Nothing lies there."))
            continue
        for place in files_in(source.path, source.name):
            if _key(place.path) < _key(here.path):
                continue
            start = here if str(place.path) == here.path else Position(number, str(place.path))
            if start.done:
                continue
            try:
                yield from _in_file(place, start, most_bytes)
            except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
                said = getattr(error, "strerror", None) or str(error)
                after = Position(number, str(place.path), done=True)
                yield Found(place.name, 0, after, why=_("It cannot be read: %(said)s") % {"said": said})


def _key(path: Path | str) -> tuple[str, ...]:
    return Path(path).parts if path else ()


def _in_file(place: Place, start: Position, most_bytes: int) -> Iterator[Found]:
    after = Position(start.source, str(place.path), done=True)
    with place.path.open("rb") as file:
        if file.read(4) == b"PK\x03\x04" and not place.mail:
            yield from _in_archive(place, start, most_bytes)
            yield Found(place.name, 0, after)
            return
        yield from _in_stream(file, place, start, after, most_bytes)


def _in_archive(place: Place, start: Position, most_bytes: int) -> Iterator[Found]:
    """Each file of the archive is unpacked to disk by itself; nothing is unpacked within it again."""
    room = MOST_UNPACKED
    with zipfile.ZipFile(place.path) as archive:
        for number, entry in enumerate(archive.infolist()):
            if number < start.entry or entry.is_dir():
                continue
            name = f"{place.name}/{_name(entry)}"
            here = Position(start.source, str(place.path), number, start.offset if number == start.entry else 0)
            after = Position(start.source, str(place.path), number + 1)
            if entry.flag_bits & 1:
                yield Found(name, 0, after, why=_("It is locked with a password."))
                continue
            with tempfile.TemporaryFile() as file:
                if not _unpack(archive, entry, file, room):
                    yield Found(name, 0, after, why=_("Unpacked it is too large."))
                    continue
                room -= file.tell()
                inner = Place(place.path, name, mail=name.lower().endswith((".eml", ".mail")))
                yield from _in_stream(file, inner, here, after, most_bytes)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Any, room: int) -> bool:
    """False when more comes out than there is room for, whatever the archive says of itself."""
    with archive.open(entry) as packed:
        while chunk := packed.read(1 << 18):
            room -= len(chunk)
            if room < 0:
                return False
            file.write(chunk)
    return True


def _name(entry: zipfile.ZipInfo) -> str:
    """Without the flag for UTF-8, Japanese archives name their files in Shift_JIS."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return entry.filename


def _in_stream(file: BinaryIO, place: Place, start: Position, after: Position, most_bytes: int) -> Iterator[Found]:
    """An mbox, or a single mail; `after`: the position behind all of it."""
    file.seek(0)
    head = file.read(_HEAD)
    lead = _LEADING.match(head)
    file.seek(lead.end() if lead else 0)
    if mbox.begins(file):
        for piece in mbox.pieces(file, max(start.offset, file.tell()), most_bytes):
            behind = Position(start.source, start.path, start.entry, piece.end)
            why = "" if piece.raw is not None else _too_large(most_bytes)
            yield Found(place.name, piece.start, behind, piece.raw, why, piece.postmark)
        yield Found(place.name, 0, after)
        return
    why = "" if place.mail else _no_mail(head)
    if not head:
        why = _("The file is empty.")
    file.seek(0)
    raw = file.read(most_bytes + 1) if not why else None
    if raw is not None and len(raw) > most_bytes:
        raw, why = None, _too_large(most_bytes)
    yield Found(place.name, 0, after, raw, why, path=place.path)


def _too_large(most_bytes: int) -> str:
    return _("The mail is larger than %(limit)s MB.") % {"limit": most_bytes // (1024 * 1024)}


def _no_mail(head: bytes) -> str:
    """Why this is no mail, or ""."""
    kind = next((kind for start, kind in _FOREIGN.items() if head.startswith(start)), "")
    if kind == "msg":
        return _("This is Outlook's own format (.msg). Save the mail as .eml.")
    if kind == "pst":
        return _("This is an Outlook data file (.pst). Export its mails as .eml or mbox.")
    if kind == "packed":
        return _("This is packed. Unpack it first, or pack it as zip.")
    lead = _LEADING.match(head)
    begins = head[lead.end() if lead else 0 :]
    return "" if mbox.FIELD.match(begins) or begins.startswith(b"From ") else _("This is no mail.")
