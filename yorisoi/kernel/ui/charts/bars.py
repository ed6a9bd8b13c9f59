"""Horizontal bars: how much of each, with the name at its side and the interval as a whisker."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from yorisoi.kernel.ui.charts.figure import About, Point, figure, shape, spoken, svg, text
from yorisoi.kernel.ui.charts.scale import Scale, shown, width

WIDTH, ROW, BAR, _GAP = 480.0, 26.0, 14.0, 8.0
_MOST_NAME = 170.0


def bars(points: Sequence[Point], about: About) -> Markup:
    """A figure with one bar a point, in the order given. Bars begin at 0; negative values grow to the left."""
    known = [v for p in points for v in (p.value, p.low, p.high) if v is not None]
    left = min(_MOST_NAME, max((width(p.label) for p in points), default=0.0)) + _GAP
    right = max((width(shown(p.value, about.digits)) for p in points), default=0.0) + _GAP
    x = Scale(min([0.0, *known]), max([0.0, *known]), left, WIDTH - right)
    parts = [part for row, point in enumerate(points) for part in _row(row, point, x, left, about)]
    height = max(1, len(points)) * ROW + 4
    if points:
        parts.append(shape("line", class_="ch-axis", x1=x(0), x2=x(0), y1=0, y2=height - 4))
    return figure(about, svg(WIDTH, height, spoken(about, points), parts), points)


def _row(row: int, point: Point, x: Scale, left: float, about: About) -> Iterator[Markup]:
    top = row * ROW + (ROW - BAR) / 2
    middle = top + BAR / 2
    yield text(left - _GAP, middle + 4, shorten(point.label), anchor="end")
    if point.value is None:
        yield text(x(0) + 4, middle + 4, "–", kind="ch-value")
        return
    start, end = sorted((x(0), x(point.value)))
    yield shape("rect", class_="ch-bar", x=start, y=top, width=max(end - start, 0.0), height=BAR, rx=2)
    reach = end
    if point.low is not None and point.high is not None:
        reach = max(end, x(point.high))
        yield shape("line", class_="ch-zero", x1=x(point.low), x2=x(point.high), y1=middle, y2=middle)
    yield text(reach + 5, middle + 4, shown(point.value, about.digits), kind="ch-value")


def shorten(label: str) -> str:
    """A name cut to the room at the side of the bars."""
    if width(label) <= _MOST_NAME:
        return label
    cut = label
    while cut and width(cut + "…") > _MOST_NAME:
        cut = cut[:-1]
    return cut + "…"
