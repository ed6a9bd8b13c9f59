"""HTML to readable text: paragraphs, lists, quotes ("> ") and table rows kept; one pass, linear in the input."""

from __future__ import annotations

import re
from html import unescape

from .bounds import MAX_HTML_CHARS, MAX_HTML_DEPTH, MAX_TEXT_CHARS

_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_TAG_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:_-]{0,30}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|\shidden(?:\s|/|=|$)", re.I)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_PARAGRAPH_TAGS = "p h1 h2 h3 h4 h5 h6 ul ol dl table pre form fieldset"
_BLOCK_TAGS = (
    "div tr li dt dd section article header footer aside nav main figure figcaption address center caption"
    " thead tbody tfoot body html option legend details summary"
)
_DROPPED_TAGS = "script style title template noembed noframes svg math xml object iframe textarea select"
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_PARAGRAPH = frozenset(_PARAGRAPH_TAGS.split())
_BLOCK = frozenset(_BLOCK_TAGS.split())
_DROPPED = frozenset(_DROPPED_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())


class _Writer:
    """Collects lines: knows the quote depth and how many empty lines are owed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quote = 0
        self.gap = 0
        self.size = 0
        self.pre = 0
        self.unclosed: set[str] = set()

    def text(self, data: str) -> None:
        """Running text: white space folded, except inside <pre>."""
        if self.pre:
            for index, line in enumerate(data.replace("\r\n", "\n").split("\n")):
                if index:
                    self.end_line(force=True)
                if line:
                    self._put(line)
            return
        data = _SPACES.sub(" ", data)
        if not self.line or self.line[-1].endswith(" "):
            data = data.lstrip(" ")
        if data:
            self._put(data)

    def _put(self, data: str) -> None:
        if self.gap and not self.line and self.lines:
            self._emit_gap()
        self.gap = 0
        self.line.append(data)
        self.size += len(data)

    def _emit_gap(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * min(self.quote, 20))

    def end_line(self, *, force: bool = False) -> None:
        """Close the running line; `force` writes an empty one too (<br>)."""
        content = "".join(self.line).rstrip(" ")
        self.line = []
        if content or force:
            if self.gap and not content and force:
                self.gap = 0
            self.lines.append("> " * min(self.quote, 20) + content if content else ">" * min(self.quote, 20))
            self.size += 1

    def paragraph(self) -> None:
        """Close the line and owe one empty line before the next text."""
        self.end_line()
        self.gap = 1


def html_to_text(html: str) -> str:
    """The readable text of an HTML document. Unclosed tags, comments and bombs cost linear time; never raises.

    Only the first MAX_HTML_CHARS are read. Hidden elements, scripts and styles are left out; links show their
    text only, remote images their alt text (those inside the mail are files beside it).
    """
    html = html[:MAX_HTML_CHARS]
    writer = _Writer()
    lists: list[int] = []
    at = 0
    comment_ends = True
    while at < len(html) and writer.size < MAX_TEXT_CHARS:
        start = html.find("<", at)
        if start < 0:
            writer.text(unescape(html[at:]))
            break
        if start > at:
            writer.text(unescape(html[at:start]))
        if html.startswith("<!--", start) and comment_ends:
            end = html.find("-->", start + 4)
            comment_ends = end >= 0
            at = end + 3 if comment_ends else start + 4
            continue
        at = _markup(html, start, writer, lists)
    writer.end_line()
    return "\n".join(writer.lines).strip("\n")


def _markup(html: str, start: int, writer: _Writer, lists: list[int]) -> int:
    """Handle what stands at a "<"; the position after it."""
    if html[start + 1 : start + 2] in ("!", "?"):
        end = html.find(">", start)
        return end + 1 if end >= 0 else len(html)
    name = _TAG_NAME.match(html, start + 1)
    if name is None:
        writer.text("<")
        return start + 1
    end = _tag_end(html, name.end())
    tag = name.group().lower()
    attributes = html[name.end() : end]
    after = end + 1
    if tag[0] == "/":
        _close(tag[1:], writer, lists)
        return after
    if tag in _DROPPED or (tag not in _VOID and attributes and _HIDDEN.search(attributes)):
        if attributes.endswith("/") and tag not in ("script", "style"):
            return after
        return _skip(html, tag, after, writer)
    _open(tag, attributes, writer, lists)
    return after


def _tag_end(html: str, at: int) -> int:
    """The ">" that closes a tag: one inside a quoted value does not count, unless the quote never ends."""
    end = html.find(">", at)
    if end < 0:
        return len(html)
    inside = html[at:end]
    for quote in "\"'":
        if inside.count(quote) % 2 and f"={quote}" in inside:
            closing = html.find(quote, end, end + 2_000)
            further = html.find(">", closing) if closing >= 0 else -1
            if 0 <= further < end + 2_200 and "<" not in html[end:closing]:
                return further
    return end


def _skip(html: str, tag: str, at: int, writer: _Writer) -> int:
    """The position after the matching end tag of a dropped element, nested ones of its name counted.

    One that is never closed drops only its tag, and its kind is not looked for again: the time stays linear.
    """
    if tag in writer.unclosed:
        return at
    flat = tag in ("script", "style", "title", "textarea")
    depth = 1
    for found in re.compile(rf"<(/?){re.escape(tag)}(?![\w-])[^<>]*>", re.I).finditer(html, at):
        if not found.group(1):
            depth += not flat
            continue
        depth -= 1
        if depth <= 0:
            return found.end()
    writer.unclosed.add(tag)
    return at


def _open(tag: str, attributes: str, writer: _Writer, lists: list[int]) -> None:
    if tag == "br":
        writer.end_line(force=True)
    elif tag == "hr":
        writer.end_line()
        writer.text("-" * 20)
        writer.end_line()
    elif tag == "img":
        alt = _ALT.search(attributes)
        if alt is not None and "cid:" not in attributes.lower():
            writer.text(unescape(next((each for each in alt.groups() if each), "")))
    elif tag in ("td", "th"):
        if writer.line:
            writer.text(" ")
    elif tag == "blockquote":
        writer.paragraph()
        writer.quote += 1
    elif tag in _PARAGRAPH:
        writer.paragraph()
        if tag in ("ul", "ol") and len(lists) < MAX_HTML_DEPTH:
            lists.append(0 if tag == "ol" else -1)
        writer.pre += tag == "pre"
    elif tag in _BLOCK:
        writer.end_line()
        if tag == "li":
            _bullet(writer, lists)


def _bullet(writer: _Writer, lists: list[int]) -> None:
    if lists and lists[-1] >= 0:
        lists[-1] += 1
        writer.text(f"{lists[-1]}. ")
    else:
        writer.text("- ")


def _close(tag: str, writer: _Writer, lists: list[int]) -> None:
    if tag == "blockquote":
        writer.paragraph()
        writer.quote = max(0, writer.quote - 1)
    elif tag in _PARAGRAPH:
        writer.paragraph()
        if tag in ("ul", "ol") and lists:
            lists.pop()
        if tag == "pre":
            writer.pre = max(0, writer.pre - 1)
    elif tag in _BLOCK:
        writer.end_line()
