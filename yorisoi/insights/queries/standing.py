"""What was open at a moment, and for how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from uuid import UUID

from django.db.models import Q, QuerySet

from yorisoi.insights.measures import DAY
from yorisoi.insights.models import Fact
from yorisoi.insights.permissions import visible_in
from yorisoi.insights.queries.asking import Question
from yorisoi.insights.queries.choices import Scene
from yorisoi.insights.queries.sums import ByDay

BANDS = (1, 3, 7, 14, 30)
"""Ages in days at which the bands of the backlog's picture end; the last band has no end."""


@dataclass(frozen=True, slots=True)
class Open:
    """A case that was open at the moment, and whose it was."""

    since: datetime
    queue_id: UUID | None
    topic_id: UUID | None
    staff_id: UUID | None


def open_at(of: Scene, question: Question, moment: datetime) -> list[Open]:
    """Every case that was open then; read in two parts, each through an index of its own."""
    columns = ("since", "at", "queue_id", "topic_id", "staff_id")
    open_still = open_facts(of, question, moment).filter(until=None).values_list(*columns)
    closed_since = open_facts(of, question, moment).filter(until__gt=moment).values_list(*columns)
    return [Open(since or at, *rest) for rows in (open_still, closed_since) for since, at, *rest in rows]


def ages_at(of: Scene, question: Question, moment: datetime) -> list[float]:
    """For how many days each case had been open then, and nothing else of them."""
    facts = open_facts(of, question, moment)
    parts = (facts.filter(until=None), facts.filter(until__gt=moment))
    return [
        (moment - since).total_seconds() / DAY
        for rows in parts
        for since in rows.values_list("since", flat=True)
        if since
    ]


def open_facts(of: Scene, question: Question, moment: datetime) -> QuerySet[Fact]:
    """The facts of the cases that were open then.

    The kind is written out because SQLite proves a partial index only from the very same words.
    """
    condition = visible_in(of.allowed_in) & Q(brand__in=of.brand_ids, replaced_at=None, at__lte=moment)
    condition &= Q(until=None) | Q(until__gt=moment)
    return Fact.objects.filter(condition & narrowed(of, question)).extra(where=["insights_fact.kind = 'open'"])


def narrowed(of: Scene, question: Question) -> Q:
    """The filters as a condition on facts."""
    condition = Q()
    if question.queue_id is not None:
        condition &= Q(queue=question.queue_id)
    if of.topic_ids is not None:
        condition &= Q(topic__in=of.topic_ids)
    if question.staff_id is not None:
        condition &= Q(staff=question.staff_id)
    return condition


def ages(found: Iterable[Open], moment: datetime) -> list[float]:
    """For how many days each has been open."""
    return [(moment - each.since).total_seconds() / DAY for each in found]


def backlog_by_day(flows: ByDay, came: str, went: str, days: Sequence[date]) -> list[int]:
    """How many were open at the end of each of these days, from everything that came and went before."""
    moves: dict[date, int] = {}
    for measure, sign in ((came, 1), (went, -1)):
        for day, n in flows[measure].items():
            moves[day] = moves.get(day, 0) + sign * n
    known = sorted(moves)
    totals = dict(zip(known, accumulate(moves[day] for day in known), strict=True))
    found, total, at = [], 0, 0
    for day in days:
        while at < len(known) and known[at] <= day:
            total = totals[known[at]]
            at += 1
        found.append(total)
    return found


def banded(days_open: Iterable[float]) -> list[int]:
    """How many cases are in each band of age."""
    counts = [0] * (len(BANDS) + 1)
    for age in days_open:
        counts[next((place for place, end in enumerate(BANDS) if age < end), len(BANDS))] += 1
    return counts
