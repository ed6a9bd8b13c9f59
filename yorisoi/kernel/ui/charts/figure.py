"""What every chart has around its drawing: title, unit, denominator, interval, numbers, and a word when it is noise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from yorisoi.kernel.ui.charts.scale import shown
from yorisoi.kernel.ui.icons import icon


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its name; `low` and `high` bound its interval, `n` is the denominator it rests on."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """The words of a chart. Title and unit are required: a number without a unit is not a statement."""

    title: str
    unit: str
    denominator: str = ""
    interval: str = ""
    note: str = ""
    quiet: bool = False
    digits: int | None = None


def figure(about: About, drawing: Markup, points: Sequence[Point]) -> Markup:
    """The drawing with its words and its table of numbers."""
    return frame(about, drawing, table(about, points))


def frame(about: About, drawing: Markup, numbers: Markup) -> Markup:
    """The figure element around a drawing and a ready table."""
    quiet = Markup('<p class="chart__quiet">{}{}</p>').format(icon("info"), noise()) if about.quiet else Markup("")
    return Markup(
        '<figure class="chart{}"><figcaption><div class="chart__title">{}</div>'
        '<div class="chart__about">{}</div></figcaption>'
        '<div class="chart__drawing" tabindex="0">{}</div>{}'
        '<details class="chart__numbers"><summary>{}{}</summary>{}</details></figure>'
    ).format(
        " chart--quiet" if about.quiet else "", about.title, sentence(about), drawing, quiet,
        icon("chevron-down"), _("Show the numbers"), numbers,
    )  # fmt: skip


def noise() -> str:
    """What is said of a change that lies within its interval."""
    return _("The difference cannot be told from chance.")


def sentence(about: About) -> str:
    """Unit, denominator and interval in one line."""
    parts = [_("Unit: %(unit)s") % {"unit": about.unit}]
    if about.denominator:
        parts.append(_("Of: %(denominator)s") % {"denominator": about.denominator})
    if about.interval:
        parts.append(_("Interval: %(interval)s") % {"interval": about.interval})
    if about.note:
        parts.append(about.note)
    return " · ".join(parts)


def table(about: About, points: Sequence[Point]) -> Markup:
    """The numbers behind the drawing, with interval and denominator columns where there are any."""
    bounds = any(point.low is not None for point in points)
    counts = any(point.n is not None for point in points)
    head = [
        "",
        about.unit,
        *([_("Lower bound"), _("Upper bound")] if bounds else []),
        *([_("Count")] if counts else []),
    ]
    rows = (
        [
            shown(point.value, about.digits),
            *([shown(point.low, about.digits), shown(point.high, about.digits)] if bounds else []),
            *([shown(point.n)] if counts else []),
        ]
        for point in points
    )
    return grid(about.title, head, zip((point.label for point in points), rows, strict=True))


def grid(caption: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> Markup:
    """A plain table: a caption for screen readers, column names, and rows with a name."""
    names = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(Markup(' class="number"') if index else "", name) if name
        else Markup("<td></td>")
        for index, name in enumerate(head)
    )  # fmt: skip
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            name, Markup("").join(Markup('<td class="number">{}</td>').format(value) for value in values)
        )
        for name, values in rows
    )
    return Markup(
        '<div class="table-frame" tabindex="0"><table class="table"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(caption, names, body)


def svg(width: float, height: float, label: str, parts: Iterable[Markup]) -> Markup:
    """An image of the given size; everything in it is hidden from screen readers but its label."""
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        trim(width), trim(height), label, Markup("").join(parts)
    )


def trim(value: float) -> str:
    """A coordinate without useless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def shape(name: str, /, **attributes: float | str) -> Markup:
    """An SVG element; `class_` becomes class, underscores become hyphens, numbers lose their zeros."""
    inner = Markup("").join(
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"), trim(value) if isinstance(value, int | float) else value
        )
        for key, value in attributes.items()
    )
    return Markup("<{}{}/>").format(Markup(name), inner)


def text(x: float, y: float, words: str, *, anchor: str = "start", kind: str = "ch-label") -> Markup:
    """Words on a drawing, with their baseline at y."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, trim(x), trim(y), anchor, escape(words)
    )


def spoken(about: About, points: Sequence[Point]) -> str:
    """A drawing in one sentence: its title, first and last value, least and most."""
    known = [point for point in points if point.value is not None]
    if not known:
        return _("%(title)s: no values") % {"title": about.title}
    least = min(known, key=lambda point: point.value or 0)
    most = max(known, key=lambda point: point.value or 0)
    return _("%(title)s. Least %(least)s (%(least_at)s), most %(most)s (%(most_at)s), %(unit)s") % {
        "title": about.title,
        "least": shown(least.value, about.digits),
        "least_at": least.label,
        "most": shown(most.value, about.digits),
        "most_at": most.label,
        "unit": about.unit,
    }
