"""Which parts are the text to read and which are files: RFC 8621 §4.1.4, and what real programs need beyond it."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from .archives import bomb_size
from .bounds import MAX_ATTACHMENTS, MAX_TEXT_BYTES, MAX_TEXT_CHARS
from .charsets import decode
from .contracts import Flag, MailAttachment, Note, NoteCode
from .flowed import unflow
from .header_block import HeaderBlock
from .invitation import invitation_text
from .names import attachment_name, clean_name
from .passages import Passage, readable_text
from .structure import Part
from .tnef import TnefError, unpack
from .transfer import uu_blocks
from .words import header_text

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CID = re.compile(r"cid:([^\"'\s>)]{1,300})", re.I)
_TEXT_TYPES = ("text/plain", "text/html")
_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_REPORT_TYPES = (
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/rfc822-headers",
    "message/global-headers",
    "text/rfc822-headers",
)
_RICH_TYPES = ("text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/x-amp-html")
_CUT_CHARACTER = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,3}\Z")
_CUT = {False: NoteCode.TEXT_CUT, True: NoteCode.HTML_CUT}


@dataclass(slots=True)
class Body:
    """What the tree amounts to, while it is being read."""

    passages: list[Passage] = field(default_factory=list)
    alternative: Passage | None = None
    files: list[MailAttachment] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)
    embedded: list[Part] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    flags: set[Flag] = field(default_factory=set)
    hint: str = ""
    size: int = 0

    def passage(self) -> Passage:
        """Where the next text belongs: the alternative that is open, else a passage of its own."""
        if self.alternative is not None:
            return self.alternative
        self.passages.append(Passage())
        return self.passages[-1]

    def is_empty(self) -> bool:
        """Was no text found so far?"""
        return not any(each.plain or each.html for each in self.passages)


def collect(root: Part) -> Body:
    """Sort all parts of a mail into text, HTML, files and machine-readable reports."""
    body = Body(hint=_charset_hint(root))
    _visit(root, body, "", first=True)
    _root_text(root, body)
    _mark_inline(body)
    return body


def _charset_hint(root: Part) -> str:
    """The first charset a text part declares: it helps to read bytes that declare none."""
    return next((part.params["charset"] for part in root.walk() if part.params.get("charset")), "")


def _visit(part: Part, body: Body, parent: str, *, first: bool) -> None:
    if part.is_multipart:
        kind = part.content_type.removeprefix("multipart/")
        if kind == "alternative":
            _alternatives(part, body)
            return
        if kind == "encrypted":
            body.flags.add(Flag.ENCRYPTED)
        for index, child in enumerate(part.children):
            _visit(child, body, kind, first=index == 0)
    elif _is_text(part, parent, first):
        add_text(part, body)
        if part.name and parent:
            add_file(part, body)
    else:
        add_file(part, body)


def _alternatives(part: Part, body: Body) -> None:
    """Choose among alternatives: the plain text and the HTML are read, what else there is stays a file."""
    outer = body.alternative
    body.alternative = body.passage()
    for index, child in enumerate(part.children):
        if child.is_multipart:
            _visit(child, body, "alternative", first=index == 0)
        elif child.content_type in _TEXT_TYPES and child.disposition != "attachment":
            add_text(child, body)
        else:
            add_file(child, body)
    if not body.alternative.plain and not body.alternative.html:
        for child in part.children:
            if child.content_type in _RICH_TYPES:
                add_text(child, body)
    body.alternative = outer


def _is_text(part: Part, parent: str, first: bool) -> bool:
    """Is this leaf to be read in the message?"""
    if part.content_type in _RICH_TYPES and first and not part.name:
        return True
    if part.content_type not in _TEXT_TYPES or part.disposition == "attachment":
        return False
    if part.name:
        return first and parent != "related" and (part.disposition == "inline" or not parent)
    return parent != "related" or first


def _root_text(root: Part, body: Body) -> None:
    """A mail that is nothing but a file of text, or another mail: its text is what there is to read."""
    if not body.is_empty() or root.is_multipart:
        return
    inner = root
    while inner.children and inner.content_type.startswith("message/"):
        inner = inner.children[0]
    if inner is not root:
        inside = collect(inner)
        body.passages = inside.passages
        body.notes += inside.notes
        body.flags |= inside.flags
    elif root.content_type in _TEXT_TYPES:
        add_text(root, body)


def text_of(part: Part, body: Body, *, limit: int = MAX_TEXT_BYTES) -> str:
    """The decoded text of a part, "\\n" line ends; charset troubles become flags and notes."""
    data = part.content(body.notes)
    if b"\nbegin " in data or data.startswith(b"begin "):
        data = _take_uuencoded(data, body)
    if len(data) > limit:
        data = _CUT_CHARACTER.sub(b"", data[: data.rfind(b"\n", limit // 2, limit) + 1 or limit])
        body.flags.add(Flag.CUT_SHORT)
        body.notes.append(Note(_CUT[part.content_type == "text/html"]))
    declared = part.params.get("charset", "")
    if part.content_type == "text/html" and not declared:
        meta = _META_CHARSET.search(data[:4_096])
        declared = meta.group(1).decode("ascii", "replace") if meta else ""
    decoded = decode(data, declared, hint=body.hint)
    if decoded.damaged:
        body.flags.add(Flag.TEXT_DAMAGED)
        body.notes.append(Note(NoteCode.TEXT_DAMAGED, part.content_type, declared))
    elif decoded.guessed and (declared or decoded.charset not in ("utf-8", "iso-2022-jp")):
        body.flags.add(Flag.CHARSET_GUESSED)
        body.notes.append(Note(NoteCode.CHARSET_GUESSED, declared, decoded.charset))
    text = decoded.text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if part.params.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        text = unflow(text, delsp=part.params.get("delsp", "").lower() == "yes")
    return text


def _take_uuencoded(data: bytes, body: Body) -> bytes:
    """Move the files uuencoded inside a text to the attachments; the text without them."""
    kept: list[bytes] = []
    at = 0
    for name, content, start, end in uu_blocks(data):
        if len(body.files) >= MAX_ATTACHMENTS:
            break
        shown = clean_name(header_text(name.encode("latin-1"), body.hint)) or f"part-{len(body.files) + 1}.bin"
        kind = mimetypes.guess_type(shown)[0] or "application/octet-stream"
        body.files.append(MailAttachment(shown, kind, content, disposition="uuencode"))
        kept.append(data[at:start])
        at = end
    return b"".join([*kept, data[at:]])


def add_text(part: Part, body: Body) -> None:
    """Put a text part into the readable body."""
    text = text_of(part, body)
    room = MAX_TEXT_CHARS - body.size
    if len(text) > room:
        text = text[:room]
        body.flags.add(Flag.CUT_SHORT)
        body.notes.append(Note(_CUT[part.content_type == "text/html"]))
    body.size += len(text)
    if part.content_type == "text/html":
        body.passage().html.append(text)
    elif part.content_type in _RICH_TYPES:
        body.passage().plain.append(re.sub(r"<(?!<)/?[\w-]{1,40}>", "", text).replace("<<", "<"))
    else:
        body.passage().plain.append(text)


def add_file(part: Part, body: Body) -> None:
    """Keep a part as a file; embedded messages are named by their subject, reports are read as well."""
    if len(body.files) >= MAX_ATTACHMENTS:
        body.notes.append(Note(NoteCode.TOO_MANY_FILES, limit=MAX_ATTACHMENTS))
        body.flags.add(Flag.CUT_SHORT)
        return
    content = part.content(body.notes)
    if part.content_type in _TNEF_TYPES or part.name.lower() == "winmail.dat":
        if _unpack(content, body):
            return
    elif part.content_type == "text/calendar":
        body.flags.add(Flag.CALENDAR)
        body.calendars.append(decode(content[:200_000], part.params.get("charset", "")).text)
    unpacked = bomb_size(content)
    subject = ""
    if part.children:
        body.embedded.append(part.children[0])
        subject = subject_of(part.children[0].block)
    if part.content_type in _REPORT_TYPES:
        body.reports.append((part.content_type, decode(content[:200_000], "").text))
    body.files.append(
        MailAttachment(
            name=attachment_name(part, subject, len(body.files) + 1),
            content_type=part.content_type,
            content=content,
            content_id=part.content_id,
            disposition=part.disposition,
        )
    )
    if unpacked:
        body.notes.append(Note(NoteCode.UNPACKS_TO, body.files[-1].name, limit=unpacked))


def _unpack(content: bytes, body: Body) -> bool:
    """Put the files of a winmail.dat among the attachments; False when it is none, so that it is kept as it is."""
    try:
        package = unpack(content)
    except TnefError as error:
        body.notes.append(Note(NoteCode.WINMAIL_UNREADABLE, detail=str(error)))
        return False
    if package.damaged:
        body.notes.append(Note(NoteCode.WINMAIL_DAMAGED))
    for each in package.files[: MAX_ATTACHMENTS - len(body.files)]:
        name = clean_name(each.name) or f"part-{len(body.files) + 1}.bin"
        kind = each.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        body.files.append(MailAttachment(name, kind, each.content, each.content_id, "attachment"))
    if not readable_text(body.passages).strip():
        html = [package.html[:MAX_TEXT_CHARS]] if package.html else []
        body.passages.append(Passage([package.text[:MAX_TEXT_CHARS]], html))
    return bool(package.files or package.text or package.html)


def subject_of(block: HeaderBlock) -> str:
    """The decoded subject of a header block, "" when there is none."""
    raw = block.get("subject")
    return header_text(raw) if raw is not None else ""


def _mark_inline(body: Body) -> None:
    """A file is inline when the HTML points at its Content-ID, whatever its disposition says."""
    shown = {unquote(cid).lower() for each in body.passages for html in each.html for cid in _CID.findall(html)}
    if not shown:
        return
    body.files = [
        MailAttachment(each.name, each.content_type, each.content, each.content_id, each.disposition, inline=True)
        if each.content_id and each.content_id.lower() in shown
        else each
        for each in body.files
    ]


def invitations(body: Body, text: str) -> list[str]:
    """The calendar invitations of the message, but for those of which the text already says what they are about."""
    found = [invitation_text(calendar) for calendar in body.calendars]
    return [each for each in found if each and each.partition("\n")[0].removeprefix("📅 ") not in text]


def followed(text: str, further: list[str]) -> str:
    """The text with further paragraphs below it."""
    for each in further:
        text = f"{text.rstrip()}\n\n{each}\n" if text.strip() else f"{each}\n"
    return text
