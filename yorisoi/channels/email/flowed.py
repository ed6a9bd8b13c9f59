"""Text as it goes out: format=flowed with DelSp (RFC 3676), and a simple HTML page of the same words."""

import re
import unicodedata
from html import escape

WIDTH = 72
_LONGEST = 900
_LINK = re.compile(r"https?://[^\s<>\"'、。，）」』]+")
_STYLE = "font-family:sans-serif;font-size:14px;line-height:1.7"


def flowed(text: str) -> str:
    """Lines of at most about 72 columns (a wide character takes two), soft ends marked by a space; CRLF line ends.

    The reader deletes that space and joins the lines, so that Japanese text comes out without gaps.
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        whole = line if line == "-- " else line.rstrip()
        pieces = [whole] if whole.startswith(">") else _pieces(whole)
        for place, piece in enumerate(pieces):
            stuffed = f" {piece}" if piece.startswith((" ", "From ")) else piece
            lines.append(stuffed + (" " if place < len(pieces) - 1 else ""))
    return "\r\n".join(lines) + "\r\n"


def _pieces(line: str) -> list[str]:
    """The line cut where a break may stand: after a space, or beside a wide character; words and URLs stay whole."""
    pieces: list[str] = []
    start = 0
    columns = 0
    border = 0
    for place, char in enumerate(line):
        wide = unicodedata.east_asian_width(char) in "WFA"
        if place > start and (wide or line[place - 1] == " " or _wide(line[place - 1])):
            border = place
        columns += 2 if wide else 1
        if (columns > WIDTH and border > start) or place - start >= _LONGEST:
            cut = border if border > start else place
            pieces.append(line[start:cut])
            columns = sum(2 if _wide(each) else 1 for each in line[cut : place + 1])
            start = cut
    pieces.append(line[start:])
    return pieces


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def simple_html(text: str) -> str:
    """The text as a plain page: line ends kept, links clickable, nothing else."""
    lines = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        lines.append("&nbsp;" * indent + _linked(line[indent:]))
    return f'<!doctype html><html><body><div style="{_STYLE}">{"<br>\r\n".join(lines)}</div></body></html>\r\n'


def _linked(line: str) -> str:
    out: list[str] = []
    at = 0
    for found in _LINK.finditer(line):
        out.append(escape(line[at : found.start()]))
        url = escape(found.group())
        out.append(f'<a href="{url}">{url}</a>')
        at = found.end()
    out.append(escape(line[at:]))
    return "".join(out)
