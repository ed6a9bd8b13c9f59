"""A field of cells, darker for more: hours by days, topics by months."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.kernel.ui.charts.figure import About, frame, grid, shape, svg, text
from yorisoi.kernel.ui.charts.scale import every, shown, width

WIDTH, CELL, _GAP = 480.0, 20.0, 2.0
_PALE = 0.06  # the faintest ink a value above 0 gets, so that it is not taken for nothing


def heat(rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float | None]], about: About) -> Markup:
    """A figure of cells; `values[row][column]`, None where nothing was measured (an empty frame, not a 0)."""
    left = max((width(name) for name in rows), default=0.0) + 8
    pitch = (WIDTH - left) / max(1, len(columns))
    most = max((v for row in values for v in row if v is not None), default=0.0)
    parts = list(_cells(rows, values, left, pitch, most))
    skip = every(len(columns), WIDTH - left, max((width(name) for name in columns), default=0.0))
    bottom = len(rows) * (CELL + _GAP)
    parts += [
        text(left + (index + 0.5) * pitch, bottom + 12, columns[index], anchor="middle")
        for index in range(0, len(columns), skip)
    ]
    label = _("%(title)s. Most %(most)s %(unit)s") % {"title": about.title, "most": shown(most), "unit": about.unit}
    numbers = grid(
        about.title, ["", *columns],
        ((name, [shown(v, about.digits) for v in row]) for name, row in zip(rows, values, strict=True)),
    )  # fmt: skip
    return frame(about, svg(WIDTH, bottom + 16, label, parts), numbers)


def _cells(
    rows: Sequence[str], values: Sequence[Sequence[float | None]], left: float, pitch: float, most: float
) -> Iterator[Markup]:
    for index, (name, row) in enumerate(zip(rows, values, strict=True)):
        top = index * (CELL + _GAP)
        yield text(left - 8, top + CELL / 2 + 4, name, anchor="end")
        for column, value in enumerate(row):
            place = {"x": left + column * pitch, "y": top, "width": max(pitch - _GAP, 1.0), "height": CELL, "rx": 2}
            if value is None:
                yield shape("rect", class_="ch-frame", **place)
            else:
                yield shape("rect", class_="ch-cell", fill_opacity=ink(value, most), **place)


def ink(value: float, most: float) -> float:
    """How dark a cell is, 0 to 1; linear, so that twice as dark is twice as much."""
    if value <= 0 or most <= 0:
        return 0.0
    return round(max(_PALE, value / most), 3)
