"""What the pages of insights show: the filter form, names and addresses, and everything on a metric's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.insights import drawing
from yorisoi.insights.contracts import Counted, Standing
from yorisoi.insights.queries import numbers
from yorisoi.insights.queries.asking import Question, last_days
from yorisoi.insights.queries.breakdowns import parts, standing
from yorisoi.insights.queries.choices import Scene
from yorisoi.insights.queries.standing import ages, backlog_by_day
from yorisoi.insights.queries.sums import counts_by_hour, standing_by_hour
from yorisoi.kernel.slots import Metric
from yorisoi.kernel.ui.addresses import url
from yorisoi.workspace import public as workspace

PRESETS = (7, 28, 91, 364)


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The options of the filter form, as (value, words), and the ranges of one press, as (words, address, icon)."""

    question: Question
    brands: list[tuple[UUID, str]]
    queues: list[tuple[UUID, str]]
    topics: list[tuple[UUID, str]]
    people: list[tuple[UUID, str]]
    presets: list[tuple[str, str, str]]
    current: str


def filter_form(of: Scene, question: Question, path: str, names: dict[UUID, str]) -> FilterForm:
    """The form of a page at `path`; `names` are the people to choose from."""
    filters = {name: value for name, value in question.words().items() if name not in ("from", "to")}
    presets = []
    for count in PRESETS:
        days = last_days(count)
        words = {"from": days.first.isoformat(), "to": days.last.isoformat()} | filters
        label = _("1 year") if count == 364 else _("%(n)s days") % {"n": count}
        presets.append((label, f"{path}?{_query(words)}", ""))
    current = (
        f"{path}?{_query({'from': question.days.first.isoformat(), 'to': question.days.last.isoformat()} | filters)}"
    )
    return FilterForm(
        question,
        brands=[(brand.id, brand.name) for brand in of.brands.values()],
        queues=[(queue.id, _signed(of, queue.brand_id, queue.name)) for queue in of.queues.values()],
        topics=[(topic.id, _signed(of, topic.brand_id, topic.path)) for topic in of.topics.values()],
        people=sorted(names.items(), key=lambda each: each[1]),
        presets=presets,
        current=current,
    )


def _query(words: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in words.items())


def staff_names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these people."""
    return workspace.staff_names({each for each in ids if each is not None})


def _signed(of: Scene, brand_id: UUID, name: str) -> str:
    """A name with its brand's short sign, where several brands are shown."""
    return f"{of.brands[brand_id].sign} · {name}" if len(of.brands) > 1 and brand_id in of.brands else name


def name_of(of: Scene, by: str, key: UUID | None, names: dict[UUID, str]) -> str:
    """What a row of a breakdown is called."""
    if by == "queue":
        queue = of.queues.get(key) if key else None
        return _signed(of, queue.brand_id, queue.name) if queue else _("No queue")
    if by == "topic":
        topic = of.topics.get(key) if key else None
        return _signed(of, topic.brand_id, topic.path) if topic else _("No topic")
    return names.get(key, "?") if key is not None else _("Nobody")


def metric_address(name: str, key: str, question: Question, **more: str) -> str:
    """The address of a page of a metric with the same days and filters."""
    extra = "".join(f"&{word}={value}" for word, value in more.items())
    return f"{url(f'insights:{name}', key=key)}?{question.address}{extra}"


def metric_page(of: Scene, metric: Metric, question: Question) -> dict[str, Any]:
    """Everything on a metric's page."""
    read = numbers.read(of, question, [metric])
    open_now = standing(of, question, metric)
    result = numbers.result(read, metric)
    broken = parts(of, question, metric, open_now)
    names = staff_names([question.staff_id, *(row.key for row in broken.get("person", ()))])
    named = {by: [(name_of(of, by, row.key, names), row) for row in rows] for by, rows in broken.items()}
    charts = [*drawing.history(read, result), *_pictures(read, metric, ages(open_now, question.moment))]
    form = filter_form(of, question, url("insights:metric", key=metric.key), names)
    return {
        "metric": metric, "question": question, "result": result, "charts_drawn": charts, "broken": named,
        "form": form, "draw": drawing,
    }  # fmt: skip


def _pictures(read: numbers.Read, metric: Metric, days_open: list[float]) -> list[Markup]:
    """What a metric has beside its history: by weekday and hour, or by age."""
    of, question = read.of, read.question
    by_the_hour = of.topic_ids is None and question.staff_id is None
    match metric.reckoning:
        case Standing(aged=True):
            return [drawing.bands(metric, days_open)]
        case Counted(measure) if by_the_hour:
            by_hour = counts_by_hour(of, question, {measure}, question.days)
            return [drawing.hours(metric, dict(by_hour), question.days.each())]
        case Standing(came, went) if by_the_hour:
            [before] = backlog_by_day(read.flows, came, went, [question.days.first - timedelta(days=1)])
            return [drawing.hours(metric, standing_by_hour(of, question, came, went, before), question.days.each())]
    return []
