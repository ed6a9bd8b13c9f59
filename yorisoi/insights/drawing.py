"""The charts of a metric's page."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.insights.contracts import Spread, Standing, Unit
from yorisoi.insights.queries.asking import Days
from yorisoi.insights.queries.breakdowns import Part
from yorisoi.insights.queries.numbers import Read, Result, series
from yorisoi.insights.queries.standing import BANDS, banded
from yorisoi.insights.reckoning import Number
from yorisoi.insights.wording import plain, short_day, unit_words
from yorisoi.kernel.slots import Metric
from yorisoi.kernel.ui import charts
from yorisoi.kernel.ui.charts import About, Point

SHOWN = 15
"""Rows of a breakdown that are drawn; the CSV file has all of them."""
_WEEKDAYS = 7


def history(found: Read, result: Result) -> list[Markup]:
    """The metric through its days, with the band of its interval; a second line for the 90th percentile."""
    metric = result.metric
    if isinstance(metric.reckoning, Standing) and metric.reckoning.aged:
        return []
    days = result.days.spans()
    numbers = series(found, metric, days)
    if len(days) < 2:
        return []
    drawn = [charts.line(_points(metric, days, numbers), _about(metric, str(metric.title), result))]
    if isinstance(metric.reckoning, Spread):
        title = _("%(metric)s: 90th percentile") % {"metric": metric.title}
        drawn.append(charts.line(_upper_points(metric, days, numbers), _about(metric, title, result)))
    return drawn


def _about(metric: Metric, title: str, result: Result) -> About:
    quiet = result.change is not None and result.change.quiet
    has_interval = metric.unit != Unit.COUNT and result.number.low is not None
    return About(
        title,
        unit_words(metric),
        denominator="" if metric.denominator == "—" else str(metric.denominator),
        interval=_("95%") if has_interval else "",
        quiet=quiet,
        digits=None if metric.unit == Unit.COUNT else 1,
    )


def _points(metric: Metric, days: Sequence[Days], numbers: Sequence[Number]) -> list[Point]:
    return [
        Point(
            short_day(day.first), plain(metric, each.value), plain(metric, each.low), plain(metric, each.high), each.n
        )
        for day, each in zip(days, numbers, strict=True)
    ]


def _upper_points(metric: Metric, days: Sequence[Days], numbers: Sequence[Number]) -> list[Point]:
    return [
        Point(short_day(day.first), None)
        if each.upper is None
        else Point(
            short_day(day.first),
            plain(metric, each.upper.value),
            plain(metric, each.upper.low),
            plain(metric, each.upper.high),
            each.n,
        )
        for day, each in zip(days, numbers, strict=True)
    ]


def breakdown(metric: Metric, title: str, rows: Sequence[tuple[str, Part]]) -> Markup:
    """A metric by queue, topic or person: bars for counts, dots with intervals for the rest."""
    points = [
        Point(
            name, plain(metric, part.number.value), plain(metric, part.number.low), plain(metric, part.number.high),
            part.number.n,
        )
        for name, part in rows[:SHOWN]
    ]  # fmt: skip
    if metric.unit == Unit.COUNT:
        return charts.bars([Point(each.label, each.value) for each in points], About(title, unit_words(metric)))
    about = About(title, unit_words(metric), denominator=str(metric.denominator), interval=_("95%"), digits=1)
    return charts.intervals(points, about)


def hours(metric: Metric, found: Mapping[tuple[date, int], float], days: Sequence[date]) -> Markup:
    """How many on average by weekday and hour; a weekday that is not among the days stays empty."""
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    how_many = [sum(day.weekday() == weekday for day in days) for weekday in range(_WEEKDAYS)]
    totals = [[0.0] * 24 for _weekday in range(_WEEKDAYS)]
    for (day, hour), n in found.items():
        totals[day.weekday()][hour] += n
    values = [[n / how_many[weekday] if how_many[weekday] else None for n in row] for weekday, row in enumerate(totals)]
    title = _("%(metric)s by weekday and hour") % {"metric": metric.title}
    return charts.heat(names, [str(hour) for hour in range(24)], values, About(title, _("on average"), digits=1))


def bands(metric: Metric, days_open: Sequence[float]) -> Markup:
    """How many open cases are how old."""
    begins = (0, *BANDS)
    names = [
        _("%(low)s – %(high)s days") % {"low": low, "high": high} for low, high in zip(begins, BANDS, strict=False)
    ]
    names.append(_("%(low)s days and more") % {"low": BANDS[-1]})
    points = [Point(name, n) for name, n in zip(names, banded(days_open), strict=True)]
    return charts.bars(points, About(str(metric.title), _("cases"), denominator=str(metric.denominator)))
