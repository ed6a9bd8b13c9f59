"""The shared mails: where they lie and what their sources state about them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[5]
_POSTMARK = re.compile(rb"(?m)^From [^\r\n]*\d{4}[^\r\n]*\r?\n")


@dataclass(frozen=True)
class Row:
    """One file of the set."""

    file: str
    source: str
    kind: str
    japanese: bool
    stated_by: str
    expected: dict[str, Any]
    path: Path

    def raw(self) -> bytes:
        """The bytes as they lie there."""
        return self.path.read_bytes()


def mails_folder() -> Path | None:
    """The folder of shared mails, or None where there is none: YORISOI_SHARED, else ../shared beside the project."""
    shared = Path(os.environ.get("YORISOI_SHARED") or _ROOT.parent / "shared")
    folder = shared / "data" / "mails"
    return folder if (folder / "index.jsonl").is_file() else None


def rows(folder: Path) -> Iterator[Row]:
    """Every row of the index."""
    with (folder / "index.jsonl").open(encoding="utf-8") as index:
        for line in index:
            row = json.loads(line)
            yield Row(
                row["file"],
                row["source"],
                row["kind"],
                row["japanese"],
                row["expectation_from"],
                row["expected"],
                folder / row["file"],
            )


def split_mbox(raw: bytes) -> list[bytes]:
    """The mails of an mbox file."""
    starts = [found.start() for found in _POSTMARK.finditer(raw)]
    ends = [*starts[1:], len(raw)]
    return [raw[start:end] for start, end in zip(starts, ends, strict=True)] or [raw]
