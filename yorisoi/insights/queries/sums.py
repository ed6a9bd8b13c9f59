"""Roll-ups as they are read: through one index, however many facts there are."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from yorisoi.insights.models import NONE, RollUp
from yorisoi.insights.queries.asking import Days, Question
from yorisoi.insights.queries.choices import Scene
from yorisoi.insights.reckoning import Sums

type ByDay = dict[str, dict[date, int]]


def counts_by_day(of: Scene, question: Question, measures: Collection[str], spans: Iterable[Days]) -> ByDay:
    """How many by measure and day, for the days of these spans."""
    rows = _rows(of, question, measures, spans).values("measure", "day").annotate(sum=Sum("n"))
    found: ByDay = {measure: {} for measure in measures}
    for measure, day, n in rows.values_list("measure", "day", "sum"):
        found[measure][day] = n
    return found


def totals_before(of: Scene, question: Question, measures: Collection[str], day: date) -> dict[str, int]:
    """How many by measure on all days before this one."""
    rows = _rows(of, question, measures, None).filter(day__lt=day).values("measure").annotate(sum=Sum("n"))
    return dict(rows.values_list("measure", "sum"))


def counts_by_hour(of: Scene, question: Question, measures: Collection[str], days: Days) -> dict[tuple[date, int], int]:
    """How many by day and hour, all measures together. Topic and person are not known by the hour."""
    rows = _rows(of, question, measures, [days], cut="hour").values("day", "hour").annotate(sum=Sum("n"))
    return {(day, hour): n for day, hour, n in rows.values_list("day", "hour", "sum")}


def standing_by_hour(of: Scene, question: Question, came: str, went: str, before: int) -> dict[tuple[date, int], float]:
    """What stands at the end of each hour of the days asked for, `before` being what stood when they began."""
    came_in = counts_by_hour(of, question, {came}, question.days)
    went_out = counts_by_hour(of, question, {went}, question.days)
    found: dict[tuple[date, int], float] = {}
    total = before
    now = question.moment.astimezone(timezone.get_default_timezone())
    for day in question.days.each():
        for hour in range(24):
            if (day, hour) > (now.date(), now.hour):
                return found
            total += came_in.get((day, hour), 0) - went_out.get((day, hour), 0)
            found[day, hour] = float(total)
    return found


def values_by_day(
    of: Scene, question: Question, measures: Collection[str], spans: Iterable[Days]
) -> dict[tuple[str, date], "array[int]"]:
    """Every measured value in seconds, by measure and day, for the days of these spans."""
    found: dict[tuple[str, date], array[int]] = defaultdict(lambda: array("I"))
    for measure, day, durations in _rows(of, question, measures, spans).values_list("measure", "day", "durations"):
        found[measure, day].frombytes(bytes(durations))
    return found


def sums_by(
    of: Scene, question: Question, measures: Collection[str], days: Days, by: str, *, values: bool
) -> dict[UUID | None, Sums]:
    """Sums by queue, topic or person over some days; None stands for no topic, or nobody."""
    cut = {"queue": "day"}.get(by, by)
    key = {"queue": "queue_key", "topic": "topic_key", "person": "staff_key"}[by]
    if by == "queue" and (question.topic_id or question.staff_id):
        cut = "topic" if question.topic_id else "person"
    rows = _rows(of, question, measures, [days], cut=cut)
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    seconds: dict[UUID, array[int]] = defaultdict(lambda: array("I"))
    if values:
        for measure, place, n, durations in rows.values_list("measure", key, "n", "durations"):
            counts[place][measure] += n
            seconds[place].frombytes(bytes(durations))
    else:
        for measure, place, n in rows.values("measure", key).annotate(sum=Sum("n")).values_list("measure", key, "sum"):
            counts[place][measure] = n
    return {None if place == NONE else place: Sums(counts[place], seconds.get(place, ())) for place in counts}


def _rows(
    of: Scene, question: Question, measures: Collection[str], spans: Iterable[Days] | None, cut: str = ""
) -> QuerySet[RollUp, Any]:
    """The rows of these measures and days. Which cut is read follows from the filter unless it is given."""
    condition = Q(brand__in=of.brand_ids, measure__in=measures, cut=cut or _cut(question))
    if spans is not None:
        within = Q()
        for days in spans:
            within |= Q(day__gte=days.first, day__lte=days.last)
        condition &= within
    limited = _limited_queues(of)
    if limited is not None:
        condition &= Q(queue_key__in=limited)
    if question.queue_id is not None:
        condition &= Q(queue_key=question.queue_id)
    if cut in ("", "topic") and of.topic_ids is not None:
        condition &= Q(topic_key__in=of.topic_ids)
    if cut in ("", "person") and question.staff_id is not None:
        condition &= Q(staff_key=question.staff_id)
    return RollUp.objects.filter(condition)


def _cut(question: Question) -> str:
    if question.topic_id is not None:
        return "topic"
    return "person" if question.staff_id is not None else "day"


def _limited_queues(of: Scene) -> Sequence[UUID] | None:
    """The queues shown, where not all of every brand may be seen."""
    if of.allowed_in is None or all(limits is None for _brand, limits in of.allowed_in):
        return None
    return list(of.queues)
