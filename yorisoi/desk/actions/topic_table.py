"""A table of topics (大・中・小) as changes of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.actions.editions import begin_edition
from yorisoi.desk.actions.topics import BETWEEN, checked_name
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Topic, TopicChange
from yorisoi.desk.permissions import MANAGE_TOPICS
from yorisoi.desk.topicmap import TopicDeed
from yorisoi.kernel.csvfile import Row, UnreadableFileError, encoding_of, rows_of
from yorisoi.workspace.contracts import Actor

MOST = 2000
_YES = frozenset({"1", "はい", "要", "yes", "true", "○", "〇"})


@dataclass(slots=True)
class TablePlan:
    """What a file comes to: the draft it went into, or what is wrong with it, row by row. Nothing is taken by half."""

    edition_id: UUID | None = None
    added: int = 0
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def plan_from_table(*, actor: Actor, brand_id: UUID, raw: bytes) -> TablePlan:
    """Put what the table has and the tree has not into the brand's draft. Raises NotAllowed, NotPossible.

    Columns 大 中 小 and whether a record is needed; the first row is the head. What the table lacks stays in the tree.
    """
    actor.needs(MANAGE_TOPICS, brand_id)
    plan = TablePlan()
    wanted: dict[tuple[str, ...], bool] = {}
    for row in _rows(raw):
        try:
            path, needs_record = _read(row)
        except NotPossible as error:
            plan.problems.append(_("Row %(row)d: %(why)s") % {"row": row.number, "why": error})
            continue
        for depth in range(1, len(path) + 1):
            wanted.setdefault(path[:depth], False)
        wanted[path] = wanted[path] or needs_record
    there = set(Topic.objects.filter(brand_id=brand_id, active=True).values_list("path", flat=True))
    new = [path for path in sorted(wanted, key=len) if BETWEEN.join(path) not in there]
    if plan.problems or not new:
        return plan
    plan.edition_id, plan.added = begin_edition(actor=actor, brand_id=brand_id, title=_("From a file")), len(new)
    for path in new:
        data = {"name": path[-1], "under": BETWEEN.join(path[:-1]), "needs_record": wanted[path]}
        TopicChange.objects.create(edition_id=plan.edition_id, deed=TopicDeed.ADD, data=data)
    return plan


def _rows(raw: bytes) -> Iterator[Row]:
    if not raw:
        raise NotPossible(_("Choose a file."))
    try:
        rows = list(rows_of(raw, encoding_of(raw)))
    except UnreadableFileError as error:
        raise NotPossible(str(error)) from None
    if len(rows) > MOST:
        raise NotPossible(_("The file has more than %(n)d rows.") % {"n": MOST})
    return iter(rows[1:])


def _read(row: Row) -> tuple[tuple[str, ...], bool]:
    cells = [*row.cells, "", "", "", ""]
    levels = [cell.strip() for cell in cells[:3]]
    while levels and not levels[-1]:
        levels.pop()
    if not levels or not all(levels):
        raise NotPossible(_("a level is missing before a lower one"))
    return tuple(checked_name(level) for level in levels), cells[3].strip().lower() in _YES
