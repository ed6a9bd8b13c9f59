"""From values to places on the drawing: round steps, linear scales, how wide a text is."""

import math
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from values to user units of the drawing; `start` may lie after `end` (the y axis points up)."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, rounded to a hundredth; the middle where all values are one."""
        if self.most == self.least:
            return round((self.start + self.end) / 2, 2)
        share = (value - self.least) / (self.most - self.least)
        return round(self.start + share * (self.end - self.start), 2)


def step(span: float, about: int = 4) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that cuts `span` into about `about` parts."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0):
        if rough <= factor * power * 1.0000001:
            return factor * power
    return 10.0 * power


def ticks(least: float, most: float, about: int = 4) -> list[float]:
    """Round values from at or below `least` to at or above `most`."""
    if least == most:
        most = least + 1 if least >= 0 else 0
        least = min(least, 0)
    size = step(most - least, about)
    first, last = math.floor(least / size + 1e-9), math.ceil(most / size - 1e-9)
    return [round(index * size, 10) for index in range(first, last + 1)]


def shown(value: float | None, digits: int | None = None) -> str:
    """A value as a label: 1,234 or 12.5; as many digits as it has, at most two, unless told."""
    if value is None:
        return "–"
    if digits is None:
        digits = next((d for d in (0, 1) if math.isclose(value, round(value, d), abs_tol=1e-9)), 2)
    return f"{value:,.{digits}f}"


def width(text: str, size: float = 11) -> float:
    """About how wide a text is at a font size, in user units: full-width signs count one em, others 0.58."""
    return sum(size if unicodedata.east_asian_width(sign) in "WF" else size * 0.58 for sign in text)


def every(count: int, room: float, widest: float) -> int:
    """Show each how-manieth label so that they do not touch."""
    if count <= 1 or room <= 0:
        return 1
    return max(1, math.ceil(count * (widest + 12) / room))
