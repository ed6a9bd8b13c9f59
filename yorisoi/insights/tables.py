"""A metric as a table: one line for each day, queue, topic and person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yorisoi.insights.contracts import Standing
from yorisoi.insights.queries import numbers
from yorisoi.insights.queries.asking import Days, Question
from yorisoi.insights.queries.breakdowns import parts, standing
from yorisoi.insights.queries.choices import Scene
from yorisoi.insights.reckoning import Number
from yorisoi.insights.showing import name_of, staff_names
from yorisoi.insights.wording import plain, unit_words
from yorisoi.kernel.slots import Metric


def csv_rows(of: Scene, metric: Metric, question: Question) -> Iterator[list[object]]:
    """A head, the whole, then every day and every part, in the unit that the head names."""
    read = numbers.read(of, question, [metric])
    result = numbers.result(read, metric)
    yield [
        _("Metric"), pgettext("days", "From"), pgettext("days", "To"), pgettext("insights", "By"), _("Name"),
        unit_words(metric), _("Lower bound"), _("Upper bound"), _("90th percentile"), _("Count"), _("Note"),
    ]  # fmt: skip
    begin = [metric.key, result.days.first.isoformat(), result.days.last.isoformat()]
    yield [*begin, pgettext("insights", "All"), "", *_cells(metric, result.number)]
    days = result.days.each()
    spans = [Days(day, day) for day in days]
    for day, number in zip(days, numbers.series(read, metric, spans), strict=False):
        yield [metric.key, day.isoformat(), day.isoformat(), _("Day"), day.isoformat(), *_cells(metric, number)]
    broken = parts(of, question, metric, standing(of, question, metric))
    names = staff_names(row.key for row in broken.get("person", ()))
    words = {"queue": _("Queue"), "topic": _("Topic"), "person": pgettext("insights", "Person")}
    for by, rows in broken.items():
        for row in rows:
            yield [*begin, words[by], name_of(of, by, row.key, names), *_cells(metric, row.number)]


def _cells(metric: Metric, number: Number) -> list[object]:
    ends = (number.value, number.low, number.high, number.upper.value if number.upper else None)
    values = [plain(metric, end) for end in ends]
    digits = 0 if metric.unit == "count" and not isinstance(metric.reckoning, Standing) else 3
    return [*("" if value is None else f"{value:.{digits}f}" for value in values), number.n, number.why]
