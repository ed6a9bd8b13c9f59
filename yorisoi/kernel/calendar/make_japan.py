"""Writes `japan.txt` anew from the package `holidays`: run it when the package knows a new law.

python -m yorisoi.kernel.calendar.make_japan
"""

from pathlib import Path

from yorisoi.kernel.calendar.national import FIRST_YEAR, LAST_YEAR, from_package


def table() -> str:
    """What `japan.txt` must hold: a line a year, `2026 0101元日 0112成人の日 …`."""
    lines = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = " ".join(f"{day:%m%d}{name}" for day, name in from_package("JP", year).items())
        lines.append(f"{year} {days}\n")
    return "".join(lines)


if __name__ == "__main__":
    Path(__file__).with_name("japan.txt").write_text(table(), "utf-8")
