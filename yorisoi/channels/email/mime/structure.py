"""The MIME tree of a mail as spans over its raw bytes: nothing is copied until a part's content is asked for.

The tree is read from the outside in (RFC 2046 §5.1): an outer boundary always wins over what stands inside a part, so
a part without a closing boundary cannot swallow its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .bounds import MAX_DEPTH, MAX_HEADERS, MAX_PARTS
from .contracts import Note, NoteCode
from .header_block import HeaderBlock, read_block
from .params import is_media_type, parse_value
from .transfer import CUT, undo
from .words import unfold

_FIELD_AHEAD = re.compile(rb"content-[a-z-]{2,40}[ \t]*:", re.I)
_GUESS_BOUNDARY = re.compile(rb"(?:\A|(?<=[\r\n]))--([^\s\-][^\r\n]{0,200}?)[ \t]*(?=[\r\n])")


@dataclass(slots=True)
class Part:
    """One node: its header fields, its body as raw[start:end], and its children."""

    raw: bytes
    block: HeaderBlock
    start: int
    end: int
    content_type: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    disposition: str = ""
    disposition_params: dict[str, str] = field(default_factory=dict)
    content_id: str = ""
    children: list[Part] = field(default_factory=list)
    declared: bool = False

    @property
    def body(self) -> bytes:
        """The body as it stands in the mail."""
        return self.raw[self.start : self.end]

    @property
    def is_multipart(self) -> bool:
        """A container whose parts were found."""
        return self.content_type.startswith("multipart/") and bool(self.children)

    @property
    def name(self) -> str:
        """The file name given, by disposition or content type, or ""."""
        names = (self.disposition_params.get("filename"), self.params.get("name"), self.disposition_params.get("name"))
        return next((each for each in names if each), "")

    def content(self, notes: list[Note]) -> bytes:
        """The decoded body; what was wrong with it is added to `notes`."""
        data, wrong = undo(self.body, self.encoding, text=self.content_type.startswith("text/"))
        if wrong:
            code = NoteCode.FILE_CUT if wrong == CUT else NoteCode.ENCODING_WRONG
            notes.append(Note(code, self.name or self.content_type, wrong))
        return data

    def walk(self) -> list[Part]:
        """This part and all below it, in order; embedded messages are not entered."""
        found = [self]
        if self.is_multipart:
            for child in self.children:
                found.extend(child.walk())
        return found


class TreeReader:
    """Reads one mail into a tree and remembers what was broken."""

    def __init__(self) -> None:
        self.parts = 0
        self.notes: list[Note] = []
        self.cut = False

    def read(self, raw: bytes, start: int, end: int, depth: int = 0, default: str = "text/plain") -> Part:
        """The part in raw[start:end], header block first."""
        block = read_block(raw, start, end, top=depth == 0)
        if block.cut:
            self.cut = True
            self.notes.append(Note(NoteCode.TOO_MANY_HEADERS, limit=MAX_HEADERS))
        elif block.broken:
            self.notes.append(Note(NoteCode.HEADER_BROKEN))
        part = Part(raw, block, block.body_start, end)
        self.parts += 1
        _fill(part, default)
        if part.content_type.startswith("multipart/"):
            self._open(part, depth)
        elif part.content_type in ("message/rfc822", "message/global", "message/news"):
            self._embed(part, depth)
        return part

    def _open(self, part: Part, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.cut = True
            self.notes.append(Note(NoteCode.TOO_DEEP, limit=MAX_DEPTH))
            return
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        spans = self._spans(part)
        for start, end in spans:
            if self.parts >= MAX_PARTS:
                self.cut = True
                self.notes.append(Note(NoteCode.TOO_MANY_PARTS, limit=MAX_PARTS))
                break
            part.children.append(self.read(part.raw, start, end, depth + 1, default))
        if not part.children:
            self.notes.append(Note(NoteCode.NO_PARTS))
            self._as_leaf(part)

    def _as_leaf(self, part: Part) -> None:
        """A multipart in which no part was found is shown as the text it holds."""
        html = re.match(rb"\s*<(?:!doctype|html|body|div|p|table)\b", part.raw[part.start : part.start + 400], re.I)
        part.content_type = "text/html" if html else "text/plain"

    def _spans(self, part: Part) -> list[tuple[int, int]]:
        boundary = part.params.get("boundary", "")
        spans = _split(part, boundary.encode("utf-8", "replace")) if boundary else []
        if not spans:
            guessed = _guess_boundary(part)
            if guessed:
                self.notes.append(Note(NoteCode.BOUNDARY_GUESSED))
                spans = _split(part, guessed)
        return spans

    def _embed(self, part: Part, depth: int) -> None:
        if depth >= MAX_DEPTH or self.parts >= MAX_PARTS:
            self.cut = True
            deep = depth >= MAX_DEPTH
            code, limit = (NoteCode.TOO_DEEP, MAX_DEPTH) if deep else (NoteCode.TOO_MANY_PARTS, MAX_PARTS)
            self.notes.append(Note(code, limit=limit))
            return
        if part.encoding in ("base64", "quoted-printable"):
            data = part.content(self.notes)
            part.children.append(self.read(data, 0, len(data), depth + 1))
        else:
            part.children.append(self.read(part.raw, part.start, part.end, depth + 1))


def _fill(part: Part, default: str) -> None:
    """Read the content headers into the part."""
    part.content_type = default
    raw = next((each for each in part.block.every("content-type") if each.strip()), None)
    if raw is not None:
        value, part.params = parse_value(raw)
        part.declared = is_media_type(value)
        if part.declared:
            part.content_type = value
        elif "boundary" in part.params:
            part.content_type = "multipart/mixed"
        elif value in ("text", "html", "plain"):
            part.content_type = "text/html" if value == "html" else "text/plain"
    raw = part.block.get("content-disposition")
    if raw is not None:
        part.disposition, part.disposition_params = parse_value(raw)
    raw = part.block.get("content-transfer-encoding")
    if raw is not None:
        part.encoding = unfold(raw).decode("latin-1").lower()
    raw = part.block.get("content-id")
    if raw is not None:
        part.content_id = unfold(raw).decode("utf-8", "replace").strip("<> ")[:500]


def _split(part: Part, boundary: bytes) -> list[tuple[int, int]]:
    """Spans of the parts between the boundary lines of a multipart.

    A closing line that header fields follow closed too early: it counts as a plain boundary.
    """
    pattern = re.compile(rb"--" + re.escape(boundary.rstrip()) + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    raw = part.raw
    for found in pattern.finditer(raw, part.start, part.end):
        at = found.start()
        if at > part.start and raw[at - 1] not in b"\r\n":
            continue
        if begun is not None:
            spans.append((begun, _line_before(raw, begun, at)))
        after = _line_after(raw, found.end(), part.end)
        closing = found.group(1) is not None and _FIELD_AHEAD.match(raw, after, part.end) is None
        if closing and begun is not None:
            begun = None
            break
        begun = None if closing else after
    if begun is not None and (raw[begun : part.end].strip() or not spans):
        spans.append((begun, part.end))
    return spans


def _line_after(raw: bytes, at: int, end: int) -> int:
    """The position after the line end at `at`."""
    if raw.startswith(b"\r\r\n", at):
        return min(at + 3, end)
    if raw.startswith(b"\r\n", at):
        return min(at + 2, end)
    return min(at + 1, end)


def _line_before(raw: bytes, begun: int, at: int) -> int:
    """The end of a part whose boundary line starts at `at`: the line end before it belongs to the boundary."""
    if at - 2 >= begun and raw[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if at - 1 >= begun else begun


def _guess_boundary(part: Part) -> bytes:
    """A boundary nobody declared, or declared wrongly: the first "--" line that a header field follows."""
    for found in _GUESS_BOUNDARY.finditer(part.raw, part.start, min(part.end, part.start + 100_000)):
        after = _line_after(part.raw, found.end(), part.end)
        if _FIELD_AHEAD.match(part.raw, after):
            return found.group(1)
    return b""
