"""Plain text made safe to show: escaped, with its web addresses as links that say where they go."""

import re

from markupsafe import Markup, escape

from yorisoi.kernel.text import unhidden

_URL = re.compile(r"https?://[^\s<>\"'「」『』（）()、。，．　]+[^\s<>\"'「」『』（）()、。，．　.,;:!?]")


def linked_text(text: str) -> Markup:
    """The text escaped, with links. A link shows its whole address and tells the other site nothing."""
    if "http" not in text:
        return escape(text)
    parts: list[str] = []
    last = 0
    for found in _URL.finditer(text):
        address = escape(found.group())
        parts += [escape(text[last : found.start()]), _LINK.format(address=address, shown=unhidden(found.group()))]
        last = found.end()
    parts.append(escape(text[last:]))
    return Markup("").join(parts)


_LINK = Markup('<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>')
