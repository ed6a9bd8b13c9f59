"""HTML made harmless for the sanitiser's tree builder: deep nesting flattened, in one pass, before it is parsed.

A tree of a million open elements costs quadratic time and a stack; real mail stays far below MAX_HTML_DEPTH.
"""

from __future__ import annotations

import re

from .bounds import MAX_HTML_DEPTH

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,30})")
_FREE_TAGS = (
    "area base br col embed hr img input link meta param source track wbr"
    " p li td th tr tbody thead tfoot dt dd option colgroup html head body"
)
_FREE = frozenset(_FREE_TAGS.split())
"""Elements that hold nothing, or end by themselves: they do not add to the depth."""


def flattened(html: str) -> str:
    """The document with the tags removed that open more than MAX_HTML_DEPTH elements inside each other.

    Their content stays. Documents of usual depth come back unchanged.
    """
    open_by_name: dict[str, int] = {}
    depth = 0
    dropped_ends: dict[str, int] = {}
    kept: list[str] = []
    at = 0
    for found in _TAG.finditer(html):
        name = found.group(2).lower()
        if name in _FREE or found.start() < at:
            continue
        if found.group(1):
            drop = dropped_ends.get(name, 0) > 0
            if drop:
                dropped_ends[name] -= 1
            elif open_by_name.get(name, 0):
                open_by_name[name] -= 1
                depth -= 1
        elif depth < MAX_HTML_DEPTH:
            drop = False
            depth += 1
            open_by_name[name] = open_by_name.get(name, 0) + 1
        else:
            drop = True
            dropped_ends[name] = dropped_ends.get(name, 0) + 1
        if drop:
            end = html.find(">", found.end())
            kept.append(html[at : found.start()])
            at = len(html) if end < 0 else end + 1
    if not kept:
        return html
    return "".join([*kept, html[at:]])
