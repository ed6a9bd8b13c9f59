"""A CSV file as spreadsheets save it: UTF-8, Shift_JIS (cp932) or UTF-16; commas, tabs or semicolons."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yorisoi.kernel.text import unmarked

MOST_ROWS = 200_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


_NO_LETTERS = re.compile("[\x80-\xa0\uf8f0-\uf8f3]")
"""What Python's cp932 makes of single bytes that Shift_JIS does not have."""


class UnreadableFileError(ValueError):
    """The file is no table of text, in words for who chose it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; `number` is its place as a spreadsheet shows it (the head is 1)."""

    number: int
    cells: list[str]


def encoding_of(raw: bytes) -> str:
    """The encoding in which all of it can be read. Raises UnreadableFileError."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    for encoding in ("utf-8", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_LETTERS.search(text):
            return encoding
    raise UnreadableFileError(_("The file is neither UTF-8 nor Shift_JIS. Save it as “CSV UTF-8” and choose it again."))


def rows_of(raw: bytes, encoding: str) -> Iterator[Row]:
    """Its rows, the head first, empty ones left out; a cell keeps its line breaks. Raises UnreadableFileError."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(_("The file cannot be read as %(encoding)s.") % {"encoding": encoding}) from None
    if "\x00" in text:
        raise UnreadableFileError(_("This is not a CSV file. Save the sheet as CSV and choose it again."))
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(number, [_cell(cell) for cell in cells])
            number += 1
            if number > MOST_ROWS + 1:
                raise UnreadableFileError(
                    _("The file has more than %(n)s rows. Split it into several files.") % {"n": f"{MOST_ROWS:,}"}
                )
    except csv.Error as error:
        raise UnreadableFileError(_("Row %(row)s cannot be read (%(why)s).") % {"row": number, "why": error}) from None


def _delimiter(text: str) -> str:
    """Whichever of comma, tab and semicolon the head has most of."""
    head = text.split("\n", 1)[0]
    return max(",\t;", key=head.count)


def _cell(cell: str) -> str:
    """Without surrounding white space, and without the mark that keeps a spreadsheet from taking it for a formula."""
    plain = cell.strip().strip("\u3000")
    return unmarked(plain)
