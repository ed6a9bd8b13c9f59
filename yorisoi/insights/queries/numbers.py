"""The metrics of the catalogue, reckoned for days and filters, beside the week and the year before."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from yorisoi.insights.contracts import Counted, Share, Spread, Standing
from yorisoi.insights.queries.asking import Days, Question, matured
from yorisoi.insights.queries.choices import Scene, scene
from yorisoi.insights.queries.standing import ages_at, backlog_by_day
from yorisoi.insights.queries.sums import ByDay, counts_by_day, values_by_day
from yorisoi.insights.reckoning import (
    Change,
    Number,
    change_of_count,
    change_of_median,
    change_of_share,
    counted,
    scatter_of,
    share,
    spread,
)
from yorisoi.kernel import slots
from yorisoi.kernel.slots import Metric
from yorisoi.workspace.contracts import Actor, NotFound

TRAIL = 28
"""Days in the small line beside a number."""
_SCATTER = 56
_READ_BACK = 70
_LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """A metric's number over some days (which may lie earlier than those asked for, where it must be waited for), the
    numbers before, how it changed, and its history day by day."""

    metric: Metric
    days: Days
    number: Number
    previous: Number | None = None
    change: Change | None = None
    year_before: Number | None = None
    year_change: Change | None = None
    trail: Sequence[float | None] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read for some metrics: counts and values by day."""

    of: Scene
    question: Question
    counts: ByDay
    values: Mapping[tuple[str, date], "array[int]"]
    flows: ByDay


def catalogue() -> list[Metric]:
    """Every metric offered, in order."""
    return list(slots.items("metric"))


def metric(key: str) -> Metric:
    """The metric of this key. Raises NotFound."""
    found = next((each for each in catalogue() if each.key == key), None)
    if found is None:
        raise NotFound(_("There is no such metric."))
    return found


def overview(actor: Actor, question: Question) -> tuple[Scene, list[Result]]:
    """Every metric. Raises NotAllowed, NotFound."""
    of, metrics = scene(actor, question), catalogue()
    found = read(of, question, metrics)
    return of, [result(found, each) for each in metrics]


def read(of: Scene, question: Question, metrics: Sequence[Metric]) -> Read:
    """What these metrics are reckoned from, in at most three queries."""
    counted_, valued, flowing = measures_of(metrics)
    trail = Days(question.days.last - timedelta(days=_READ_BACK - 1), question.days.last)
    compared = [question.days, question.previous, question.year_before]
    waited = [days.back(lag) for lag in _lags(question, metrics) for days in compared]
    shown = Days(question.days.last - timedelta(days=TRAIL - 1), question.days.last)
    ever = Days(_LONG_AGO, question.days.last)
    return Read(
        of,
        question,
        counts_by_day(of, question, counted_, [*compared, *waited, trail]) if counted_ else {},
        values_by_day(of, question, valued, [*compared, shown]) if valued else {},
        counts_by_day(of, question, flowing, [ever]) if flowing else {},
    )


def _lags(question: Question, metrics: Iterable[Metric]) -> set[int]:
    """By how many days some of them lie behind the days asked for."""
    waits = {getattr(each.reckoning, "matures_days", 0) for each in metrics}
    return {(question.days.last - matured(question.days, wait).last).days for wait in waits} - {0}


def measures_of(metrics: Iterable[Metric]) -> tuple[set[str], set[str], set[str]]:
    """The measures that are counted, whose values are read, and that flow in and out of what stands."""
    counted_: set[str] = set()
    valued: set[str] = set()
    flowing: set[str] = set()
    for each in metrics:
        match each.reckoning:
            case Counted(measure):
                counted_.add(measure)
            case Share(part, whole):
                counted_ |= {part, whole}
            case Spread(measure):
                valued.add(measure)
            case Standing(came, went):
                flowing |= {came, went}
    return counted_, valued, flowing


def result(found: Read, each: Metric) -> Result:
    """One metric from what was read."""
    question = found.question
    match each.reckoning:
        case Counted(measure):
            return _count(found, each, measure)
        case Share() as what:
            return _share(found, each, what)
        case Spread(measure):
            days = [question.days, question.previous, question.year_before]
            now, previous, year = (spread(_values(found, measure, span)) for span in days)
            changes = (change_of_median(now, previous), change_of_median(now, year))
            return _compared(found, each, question.days, (now, previous, year), changes)
        case Standing(aged=True):
            return _aged(found, each)
        case Standing() as what:
            return _standing(found, each, what)
    raise TypeError(f"{each.key} is reckoned by nothing known: {each.reckoning!r}")


def _compared(
    found: Read,
    each: Metric,
    days: Days,
    numbers: tuple[Number, Number | None, Number | None],
    changes: tuple[Change | None, Change | None],
) -> Result:
    last = Days(days.last - timedelta(days=TRAIL - 1), days.last)
    trail = _trail(found, each, last.spans())
    return Result(each, days, numbers[0], numbers[1], changes[0], numbers[2], changes[1], trail)


def _trail(found: Read, each: Metric, spans: Sequence[Days]) -> list[float | None]:
    """The values of each day without their intervals, which the small line does not draw."""
    if not isinstance(each.reckoning, Spread):
        return [number.value for number in series(found, each, spans)]
    return [_middle(sorted(_values(found, each.reckoning.measure, span))) for span in spans]


def _middle(values: Sequence[int]) -> float | None:
    half = len(values) // 2
    return (values[half] + values[-half - 1]) / 2 if values else None


def _count(found: Read, each: Metric, measure: str) -> Result:
    question = found.question
    days = [question.days, question.previous, question.year_before]
    now, previous, year = (_sum(found.counts, measure, span) for span in days)
    trail = {
        question.days.last - timedelta(days=back): found.counts[measure].get(
            question.days.last - timedelta(days=back), 0
        )
        for back in range(_SCATTER)
    }
    scatter = scatter_of(trail)
    changes = (change_of_count(now, previous, scatter), change_of_count(now, year, scatter))
    return _compared(found, each, question.days, (counted(now), counted(previous), counted(year)), changes)


def _share(found: Read, each: Metric, what: Share) -> Result:
    question = found.question
    days = matured(question.days, what.matures_days)
    lag = (question.days.last - days.last).days
    spans = (days, question.previous.back(lag), question.year_before.back(lag))
    now, previous, year = (
        share(_sum(found.counts, what.part, span), _sum(found.counts, what.whole, span)) for span in spans
    )
    changes = (change_of_share(now, previous), change_of_share(now, year))
    return _compared(found, each, days, (now, previous, year), changes)


def _aged(found: Read, each: Metric) -> Result:
    """Compared with the week before only: who was open a year ago is not worth its reading."""
    question = found.question
    then = min(question.moment, question.previous.end)
    now = spread(ages_at(found.of, question, question.moment))
    previous = spread(ages_at(found.of, question, then))
    return Result(each, question.days, now, previous, change_of_median(now, previous))


def _standing(found: Read, each: Metric, what: Standing) -> Result:
    """A backlog is one observation of a thing that drifts: its change is told, but not whether it is chance."""
    question = found.question
    ends = [span.last for span in (question.year_before, question.previous, question.days)]
    year, previous, now = backlog_by_day(found.flows, what.came, what.went, ends)
    changes = tuple(
        Change(now / before - 1, now / before - 1, now / before - 1, True, False) if before else None
        for before in (previous, year)
    )
    numbers = (counted(now), counted(previous), counted(year))
    return _compared(found, each, question.days, numbers, (changes[0], changes[1]))


def series(found: Read, each: Metric, spans: Sequence[Days]) -> list[Number]:
    """The metric of each span on its own. Nothing for what has no history (ages)."""
    match each.reckoning:
        case Counted(measure):
            return [counted(_sum(found.counts, measure, span)) for span in spans]
        case Share() as what:
            return [share(_sum(found.counts, what.part, span), _sum(found.counts, what.whole, span)) for span in spans]
        case Spread(measure):
            return [spread(_values(found, measure, span)) for span in spans]
        case Standing(aged=False) as what:
            ends = [span.last for span in spans]
            return [counted(n) for n in backlog_by_day(found.flows, what.came, what.went, ends)]
    return []


def _sum(counts: ByDay, measure: str, days: Days) -> int:
    known = counts[measure]
    return sum(known.get(day, 0) for day in days.each())


def _values(found: Read, measure: str, days: Days) -> Sequence[int]:
    joined: array[Any] = array("I")
    for day in days.each():
        joined.extend(found.values.get((measure, day), ()))
    return joined


def without(number: Number, why: str) -> Number:
    """The number is not shown, for this reason."""
    return replace(Number(None, n=number.n), why=why)
