"""One small aid for long regular expressions: alternatives written over several lines."""

from __future__ import annotations


def one_of(*lines: str) -> str:
    """An alternative of all phrases; they are separated by "|" inside a line, and the lines by another."""
    return "(?:" + "|".join(lines) + ")"
