"""From sums to numbers with intervals, and whether a change can be told from chance. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yorisoi.evidence import (
    QuantileEstimate,
    TooFewError,
    by_group,
    difference,
    dispersion,
    quantile_difference,
    quantile_interval,
    ratio,
    wilson,
)

NINETY = 0.9


@dataclass(frozen=True, slots=True)
class Number:
    """One number: `value` is None where nothing can be said, and `why` says why in words.

    n is what it rests on: a count itself, the denominator of a share, how many durations or open cases. `upper` is the
    90th percentile where `value` is a median.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    part: int | None = None
    upper: QuantileEstimate | None = None
    middle: QuantileEstimate | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a place came to: a count of facts by measure, and the measured values of the one that has any."""

    counts: Mapping[str, int]
    values: Sequence[int] = ()

    def of(self, measure: str) -> int:
        """How many of this measure."""
        return self.counts.get(measure, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """How a number differs from an earlier one; quiet: it cannot be told from chance. `relative`: as a share of the
    earlier one, else in the number's own unit (points of a share, seconds)."""

    by: float
    low: float
    high: float
    relative: bool
    quiet: bool


def counted(n: int) -> Number:
    """A count is what it is; it has no interval."""
    return Number(float(n), n=n)


def share(part: int, whole: int) -> Number:
    """A share with Wilson's interval; nothing of nothing is neither 0 nor 1."""
    try:
        found = wilson(part, whole)
    except TooFewError:
        return Number(None, n=0, part=part)
    return Number(found.value, found.low, found.high, whole, part)


def spread(values: Sequence[float]) -> Number:
    """Median and 90th percentile with distribution-free intervals."""
    if not values:
        return Number(None)
    middle, upper = quantile_interval(values, 0.5), quantile_interval(values, NINETY)
    return Number(middle.value, middle.low, middle.high, len(values), upper=upper, middle=middle)


def scatter_of(days: Mapping[date, int]) -> float:
    """How much more than by chance a count scatters from week to week, each weekday about its own mean."""
    return dispersion(by_group((day.weekday(), n) for day, n in days.items()))


def change_of_count(now: int, before: int, scatter: float) -> Change | None:
    """The relative change of a count; None where there was nothing before."""
    if not before:
        return None
    found = ratio(now, before, scatter=scatter)
    return Change(found.value - 1, found.low - 1, found.high - 1, True, found.low <= 1 <= found.high)


def change_of_share(now: Number, before: Number) -> Change | None:
    """The change of a share in points; None where either is undefined."""
    if now.part is None or before.part is None or not now.n or not before.n:
        return None
    found = difference(now.part, now.n, before.part, before.n)
    return Change(found.value, found.low, found.high, False, found.low <= 0 <= found.high)


def change_of_median(now: Number, before: Number) -> Change | None:
    """The change of a median; where an interval is open at an end it cannot be told."""
    if now.middle is None or before.middle is None:
        return None
    found = quantile_difference(now.middle, before.middle)
    if found is None:
        by = now.middle.value - before.middle.value
        return Change(by, by, by, False, True)
    return Change(found.value, found.low, found.high, False, found.low <= 0 <= found.high)
