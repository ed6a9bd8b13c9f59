"""Charts drawn on the server as SVG: pure functions from values to markup. They need no script and no network.

line, bars, spark, heat, intervals. Each (but spark) is a figure with title, unit, denominator, interval, and its
numbers in a table. An interval is drawn wherever one is given; `About(quiet=True)` draws in grey what cannot be told
from noise and says so.
"""

from yorisoi.kernel.ui.charts.bars import bars
from yorisoi.kernel.ui.charts.figure import About, Point
from yorisoi.kernel.ui.charts.heat import heat
from yorisoi.kernel.ui.charts.intervals import intervals
from yorisoi.kernel.ui.charts.line import line
from yorisoi.kernel.ui.charts.spark import spark

__all__ = ["About", "Point", "bars", "heat", "intervals", "line", "spark"]
