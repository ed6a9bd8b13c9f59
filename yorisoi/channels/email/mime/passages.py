"""The message as a row of passages, each with its plain form, its HTML form, or both (RFC 8621 §4.1.4).

A mail may hold an HTML letter and a plain footer of a mailing list beside it: both must be read, in either view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from .html_text import html_to_text
from .patterns import one_of

_PLACEHOLDER = re.compile(
    one_of(
        r"html\s*(?:mail|e-?mail|message|形式|メール|対応)|does not support html",
        "view (?:this|it) in (?:your|a) browser|use an html capable",
    ),
    re.I,
)


@dataclass(slots=True)
class Passage:
    """One stretch of the message: the alternatives of it that were sent."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    @property
    def plain_text(self) -> str:
        """The plain form, "" when there is none; each part ends with one line end."""
        return "\n".join(text.rstrip("\n") + "\n" for text in self.plain if text.strip())

    def text(self) -> str:
        """The best text to read: the plain form, unless it is empty or only says that HTML follows."""
        plain = self.plain_text
        if self.html and (not plain.strip() or _is_placeholder(plain)):
            text = "\n\n".join(html_to_text(html) for html in self.html)
            if text.strip():
                return text
        return plain

    def shown(self) -> str:
        """The HTML form; a plain passage beside HTML ones is shown as it is written."""
        if self.html:
            return "\n".join(self.html)
        return f"<pre>{escape(self.plain_text)}</pre>" if self.plain_text else ""


def _is_placeholder(plain: str) -> bool:
    return len(plain) < 400 and _PLACEHOLDER.search(plain) is not None


def readable_text(passages: list[Passage]) -> str:
    """All passages as one text."""
    texts = [text for each in passages if (text := each.text()).strip()]
    if len(texts) == 1:
        return texts[0]
    return "\n".join(text.rstrip("\n") + "\n" for text in texts)


def shown_html(passages: list[Passage]) -> str:
    """All passages as one HTML, "" when none of them came as HTML."""
    if not any(each.html for each in passages):
        return ""
    return "\n".join(shown for each in passages if (shown := each.shown()))
