"""The small line beside a number: its recent history, no axes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.kernel.ui.charts.figure import Point, shape, trim
from yorisoi.kernel.ui.charts.line import runs
from yorisoi.kernel.ui.charts.scale import Scale, shown

WIDTH, HEIGHT, _PAD = 96.0, 24.0, 3.0


def spark(values: Sequence[float | None], label: str, *, quiet: bool = False) -> Markup:
    """A line of values, oldest first, with a dot on the newest; `label` says what they are."""
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    x = Scale(0, max(1, len(values) - 1), _PAD, WIDTH - _PAD)
    y = Scale(min(known), max(known), HEIGHT - _PAD, _PAD)
    parts = [
        shape("polyline", class_="ch-line", points=" ".join(f"{trim(x(i))},{trim(y(p.value or 0))}" for i, p in run))
        for run in runs([Point("", value) for value in values])
        if len(run) > 1
    ]
    if values[-1] is not None:
        parts.append(shape("circle", class_="ch-dot", cx=x(len(values) - 1), cy=y(values[-1]), r=2.5))
    words = _("%(label)s: from %(first)s to %(last)s") % {
        "label": label, "first": shown(known[0]), "last": shown(known[-1]),
    }  # fmt: skip
    return Markup('<svg class="spark{}" viewBox="0 0 96 24" role="img" aria-label="{}">{}</svg>').format(
        " ch-quiet" if quiet else "", words, Markup("").join(parts)
    )
