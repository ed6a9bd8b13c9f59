"""Rows of the list and entries of the timeline as markup, each drawn once and kept.

What is drawn is the key, so that nothing kept is ever stale: whatever changes in it makes another key. The parts of a
row that differ by reader and moment are put in between the kept pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from yorisoi.desk.contracts import Status
from yorisoi.desk.queries import CaseHead, Entry
from yorisoi.desk.queries.inbox import Face, Row
from yorisoi.desk.queries.rail import Rail
from yorisoi.desk.queries.tag_column import TagLook
from yorisoi.desk.views import signs
from yorisoi.kernel import clock
from yorisoi.kernel.ui.amounts import listing
from yorisoi.kernel.ui.render import jinja

_GAP = "\x00"  # stands where a row's own parts go; no text that came by mail holds it (channels take it out)
_GAPS = 6
_MORE_BEFORE = 10  # rows left when the next page is fetched


def drawn_rows(rows: Sequence[Row], query: Markup, current: str, more: Markup) -> Markup:
    """Rows for one reader; `more`, which fetches the next page when it is seen, stands ten before the end.

    query: the list's part of their addresses, escaped; current: the number of the open case.
    """
    language = get_language() or ""
    draw, unread = (_fresh_row if settings.DEBUG else partial(_kept_row, language)), _unread(language)
    parts: list[str] = []
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        if left == _MORE_BEFORE or (left == len(rows) and left < _MORE_BEFORE):
            parts.append(more)
        start, address, chosen, when, mark, lookers, end = draw(row.face)
        here = ' aria-current="true"' if current and current == str(row.face.number) else ""
        parts += (start, " is-unread" if row.unread else "", address, query, chosen, here, when, escape(row.ago), mark)
        parts += (unread if row.unread else "", lookers, _end(row), end)
    return Markup("".join(parts))


def drawn_views(rail: Rail, chosen: str) -> Markup:
    """Views and queues with their counts; chosen: the key of the one that is shown."""
    return _fresh_views(rail, chosen) if settings.DEBUG else _kept_views(rail, chosen, get_language() or "")


def drawn_entry(entry: Entry) -> Markup:
    """A message, note or happening of the timeline."""
    return _fresh_entry(entry) if settings.DEBUG else _kept_entry(entry, get_language() or "")


@dataclass(frozen=True, slots=True)
class HeadFace:
    """All that the head of a case's page shows; `today` decides how its dates are written."""

    number: int
    subject: str
    status: Status
    waiting_reason: str
    priority: int
    assignee_name: str
    queue_name: str
    topic_path: str
    due_at: datetime | None
    tags: tuple[TagLook, ...]
    is_open: bool
    recontacts: int
    may_assign: bool
    may_close: bool
    may_merge: bool
    oob: bool
    today: date


def drawn_head(head: CaseHead, *, may_assign: bool, may_close: bool, may_merge: bool, oob: bool) -> Markup:
    """The head of a case's page: subject, number, what may be done, facts. oob: as a swap of what is shown."""
    texts = (head.subject, head.status, head.waiting_reason, head.priority, head.assignee_name, head.queue_name)
    rights = (may_assign, may_close, may_merge, oob)
    face = HeadFace(
        head.number,
        *texts,
        head.topic_path,
        head.due_at,
        head.tags,
        head.is_open,
        head.recontacts,
        *rights,
        clock.today(),
    )
    return _fresh_head(face) if settings.DEBUG else _kept_head(face, get_language() or "")


@lru_cache(maxsize=512)
def _kept_head(face: HeadFace, _language: str) -> Markup:
    return _fresh_head(face)


def _fresh_head(face: HeadFace) -> Markup:
    words = {"statuses": signs.statuses(), "priorities": signs.priorities(), "waits": signs.waits()}
    return Markup(jinja().get_template("desk/head.html").render({"head": face, **words}))


@lru_cache(maxsize=4096)
def _kept_row(_language: str, face: Face) -> list[str]:
    return _fresh_row(face)


@lru_cache(maxsize=256)
def _kept_views(rail: Rail, chosen: str, _language: str) -> Markup:
    return _fresh_views(rail, chosen)


def _fresh_views(rail: Rail, chosen: str) -> Markup:
    return Markup(jinja().get_template("desk/views.html").render({"rail": rail, "chosen": chosen}))


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


def _end(row: Row) -> Markup:
    """What stands at a row's end: an unsent draft, the time left, and who looks at it."""
    if row.left is None and not row.lookers and not row.draft:
        return Markup("")
    left = _left(row.left // 60 * 60, get_language() or "") if row.left is not None else ""
    draft = _draft(get_language() or "") if row.draft else ""
    return Markup('<span class="row__end">{}{}{}</span>').format(
        draft, left, _faces(row.lookers) if row.lookers else ""
    )


@lru_cache(maxsize=1024)
def _left(seconds: int, _language: str) -> Markup:
    """Time left in business hours (by the minute); colour and sign only when it matters."""
    return Markup(jinja().get_template("desk/left.html").render({"seconds": seconds}))


@lru_cache(maxsize=8)
def _draft(_language: str) -> Markup:
    return Markup('<span class="row__draft">{}</span>').format(_("Draft"))


def _faces(names: tuple[str, ...]) -> Markup:
    """Who else looks at the case."""
    label = _("Looking at it now: %(names)s") % {"names": listing(list(names))}
    return Markup(jinja().get_template("desk/lookers.html").render({"names": names, "label": label}))
