"""Rows of the list and entries of the timeline as markup, each drawn once and kept.

What is drawn is the key, so that nothing kept is ever stale: whatever changes in it makes another key. The parts of a
row that differ by reader and moment are put in between the kept pieces.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from yorisoi.desk.queries import Entry
from yorisoi.desk.queries.inbox import Face, Row
from yorisoi.desk.views import signs
from yorisoi.kernel.ui.amounts import listing
from yorisoi.kernel.ui.render import jinja

_GAP = "\x00"  # stands where a row's own parts go; no text that came by mail holds it (channels take it out)
_GAPS = 6


def drawn_row(row: Row, query: Markup, current: str) -> Markup:
    """A row for one reader. query: the list's part of its address, escaped; current: the number of the open case."""
    start, address, chosen, when, mark, lookers, end = _pieces(row.face)
    parts = [start, " is-unread" if row.unread else "", address, query, chosen]
    parts += [' aria-current="true"' if current == str(row.face.number) else "", when, escape(row.ago), mark]
    parts += [
        _unread(get_language() or "") if row.unread else "",
        lookers,
        _faces(row.lookers) if row.lookers else "",
        end,
    ]
    return Markup("".join(parts))


def drawn_entry(entry: Entry) -> Markup:
    """A message, note or happening of the timeline."""
    return _fresh_entry(entry) if settings.DEBUG else _kept_entry(entry, get_language() or "")


def _pieces(face: Face) -> list[str]:
    return _fresh_row(face) if settings.DEBUG else _kept_row(face, get_language() or "")


@lru_cache(maxsize=4096)
def _kept_row(face: Face, _language: str) -> list[str]:
    return _fresh_row(face)


@lru_cache(maxsize=1024)
def _kept_entry(entry: Entry, _language: str) -> Markup:
    return _fresh_entry(entry)


def _fresh_row(face: Face) -> list[str]:
    values = {
        "row": face,
        "sign": signs.statuses()[face.status],
        "flag": signs.priorities()[face.priority],
        "waiting": signs.waits().get(face.waiting, ""),
        "channel": signs.channels().get(face.channel, "mail"),
        "gap": Markup(_GAP),
    }
    pieces = jinja().get_template("desk/row.html").render(values).split(_GAP)
    if len(pieces) != _GAPS + 1:  # a stray sign in old data must not mix up two rows
        values["row"] = _without_gaps(face)
        pieces = jinja().get_template("desk/row.html").render(values).split(_GAP)
    return pieces


def _without_gaps(face: Face) -> Face:
    names = ("subject", "line", "customer", "reading", "topic", "assignee")
    texts: dict[str, Any] = {name: getattr(face, name).replace(_GAP, "") for name in names}
    return replace(face, **texts)


def _fresh_entry(entry: Entry) -> Markup:
    values = {"item": entry, "channel_icons": signs.channels()}
    return Markup(jinja().get_template("desk/entry.html").render(values))


@lru_cache(maxsize=8)
def _unread(_language: str) -> Markup:
    return Markup('<span class="dot"></span><span class="visually-hidden">{}</span>').format(_("Unread"))


def _faces(names: tuple[str, ...]) -> Markup:
    """Who else looks at the case."""
    label = _("Looking at it now: %(names)s") % {"names": listing(list(names))}
    return Markup(jinja().get_template("desk/lookers.html").render({"names": names, "label": label}))
