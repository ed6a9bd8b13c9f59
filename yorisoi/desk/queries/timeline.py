"""A case's timeline: messages, notes and what happened between them, twenty messages at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.desk.contracts import Delivery, Kind
from yorisoi.desk.models import Attachment, Happening, Message
from yorisoi.desk.queries.cases import get_case
from yorisoi.desk.queries.delivery_words import delivery_words
from yorisoi.desk.queries.notices import notices
from yorisoi.desk.queries.sentences import icon_of, sentence
from yorisoi.desk.queries.texts import linked_text
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.kernel.ui.amounts import filesize, listing, number
from yorisoi.kernel.ui.times import date_long, date_short, day
from yorisoi.workspace.contracts import Actor, NotFound

MESSAGES = 20
MOST = 200
HAPPENINGS = 200
PEOPLE = 20  # addresses of a message on the page
SHOWN = 8_000  # characters of a message on the page; the rest on request

_COLUMNS = (
    "at", "id", "kind", "automatic", "channel", "sent_at", "author_id", "author_name", "author_address", "to", "cc",
    "bcc", "subject", "body", "has_more", "has_html", "attachment_count", "received_id", "outbound_id", "delivery",
    "delivery_code", "delivery_text", "notice", "version", "notes", "folded", "flags",
)  # fmt: skip

type _Place = tuple[datetime, UUID]
"""Of a message in the timeline."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment under a message."""

    id: UUID
    name: str
    size: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of the timeline. `kind`: in, out, note, or event (only `icon`, `text` and the time count then).

    `only_html`: there are no words in it, so that its layout is shown at once.
    `day` is set on the first entry of a day, `is_new` on the first one that the reader has not seen.
    """

    id: UUID
    kind: str
    at: datetime
    time: str
    time_exact: str
    who: str
    text: Markup | str
    address: str = ""
    recipients: str = ""
    copies: str = ""
    automatic: str = ""
    channel: str = ""
    subject: str = ""
    has_more: bool = False
    folded: str = ""
    cut: bool = False
    has_html: bool = False
    only_html: bool = False
    files: tuple[FileLine, ...] = ()
    is_mail: bool = False
    delivery: str = ""
    delivery_text: str = ""
    notices: tuple[str, ...] = ()
    version: int = 0
    icon: str = ""
    day: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries, oldest first. `first`: cursor of the oldest message; `earlier`: the same if there are older ones."""

    entries: list[Entry]
    earlier: str = ""
    first: str = ""


def timeline(actor: Actor, case_id: UUID, before: str = "") -> Timeline:
    """The newest messages of a case (or those before a cursor) with what happened among them. Raises NotFound."""
    get_case(actor, case_id)
    return timeline_of(case_id, before)


def timeline_of(case_id: UUID, before: str = "", since: str = "", seen: datetime | None = None) -> Timeline:
    """As `timeline`, for a case that was loaded by permission already; at most three queries.

    since: the `first` of a timeline already shown, to get all of it anew with what came. seen: what came after is new.
    """
    older_than = _read(before) if before else None
    begin, size = (_read(since)[0], MOST) if since and not before else (None, MESSAGES)
    rows = _messages(case_id, older_than, begin, most=size + 1)
    more = len(rows) > size
    shown = rows[:size]
    files = _files([row[1] for row in shown if row[16]])
    entries = [_message(row, files) for row in shown]
    happened = _happened(case_id, older_than, shown[-1][0] if more else begin)
    entries += [_happening(row) for row in happened]
    entries.sort(key=lambda entry: (entry.at, entry.id))
    first = f"{shown[-1][0].isoformat()}~{shown[-1][1].hex}" if shown else ""
    return Timeline(_with_days(entries, seen), first if more else "", first)


def entry_of(case_id: UUID, message_id: UUID) -> Entry:
    """One message. Raises NotFound."""
    row = Message.objects.filter(case_id=case_id, pk=message_id).values_list(*_COLUMNS).first()
    if row is None:
        raise NotFound(_("There is no such message."))
    return _message(row, _files([message_id]))


@prepared
def _messages(case_id: UUID, older_than: _Place | None, begin: datetime | None, *, most: int) -> Rows:
    rows = Message.objects.filter(_between(older_than, begin), case_id=case_id).exclude(delivery=Delivery.CANCELLED)
    return rows.order_by("-at", "-id").values_list(*_COLUMNS)[:most]


@prepared
def _happened(case_id: UUID, older_than: _Place | None, begin: datetime | None) -> Rows:
    rows = Happening.objects.filter(_between(older_than, begin), case_id=case_id).order_by("-at", "-id")
    return rows.values_list("id", "at", "verb", "by_name", "data")[:HAPPENINGS]


def _between(older_than: _Place | None, begin: datetime | None) -> Q:
    condition = Q() if begin is None else Q(at__gte=begin)
    if older_than is not None:
        at, last = older_than
        condition &= Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=last))
    return condition


def _read(cursor: str) -> _Place:
    try:
        moment, _sep, pk = cursor.partition("~")
        return datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        raise NotFound(_("These messages are no longer there.")) from None


def _with_days(entries: list[Entry], seen: datetime | None) -> list[Entry]:
    """Marked where a day begins and where what is new begins."""
    marked, last, told = [], "", seen is None
    for entry in entries:
        today = day(entry.at)
        new = not told and entry.kind == Kind.IN and seen is not None and entry.at > seen
        told = told or new
        marked.append(replace(entry, day=today if today != last else "", is_new=new) if today != last or new else entry)
        last = today
    return marked


def _message(row: tuple[Any, ...], files: dict[UUID, list[FileLine]]) -> Entry:
    (
        at, pk, kind, automatic, channel, sent_at, _author_id, name, address, to, cc, bcc,
        subject, body, has_more, has_html, _attachments, received_id, outbound_id, delivery,
        code, text, notice, version, notes, folded, flags,
    ) = row  # fmt: skip
    cut = len(body) > SHOWN
    return Entry(
        id=pk,
        kind=kind,
        at=at,
        time=date_short(at),
        time_exact=date_long(sent_at or at),
        who=name or address or _("Unknown sender"),
        text=linked_text(body[:SHOWN] if cut else body),
        address=address if address != name else "",
        # A mail of staff that became a note was addressed to the desk: of no interest; ours names whom it mentions.
        recipients=_people(to) if kind != Kind.NOTE or received_id is None else "",
        copies=_people([*cc, *bcc]),
        automatic=_automatic(automatic, flags),
        channel=channel,
        subject=subject,
        has_more=has_more,
        folded=folded,
        cut=cut,
        has_html=has_html,
        only_html=has_html and not body.strip(),
        files=tuple(files.get(pk, ())),
        is_mail=received_id is not None or outbound_id is not None,
        delivery=delivery,
        delivery_text=delivery_words(delivery, code, text),
        notices=notices(notice, notes),
        version=version,
    )


def _people(addresses: list[str]) -> str:
    """Addresses in a row; of very many the first ones and how many more."""
    if len(addresses) <= PEOPLE:
        return listing(addresses)
    shown, more = listing(addresses[:PEOPLE]), len(addresses) - PEOPLE
    return _("%(names)s and %(count)s more") % {"names": shown, "count": number(more)}


def _automatic(kind: str, flags: list[str]) -> str:
    """Which kind of automatic mail it is, "" for a person's; an absence is a kind of its own to who reads."""
    if kind == "person":
        return ""
    return "out_of_office" if "out_of_office" in flags else kind


def _files(message_ids: Iterable[UUID]) -> dict[UUID, list[FileLine]]:
    ids = set(message_ids)
    found: dict[UUID, list[FileLine]] = defaultdict(list)
    for message_id, pk, name, size, content_type in _attached(ids) if ids else ():
        found[message_id].append(FileLine(pk, name, filesize(size), content_type))
    return found


@prepared
def _attached(message_ids: Collection[UUID]) -> Rows:
    rows = Attachment.objects.filter(message_id__in=message_ids, content_id="").order_by("id")
    return rows.values_list("message_id", "id", "name", "size", "content_type")


def _happening(row: tuple[Any, ...]) -> Entry:
    pk, at, verb, by, data = row
    return Entry(pk, "event", at, date_short(at), date_long(at), by, sentence(verb, by, data), icon=icon_of(verb))
