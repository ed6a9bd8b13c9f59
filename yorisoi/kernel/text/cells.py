"""Cells of a CSV file that somebody will open with a spreadsheet.

A cell that begins like a formula gets a mark in front, as OWASP's "CSV Injection" advises; the full-width signs are
among them, for Japanese spreadsheets read ＝ as =.
"""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_MARK = "'"


def harmless(cell: str) -> str:
    """The cell as it may stand in a file for spreadsheets."""
    return f"{_MARK}{cell}" if cell.startswith(_FORMULA) else cell


def unmarked(cell: str) -> str:
    """A cell that was read from such a file, as it was before `harmless`."""
    return cell[1:] if cell[:1] == _MARK and cell[1:].startswith(_FORMULA) else cell
