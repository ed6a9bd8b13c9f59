"""The cases behind a number: the facts that were counted, and of these the cases that the actor may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk import public as desk
from yorisoi.desk.contracts import CaseFacts
from yorisoi.insights.contracts import Counted, Kind, Share, Spread, Standing
from yorisoi.insights.measures import DAY, REOPENED_WITHIN, WINDOWS
from yorisoi.insights.models import Fact
from yorisoi.insights.permissions import visible_in
from yorisoi.insights.queries.asking import Question, matured
from yorisoi.insights.queries.choices import Scene, scene
from yorisoi.insights.queries.standing import narrowed, open_facts
from yorisoi.kernel.slots import Metric
from yorisoi.workspace.contracts import Actor, NotFound

PAGE = 50
_IN = Q(kind=Kind.CONTACT.value) & ~Q(mark="out")
_CLOSURE = Q(kind=Kind.CLOSURE.value)
_BY_MEASURE = {
    "cases": Q(kind=Kind.CASE.value, mark="customer"),
    "contacts": _IN,
    "contacts_ended": Q(kind=Kind.CONTACT.value, mark__in=["answered", "unanswered"]),
    "contacts_answered": Q(kind=Kind.CONTACT.value, mark="answered"),
    "needs": _IN & ~Q(mark="dropped") & Q(begins=True, customer__isnull=False),
    "closures": _CLOSURE,
    "resolution_first": _CLOSURE & Q(mark="first"),
    "resolution_total": _CLOSURE & Q(until=None),
    "reopened": _CLOSURE & Q(until__isnull=False, until__lte=F("at") + REOPENED_WITHIN),
    **{f"recontacts_{days}d": Q(kind=Kind.RECONTACT.value, seconds__lte=days * DAY) for days in WINDOWS},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact behind a number with its case; None where the actor may not see that."""

    at: datetime
    seconds: int | None
    since: datetime | None
    staff_id: UUID | None
    case: CaseFacts | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of lines, and where the next begins ("" where none does)."""

    of: Scene
    lines: list[Line]
    next_cursor: str

    @property
    def hidden(self) -> int:
        """How many lines are of cases that the actor may not see."""
        return sum(line.case is None for line in self.lines)


def measure_of(metric: Metric, *, part: bool) -> str:
    """Which facts are behind a metric: of a share the whole, or its part."""
    match metric.reckoning:
        case Counted(measure) | Spread(measure):
            return measure
        case Share(numerator, whole):
            return numerator if part else whole
    return ""


def condition_of(measure: str) -> Q:
    """The facts that count in a measure, as a condition."""
    return _BY_MEASURE.get(measure, Q(kind=measure)) & Q(replaced_at=None)


def behind(actor: Actor, metric: Metric, question: Question, *, part: bool = False, cursor: str = "") -> Behind:
    """A page of the facts behind a metric's number, newest first. Raises NotAllowed, NotFound."""
    of = scene(actor, question)
    rows = counted_facts(of, metric, question, part=part)
    if cursor:
        at, last = _after(cursor)
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=last)))
    columns = ("at", "id", "seconds", "since", "staff_id", "case_id")
    found = list(rows.order_by("-at", "-id").values_list(*columns)[: PAGE + 1])
    cases = desk.cases_shown(actor, {row[5] for row in found if row[5]})
    lines = [
        Line(at, seconds, since, staff_id, cases.get(case_id))
        for at, _pk, seconds, since, staff_id, case_id in found[:PAGE]
    ]
    last_row = found[PAGE - 1] if len(found) > PAGE else None
    return Behind(of, lines, f"{last_row[0].isoformat()}~{last_row[1].hex}" if last_row else "")


def counted_facts(of: Scene, metric: Metric, question: Question, *, part: bool) -> QuerySet[Fact]:
    """Every fact behind the number."""
    if isinstance(metric.reckoning, Standing):
        return open_facts(of, question, question.moment)
    days = matured(question.days, getattr(metric.reckoning, "matures_days", 0))
    rows = Fact.objects.filter(visible_in(of.allowed_in), condition_of(measure_of(metric, part=part)))
    return rows.filter(narrowed(of, question), brand__in=of.brand_ids, at__gte=days.start, at__lt=days.end)


def _after(cursor: str) -> tuple[datetime, UUID]:
    moment, _sep, pk = cursor.partition("~")
    try:
        return datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        raise NotFound(_("This page of the list is no longer there.")) from None


def lines_of(actor: Actor, metric: Metric, question: Question) -> Iterator[Line]:
    """Every line, a page at a time, for export."""
    cursor = ""
    while True:
        page = behind(actor, metric, question, cursor=cursor)
        yield from page.lines
        cursor = page.next_cursor
        if not cursor:
            return
