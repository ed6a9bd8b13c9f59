"""A line through time with the band of its interval."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from yorisoi.kernel.ui.charts.figure import About, Point, figure, shape, spoken, svg, text, trim
from yorisoi.kernel.ui.charts.scale import Scale, every, shown, ticks, width

WIDTH, HEIGHT = 480.0, 190.0
_TOP, _RIGHT, _BOTTOM = 10.0, 12.0, 24.0


def line(points: Sequence[Point], about: About, *, from_zero: bool = True) -> Markup:
    """A figure with a line: gaps where a value is None, a band where intervals are given; y from 0 unless told."""
    values = [v for p in points for v in (p.value, p.low, p.high) if v is not None]
    if not values:
        return figure(about, svg(WIDTH, HEIGHT, spoken(about, points), []), points)
    marks = ticks(min([*values, 0.0] if from_zero else values), max(values))
    left = max(width(shown(mark)) for mark in marks) + 10
    x = Scale(0, max(1, len(points) - 1), left, WIDTH - _RIGHT)
    y = Scale(marks[0], marks[-1], HEIGHT - _BOTTOM, _TOP)
    parts = [*_grid(marks, left, y), *_names(points, x, left), *_bands(points, x, y), *_lines(points, x, y)]
    parts.extend(_last(points, x, y))
    return figure(about, svg(WIDTH, HEIGHT, spoken(about, points), parts), points)


def runs(points: Sequence[Point]) -> Iterator[list[tuple[int, Point]]]:
    """Stretches of points that have a value."""
    run: list[tuple[int, Point]] = []
    for index, point in enumerate(points):
        if point.value is not None:
            run.append((index, point))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _grid(marks: Sequence[float], left: float, y: Scale) -> Iterator[Markup]:
    for mark in marks:
        kind = "ch-axis" if mark == 0 else "ch-grid"
        yield shape("line", class_=kind, x1=left, x2=WIDTH - _RIGHT, y1=y(mark), y2=y(mark))
        yield text(left - 6, y(mark) + 4, shown(mark), anchor="end")


def _names(points: Sequence[Point], x: Scale, left: float) -> Iterator[Markup]:
    skip = every(len(points), WIDTH - _RIGHT - left, max((width(p.label) for p in points), default=0))
    for index in range(0, len(points), skip):
        anchor = "start" if index == 0 else "end" if index == len(points) - 1 else "middle"
        yield text(x(index), HEIGHT - 6, points[index].label, anchor=anchor)


def _bands(points: Sequence[Point], x: Scale, y: Scale) -> Iterator[Markup]:
    for run in runs(points):
        bounded = [(i, p.low, p.high) for i, p in run if p.low is not None and p.high is not None]
        if len(bounded) > 1:
            above = [f"{trim(x(i))},{trim(y(high))}" for i, _low, high in bounded]
            below = [f"{trim(x(i))},{trim(y(low))}" for i, low, _high in reversed(bounded)]
            yield shape("polygon", class_="ch-band", points=" ".join([*above, *below]))


def _lines(points: Sequence[Point], x: Scale, y: Scale) -> Iterator[Markup]:
    for run in runs(points):
        places = [(x(i), y(p.value)) for i, p in run if p.value is not None]
        if len(places) == 1:
            yield shape("circle", class_="ch-dot", cx=places[0][0], cy=places[0][1], r=3)
        else:
            path = " ".join(f"{trim(px)},{trim(py)}" for px, py in places)
            yield shape("polyline", class_="ch-line", points=path)


def _last(points: Sequence[Point], x: Scale, y: Scale) -> Iterator[Markup]:
    last = next(((i, p) for i, p in reversed(list(enumerate(points))) if p.value is not None), None)
    if last is not None and last[1].value is not None:
        yield shape("circle", class_="ch-dot", cx=x(last[0]), cy=y(last[1].value), r=3.5)
