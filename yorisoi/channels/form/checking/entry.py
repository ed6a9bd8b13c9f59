"""What came from the browser, before anything is decided about it: every answer as typed, so that none is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from yorisoi.kernel import files

from ..contracts import FieldKind, KeptFile
from ..models import Field
from ..ticket import Ticket, read_file, signed_file
from .uploads import Upload, clean_name, refused

_MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """`typed`: by key, all values of a field. `kept`: files on disk already. `fresh`: files that came just now.

    `lost`: names of files that came but were not kept; they must be chosen again.
    """

    typed: Mapping[str, list[str]] = field(default_factory=dict)
    kept: Mapping[str, list[KeptFile]] = field(default_factory=dict)
    fresh: Mapping[str, list[Upload]] = field(default_factory=dict)
    lost: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, fields: list[Field], given: QueryDict, uploads: Mapping[str, list[Upload]], ticket: Ticket) -> "Entry":
        """The answers to these fields."""
        typed: dict[str, list[str]] = {}
        kept: dict[str, list[KeptFile]] = {}
        fresh: dict[str, list[Upload]] = {}
        for each in fields:
            name = input_name(each)
            if each.kind != FieldKind.FILE:
                typed[each.key] = [_plain(value) for value in given.getlist(name)[:_MOST_VALUES]]
                continue
            named = [read_file(value, ticket) for value in given.getlist(kept_name(each))[:_MOST_VALUES]]
            kept[each.key] = [file for file in named if file is not None]
            fresh[each.key] = [file for file in uploads.get(name, []) if file.name]
        return cls(typed, kept, fresh)._still_there()

    def _still_there(self) -> "Entry":
        """Without files that were thrown away while the page lay open; the others stay for another day."""
        named = {file.sha256 for found in self.kept.values() for file in found}
        there = files.wanted_still(named) if named else set()
        gone = {key: [file.name for file in found if file.sha256 not in there] for key, found in self.kept.items()}
        kept = {key: [file for file in found if file.sha256 in there] for key, found in self.kept.items()}
        return replace(self, kept=kept, lost={key: names for key, names in gone.items() if names})

    def first(self, key: str) -> str:
        """The only value of a field."""
        values = self.typed.get(key) or [""]
        return values[0]

    def has_files(self) -> bool:
        """Whether files came just now."""
        return any(self.fresh.values())

    def stored(self, fields: list[Field]) -> "Entry":
        """With the files that came put on disk, so that they need not be chosen again; those not taken are left out."""
        kept = {key: list(found) for key, found in self.kept.items()}
        lost = {key: list(names) for key, names in self.lost.items()}
        for each in fields:
            for upload in self.fresh.get(each.key, []):
                if refused(each, upload) or len(kept[each.key]) >= each.most_files:
                    lost.setdefault(each.key, []).append(clean_name(upload.name))
                else:
                    kept[each.key].append(_store(upload))
        return replace(self, kept=kept, fresh={}, lost=lost)

    def unstored(self) -> "Entry":
        """Without the files that came: nothing is written to disk for who comes too often."""
        lost = {key: list(names) for key, names in self.lost.items()}
        for key, found in self.fresh.items():
            if found:
                lost.setdefault(key, []).extend(clean_name(each.name) for each in found)
        return replace(self, fresh={}, lost=lost)

    def signs(self, field: Field, ticket: Ticket) -> list[tuple[KeptFile, str]]:
        """Each kept file of a field with the word that stands for it in the page."""
        return [(file, signed_file(file, ticket)) for file in self.kept.get(field.key, [])]


def input_name(field: Field) -> str:
    """The name of a field's input."""
    return f"f_{field.key}"


def kept_name(field: Field) -> str:
    """The name of the inputs for its files on disk."""
    return f"k_{field.key}"


def _store(upload: Upload) -> KeptFile:
    upload.seek(0)
    row = files.store(upload.file, clean_name(upload.name), loose=True)  # type: ignore[arg-type]  # an open binary file
    return KeptFile(clean_name(upload.name), row.sha256, row.size, row.content_type)


def _plain(text: str) -> str:
    """Without what no database keeps, with one sort of line end."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
