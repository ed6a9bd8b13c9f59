"""A metric by queue, topic and person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from yorisoi.insights.contracts import Counted, Share, Spread, Standing
from yorisoi.insights.queries.asking import Question, matured
from yorisoi.insights.queries.choices import Scene
from yorisoi.insights.queries.numbers import measures_of, without
from yorisoi.insights.queries.standing import Open, ages, open_at
from yorisoi.insights.queries.sums import sums_by
from yorisoi.insights.reckoning import Number, Sums, counted, share, spread
from yorisoi.kernel.slots import Metric

BYS = ("queue", "topic", "person")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a breakdown; key None: no topic, or nobody."""

    key: UUID | None
    number: Number


def parts(of: Scene, question: Question, metric: Metric, found: Sequence[Open]) -> dict[str, list[Part]]:
    """The metric by each of BYS that the filters leave; the largest first. `found`: what stands, for metrics of it."""
    result = {}
    for by in BYS:
        if (by == "person" and question.topic_id) or (by == "topic" and question.staff_id):
            continue  # a topic's people are not summed up
        numbers = _standing(metric, question, found, by) if found else _summed(of, question, metric, by)
        rows = [Part(key, _large_enough(number) if by == "person" else number) for key, number in numbers.items()]
        result[by] = sorted(rows, key=lambda row: (row.key is None, -row.number.n))
    return result


def standing(of: Scene, question: Question, metric: Metric) -> list[Open]:
    """What stands at the end of the days, if the metric is about that."""
    return open_at(of, question, question.moment) if isinstance(metric.reckoning, Standing) else []


def _summed(of: Scene, question: Question, metric: Metric, by: str) -> Mapping[UUID | None, Number]:
    if isinstance(metric.reckoning, Standing):
        return {}
    counts, values, _flows = measures_of([metric])
    days = matured(question.days, getattr(metric.reckoning, "matures_days", 0))
    found = sums_by(of, question, counts | values, days, by, values=bool(values))
    numbers = {key: _number(metric, sums) for key, sums in found.items()}
    return {key: number for key, number in numbers.items() if number.n}


def _number(metric: Metric, sums: Sums) -> Number:
    match metric.reckoning:
        case Counted(measure):
            return counted(sums.of(measure))
        case Share(part, whole):
            return share(sums.of(part), sums.of(whole))
        case Spread():
            return spread(sums.values)
    raise TypeError(metric.key)


def _standing(metric: Metric, question: Question, found: Sequence[Open], by: str) -> Mapping[UUID | None, Number]:
    groups: dict[UUID | None, list[Open]] = defaultdict(list)
    for each in found:
        groups[{"queue": each.queue_id, "topic": each.topic_id, "person": each.staff_id}[by]].append(each)
    if metric.reckoning.aged:
        return {key: spread(ages(some, question.moment)) for key, some in groups.items()}
    return {key: counted(len(some)) for key, some in groups.items()}


def _large_enough(number: Number) -> Number:
    """A person's median or share is not shown where it rests on too little; a count is what it is."""
    least = settings.PERSON_LEAST
    if number.low is None and number.part is None and number.middle is None:
        return number
    if number.n >= least:
        return number
    return without(number, _("Fewer than %(least)s") % {"least": least})
