"""What somebody was told of, in words, and how they want to be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.kernel import slots
from yorisoi.kernel.slots import NotificationKind
from yorisoi.workspace.contracts import Actor, MailChoice, NotAllowed
from yorisoi.workspace.models import Notification, NotificationChoice

PAGE = 50
MOST = 99  # counted up to; the sign says "99+" beyond


@dataclass(frozen=True, slots=True)
class Told:
    """A notification as it is shown. Without `path` there is nothing (more) to open."""

    id: UUID
    icon: str
    sentence: str
    title: str
    line: str
    path: str
    at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class ToldPage:
    """Notifications, newest first; `next`: the id to go on from."""

    rows: list[Told]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """How one kind is told to somebody."""

    kind: str
    title: str
    on_screen: bool
    mail: MailChoice


def kinds() -> dict[str, NotificationKind]:
    """Every kind offered, by name, in order."""
    return {kind.name: kind for kind in slots.items("notification")}


def own_notifications(actor: Actor, *, before: UUID | None = None, unread: bool = False) -> ToldPage:
    """The acting person's notifications, newest first. Raises NotAllowed for who is not staff."""
    rows = Notification.objects.filter(staff_id=own_id(actor), on_screen=True)
    if unread:
        rows = rows.filter(read_at=None)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    shown = found[:PAGE]
    return ToldPage(in_words(actor, shown), shown[-1].id if len(found) > PAGE else None)


def unread_count(actor: Actor) -> int:
    """How many the acting person has not read, counted up to one more than MOST."""
    rows = Notification.objects.filter(staff_id=own_id(actor), on_screen=True, read_at=None)
    return len(rows.values_list("id")[: MOST + 1])


def in_words(actor: Actor, found: Sequence[Notification]) -> list[Told]:
    """Notifications in the current language; what the person may no longer see is only said to be so."""
    known, hidden = kinds(), _hidden(actor, found)
    return [_told(each, known.get(each.kind), each.id in hidden) for each in found]


def own_choices(actor: Actor) -> list[ChoiceRow]:
    """How the acting person is told of each kind."""
    chosen = {each.kind: each for each in NotificationChoice.objects.filter(staff_id=own_id(actor))}
    return [
        ChoiceRow(
            kind.name,
            str(kind.title),
            chosen[kind.name].on_screen if kind.name in chosen else True,
            MailChoice(chosen[kind.name].mail if kind.name in chosen else kind.mail),
        )
        for kind in kinds().values()
    ]


def ways(staff_ids: Collection[UUID], names: Collection[str]) -> dict[tuple[UUID, str], tuple[bool, MailChoice]]:
    """How each of these people chose to be told of these kinds; who chose nothing is left out."""
    rows = NotificationChoice.objects.filter(staff_id__in=staff_ids, kind__in=names)
    found = rows.values_list("staff_id", "kind", "on_screen", "mail")
    return {(staff_id, kind): (on_screen, MailChoice(mail)) for staff_id, kind, on_screen, mail in found}


def own_id(actor: Actor) -> UUID:
    """The acting member of staff. Raises NotAllowed for anybody else."""
    if actor.staff_id is None:
        raise NotAllowed("notifications")
    return actor.staff_id


def _hidden(actor: Actor, found: Iterable[Notification]) -> set[UUID]:
    """Ids of notifications about what the actor may not see (any more); one look for each kind of object."""
    known = kinds()
    by_sight = defaultdict(list)
    for each in found:
        kind = known.get(each.kind)
        if kind is not None and kind.visible is not None and each.object_id is not None:
            by_sight[kind.visible].append(each)
    hidden: set[UUID] = set()
    for visible, some in by_sight.items():
        seen = visible(actor, {each.object_id for each in some if each.object_id})
        hidden |= {each.id for each in some if each.object_id not in seen}
    return hidden


def _told(each: Notification, kind: NotificationKind | None, hidden: bool) -> Told:
    if hidden or kind is None:
        words = _("This is about something that you can no longer see.")
        return Told(each.id, "lock", words, "", "", "", each.at, each.read_at is None)
    title, line = str(each.data.get("title", "")), str(each.data.get("line", ""))
    sentence = kind.sentence(each.data)
    return Told(each.id, kind.icon, sentence, title, line, each.path, each.at, each.read_at is None)
