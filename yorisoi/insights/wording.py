"""Numbers as people read them: values, intervals, changes, and why there is none."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from yorisoi.insights.contracts import Better, Counted, Share, Spread, Standing, Unit
from yorisoi.insights.measures import DAY
from yorisoi.insights.queries.asking import Days, Question, matured
from yorisoi.insights.queries.behind import Line
from yorisoi.insights.queries.numbers import Result
from yorisoi.insights.reckoning import Change, Number
from yorisoi.kernel.slots import Metric
from yorisoi.kernel.ui.amounts import number as amount
from yorisoi.kernel.ui.amounts import percent
from yorisoi.kernel.ui.times import date_long, day, duration

DASH = "—"


class Difference(NamedTuple):
    """A change in words; tone: good, bad, plain, or quiet where it cannot be told from chance."""

    label: str
    words: str
    tone: str
    before: str


def unit_words(metric: Metric) -> str:
    """The unit, as it stands on charts and in tables."""
    return {
        Unit.COUNT: _("cases") if metric.name != "arrivals" or metric.variant == "cases" else _("contacts"),
        Unit.SHARE: "%",
        Unit.BUSINESS_TIME: _("hours (business time)"),
        Unit.DAYS: _("days"),
    }[Unit(metric.unit)]


def plain(metric: Metric, value: float | None) -> float | None:
    """A value in the unit that charts and CSV show: percent, hours, days, or as it is."""
    if value is None:
        return None
    match Unit(metric.unit):
        case Unit.SHARE:
            return value * 100
        case Unit.BUSINESS_TIME:
            return value / 3600
    return value


def said(metric: Metric, value: float | None) -> str:
    """A value for reading; a dash where there is none."""
    if value is None:
        return DASH
    match Unit(metric.unit):
        case Unit.SHARE:
            return percent(value)
        case Unit.BUSINESS_TIME:
            return duration(value)
        case Unit.DAYS:
            return _("%(n)s days") % {"n": amount(value, 1)}
    return amount(value)


def interval(metric: Metric, number: Number) -> str:
    """The interval for reading; an end that the data do not bound is left open."""
    if number.value is None or (number.low is None and number.high is None):
        return ""
    low, high = (said(metric, end) if end is not None else "" for end in (number.low, number.high))
    return f"{low} – {high}".strip()


def why_none(number: Number) -> str:
    """Why there is no number."""
    return number.why or (_("Nothing to reckon from") if number.value is None else "")


def upper(metric: Metric, number: Number) -> str:
    """The 90th percentile with its interval, for reading."""
    if number.upper is None:
        return ""
    return said(metric, number.upper.value)


def differences(result: Result) -> list[Difference]:
    """How a number changed against the time before and the year before."""
    week = result.days.count <= 7
    labels = (
        _("than the week before") if week else _("than the time before"),
        _("than the same week last year") if week else _("than the same time last year"),
    )
    return [
        _difference(result.metric, label, change, before)
        for label, change, before in zip(
            labels, (result.change, result.year_change), (result.previous, result.year_before), strict=True
        )
        if before is not None
    ]


def _difference(metric: Metric, label: str, change: Change | None, before: Number) -> Difference:
    was = said(metric, before.value)
    if change is None:
        return Difference(label, DASH, "quiet", was)
    sign = "+" if change.by >= 0 else "−"
    size = abs(change.by)
    if change.relative:
        words = f"{sign}{percent(size, 0 if size >= 0.1 else 1)}"
    elif metric.unit == Unit.SHARE:
        words = _("%(sign)s%(n)s points") % {"sign": sign, "n": amount(size * 100, 1)}
    else:
        words = f"{sign}{said(metric, size)}"
    return Difference(label, words, _tone(metric, change), was)


def _tone(metric: Metric, change: Change) -> str:
    if change.quiet:
        return "quiet"
    if metric.better == Better.NEITHER or not change.by:
        return "plain"
    return "good" if (change.by > 0) == (metric.better == Better.HIGHER) else "bad"


def basis(result: Result) -> str:
    """What a number rests on: how many, its interval, its 90th percentile, other days than asked for; or why it is
    none."""
    metric, number = result.metric, result.number
    if number.value is None:
        return why_none(number)
    said_of = []
    if number.part is not None:
        said_of.append(_("%(part)s of %(n)s") % {"part": amount(number.part), "n": amount(number.n)})
    elif number.middle is not None:
        said_of.append(_("Median of %(n)s") % {"n": amount(number.n)})
    if number.upper is not None:
        said_of.append(_("90%% within %(value)s") % {"value": upper(metric, number)})
    if words := interval(metric, number):
        said_of.append(_("95%%: %(interval)s") % {"interval": words})
    if getattr(metric.reckoning, "matures_days", 0):
        said_of.append(days_words(result.days))
    return " · ".join(said_of) or unit_words(metric)


def better_words(metric: Metric) -> str:
    """In which direction the number is good."""
    return {Better.HIGHER: _("higher"), Better.LOWER: _("lower"), Better.NEITHER: _("neither higher nor lower")}[
        Better(metric.better)
    ]


def interval_words(metric: Metric) -> str:
    """By which method the interval is made."""
    match metric.reckoning:
        case Share():
            return _("Wilson, 95%; changes: Newcombe")
        case Spread() | Standing(aged=True):
            return _("Order statistics without any assumption, 95%; changes: MOVER")
        case Counted():
            return _("A count has none; changes: ratio of counts with the scatter of the last eight weeks")
    return _("None: it is a state, and not a sample")


def is_share(metric: Metric) -> bool:
    """Whether the metric has a part and a whole."""
    return isinstance(metric.reckoning, Share)


def person_least() -> int:
    """From how many on a person's number is shown."""
    return int(settings.PERSON_LEAST)


def behind_words(metric: Metric, question: Question) -> str:
    """Of which days the list is."""
    if isinstance(metric.reckoning, Standing):
        return date_long(question.moment)
    return days_words(matured(question.days, getattr(metric.reckoning, "matures_days", 0)))


def measured(metric: Metric, line: Line, question: Question) -> str:
    """What was measured of one fact."""
    if isinstance(metric.reckoning, Standing):
        days = ((question.moment - (line.since or line.at)).total_seconds()) / DAY
        return _("%(n)s days") % {"n": amount(days, 1)}
    return duration(line.seconds) if isinstance(metric.reckoning, Spread) else ""


def days_words(days: Days) -> str:
    """11月10日(火) – 11月16日(月)"""
    first = day(days.first, year=days.first.year != days.last.year)
    return first if days.count == 1 else f"{first} – {day(days.last, year=False)}"


def short_day(at: date) -> str:
    """11/16, as on the axis of a chart."""
    return f"{at.month}/{at.day}"
