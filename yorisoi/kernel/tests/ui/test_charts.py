"""Charts: from values to geometry, and the words around them."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from markupsafe import Markup

from yorisoi.kernel.ui import charts
from yorisoi.kernel.ui.charts import About, Point
from yorisoi.kernel.ui.charts.heat import ink
from yorisoi.kernel.ui.charts.intervals import undecided
from yorisoi.kernel.ui.charts.scale import Scale, every, shown, step, ticks, width

ABOUT = About("初回解決率", "%", denominator="完了した案件", interval="95%")


def tree(markup: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup).replace("<use href=", "<use x="))


def shapes(markup: Markup, kind: str) -> list[ElementTree.Element]:
    return [each for each in tree(markup).iter() if kind in each.get("class", "").split()]


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "nan"))


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (0, 10, [0, 2.5, 5, 7.5, 10]), (0, 100, [0, 25, 50, 75, 100]), (67.2, 80.9, [65, 70, 75, 80, 85]),
        (0, 0, [0, 0.25, 0.5, 0.75, 1]), (-3, -3, [-3, -2, -1, 0]), (0, 0.003, [0, 0.001, 0.002, 0.003]),
    ],
)  # fmt: skip
def test_ticks_are_round_and_cover_the_values(least: float, most: float, expected: list[float]) -> None:
    assert ticks(least, most) == expected
    assert step(0) == step(float("nan")) == 1.0


def test_scale_is_linear_and_stands_in_the_middle_for_one_value() -> None:
    assert [Scale(0, 10, 100, 0)(v) for v in (0, 5, 10)] == [100, 50, 0]
    assert Scale(3, 3, 0, 100)(3) == 50


def test_labels_are_as_exact_as_their_values_and_never_touch() -> None:
    assert [shown(v) for v in (1234.0, 12.5, 0.333, None)] == ["1,234", "12.5", "0.33", "–"]
    assert width("日本", 10) == 20 > width("ab", 10)
    assert every(12, 480, 40) == 2
    assert every(1, 480, 1000) == every(5, 0, 10) == 1


def test_line_maps_values_to_places_and_breaks_where_there_is_none() -> None:
    points = [Point("a", 0.0), Point("b", 10.0), Point("c", None), Point("d", 5.0)]
    made = charts.line(points, ABOUT)
    lines = shapes(made, "ch-line")
    assert len(lines) == 1
    (x0, y0), (x1, y1) = [tuple(map(float, each.split(","))) for each in lines[0].get("points", "").split()]
    assert (y0, y1) == (166, 10)  # bottom and top of the drawing: 0 and the highest tick
    assert x1 > x0
    dots = shapes(made, "ch-dot")  # the lone value after the gap, and the newest
    assert [number(dot, "cy") for dot in dots] == [88, 88]


def test_line_draws_a_band_where_intervals_are_given() -> None:
    points = [Point("a", 4.0, 2.0, 6.0), Point("b", 6.0, 4.0, 8.0)]
    (band,) = shapes(charts.line(points, ABOUT), "ch-band")
    corners = [tuple(map(float, each.split(","))) for each in band.get("points", "").split()]
    assert [y for _x, y in corners] == [49, 10, 88, 127]  # highs to the right, lows back: 6, 8, 4, 2 of 0 to 8
    assert not shapes(charts.line([Point("a", 1.0), Point("b", 2.0)], ABOUT), "ch-band")


def test_the_axis_starts_at_zero_unless_told() -> None:
    points = [Point("a", 70.0), Point("b", 80.0)]
    assert ">0</text>" in charts.line(points, ABOUT)
    assert ">0</text>" not in charts.line(points, ABOUT, from_zero=False)


def test_bars_are_as_long_as_their_values() -> None:
    points = [Point("a", 100.0), Point("b", 50.0), Point("c", 0.0), Point("d", None)]
    made = shapes(charts.bars(points, ABOUT), "ch-bar")
    long, half, none = (number(bar, "width") for bar in made)
    assert long == pytest.approx(2 * half, abs=0.02)
    assert none == 0
    below = shapes(charts.bars([Point("a", -10.0), Point("b", 10.0)], ABOUT), "ch-bar")
    assert number(below[0], "x") + number(below[0], "width") == pytest.approx(number(below[1], "x"))


def test_intervals_that_include_the_reference_are_grey() -> None:
    points = [Point("fell", -6.0, -9.0, -3.0), Point("unsure", -1.0, -4.0, 2.0), Point("bare", 1.0)]
    assert [undecided(point, 0) for point in points] == [False, True, False]
    assert not undecided(points[1], None)
    dots = shapes(charts.intervals(points, ABOUT, reference=0), "ch-dot")
    assert ["ch-quiet" in dot.get("class", "") for dot in dots] == [False, True, False]
    (line,) = shapes(charts.intervals(points, ABOUT, reference=0), "ch-zero")
    assert number(dots[0], "cx") < number(line, "x1")


def test_heat_is_linear_and_keeps_nothing_apart_from_zero() -> None:
    assert [ink(v, 40) for v in (0, 1, 20, 40)] == [0.0, 0.06, 0.5, 1.0]
    made = charts.heat(["月"], ["9", "10", "11"], [[0.0, 40.0, None]], ABOUT)
    assert [number(cell, "fill-opacity") for cell in shapes(made, "ch-cell")] == [0, 1]
    assert len(shapes(made, "ch-frame")) == 1


def test_spark_ends_on_the_newest_value() -> None:
    made = charts.spark([1.0, None, 3.0, 2.0], "週ごと")
    assert [number(dot, "cy") for dot in shapes(made, "ch-dot")] == [12]
    assert charts.spark([None], "nothing") == ""


def test_a_figure_says_unit_denominator_interval_and_holds_its_numbers() -> None:
    with translation.override("ja"):
        made = charts.line([Point("9月", 71.0, 68.4, 73.4, 180), Point("10月", 1234.5)], ABOUT)
    assert "単位：% · 分母：完了した案件 · 区間：95%" in made
    assert "数値を見る" in made
    rows = [[cell.text for cell in row] for row in tree(made).iter("tr")]
    assert rows == [
        [None, "%", "下限", "上限", "件数"],
        ["9月", "71", "68.4", "73.4", "180"],
        ["10月", "1,234.5", "–", "–", "–"],
    ]
    assert 'aria-label="初回解決率。最小 71（9月）、最大 1,234.5（10月）、単位 %"' in made


def test_what_cannot_be_told_from_noise_says_so() -> None:
    quiet = About("応答時間", "分", quiet=True)
    with translation.override("ja"):
        made = charts.line([Point("a", 1.0), Point("b", 2.0)], quiet)
    assert "差は判別できません" in made
    assert 'class="chart chart--quiet"' in made


@pytest.mark.parametrize("draw", [charts.line, charts.bars, charts.intervals])
def test_words_from_data_are_escaped_and_no_values_are_no_crash(draw: object) -> None:
    assert callable(draw)
    evil = '"><script>alert(1)</script>'
    made = draw([Point(evil, 1.0), Point("b", 2.0)], About(evil, evil, evil, evil, evil))
    assert "<script>" not in made
    assert not re.search(r'aria-label="">', made)
    assert "<svg" in draw([], ABOUT)
    assert "<svg" in draw([Point("a", None)], ABOUT)
