"""Dots with their intervals on one scale: where the truth may lie, and whether that includes no change."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from yorisoi.kernel.ui.charts.bars import shorten
from yorisoi.kernel.ui.charts.figure import About, Point, figure, shape, spoken, svg, text
from yorisoi.kernel.ui.charts.scale import Scale, shown, ticks, width

WIDTH, ROW, _GAP, _FOOT = 480.0, 28.0, 8.0, 22.0


def intervals(points: Sequence[Point], about: About, *, reference: float | None = None) -> Markup:
    """A figure with one dot and its interval a row.

    With `reference` (0 for a difference, a target for a level) a dashed line stands there, and every interval that
    includes it is grey.
    """
    known = [v for p in points for v in (p.value, p.low, p.high) if v is not None]
    if reference is not None:
        known.append(reference)
    marks = ticks(min(known, default=0.0), max(known, default=1.0))
    left = min(170.0, max((width(p.label) for p in points), default=0.0)) + _GAP + 6
    x = Scale(marks[0], marks[-1], left, WIDTH - 14)
    height = len(points) * ROW
    parts = [shape("line", class_="ch-grid", x1=x(m), x2=x(m), y1=0, y2=height) for m in marks]
    parts += [text(x(m), height + 15, shown(m), anchor="middle") for m in marks]
    if reference is not None:
        parts.append(shape("line", class_="ch-zero", x1=x(reference), x2=x(reference), y1=0, y2=height))
    parts += [part for row, point in enumerate(points) for part in _row(row, point, x, left, reference)]
    return figure(about, svg(WIDTH, height + _FOOT, spoken(about, points), parts), points)


def undecided(point: Point, reference: float | None) -> bool:
    """Whether the interval includes the reference, so that the direction cannot be told from chance."""
    if reference is None or point.low is None or point.high is None:
        return False
    return point.low <= reference <= point.high


def _row(row: int, point: Point, x: Scale, left: float, reference: float | None) -> Iterator[Markup]:
    y = row * ROW + ROW / 2
    yield text(left - _GAP - 6, y + 4, shorten(point.label), anchor="end")
    if point.value is None:
        return
    quiet = " ch-quiet" if undecided(point, reference) else ""
    if point.low is not None and point.high is not None:
        yield shape("line", class_=f"ch-whisker{quiet}", x1=x(point.low), x2=x(point.high), y1=y, y2=y)
    yield shape("circle", class_=f"ch-dot{quiet}", cx=x(point.value), cy=y, r=4.5)
