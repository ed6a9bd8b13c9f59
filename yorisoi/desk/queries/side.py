"""Side conversations of a case, for those who may see the case."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.desk.contracts import Delivery, Kind
from yorisoi.desk.models import Case, SideFile, SideMessage, SideTalk
from yorisoi.desk.permissions import visible
from yorisoi.desk.queries.cases import get_case
from yorisoi.desk.queries.delivery_words import delivery_words
from yorisoi.desk.queries.texts import linked_text
from yorisoi.kernel.ui.amounts import filesize, listing
from yorisoi.workspace.contracts import Actor, NotFound

MOST = 30
SHOWN = 6_000


@dataclass(frozen=True, slots=True)
class SideLine:
    """A message of a talk."""

    id: UUID
    kind: Kind
    at: datetime
    who: str
    text: Markup
    files: tuple[tuple[UUID, str, str], ...]
    delivery: str
    delivery_text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with all that was written in it."""

    id: UUID
    number: int
    subject: str
    to: str
    answered: bool
    done: bool
    messages: tuple[SideLine, ...]


def talks_of(actor: Actor, case_id: UUID) -> list[Talk]:
    """The case's talks, open ones first; three queries. Raises NotFound."""
    head = get_case(actor, case_id)
    talks = list(SideTalk.objects.filter(case_id=case_id).select_related("team").order_by("-last_at")[:MOST])
    lines = _lines([talk.id for talk in talks]) if talks else {}
    found = [_talk(talk, head.number, lines.get(talk.id, [])) for talk in talks]
    return sorted(found, key=lambda talk: talk.done)


def talk_of(actor: Actor, talk_id: UUID) -> Talk:
    """One of them. Raises NotFound when the actor may not see its case."""
    rows = SideTalk.objects.filter(id=talk_id, case__in=Case.objects.filter(visible(actor)))
    talk = rows.select_related("team", "case").first()
    if talk is None:
        raise NotFound(_("There is no such conversation."))
    return _talk(talk, talk.case.number, _lines([talk.id]).get(talk.id, []))


def side_file(actor: Actor, file_id: UUID) -> tuple[UUID, str]:
    """The stored file and its name. Raises NotFound when the actor may not see the case."""
    rows = SideFile.objects.filter(id=file_id, message__talk__case__in=Case.objects.filter(visible(actor)))
    found = rows.values_list("file_id", "name").first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def _talk(talk: SideTalk, number: int, lines: list[SideLine]) -> Talk:
    to = talk.team.name if talk.team else listing(talk.addresses)
    return Talk(talk.id, number, talk.subject, to, talk.answered, talk.done_at is not None, tuple(lines))


def _lines(talk_ids: list[UUID]) -> dict[UUID, list[SideLine]]:
    rows = list(SideMessage.objects.filter(talk_id__in=talk_ids).order_by("at", "id"))
    files: dict[UUID, list[tuple[UUID, str, str]]] = defaultdict(list)
    for each in SideFile.objects.filter(message_id__in=[row.id for row in rows]).order_by("id"):
        files[each.message_id].append((each.id, each.name, filesize(each.size)))
    found: dict[UUID, list[SideLine]] = defaultdict(list)
    for row in rows:
        words = delivery_words(Delivery(row.delivery), row.delivery_code, row.delivery_text)
        line = SideLine(
            row.id, Kind(row.kind), row.at, row.author_name or row.author_address, linked_text(row.body[:SHOWN]),
            tuple(files.get(row.id, ())), row.delivery, words,
        )  # fmt: skip
        found[row.talk_id].append(line)
    return found
