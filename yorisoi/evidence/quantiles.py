"""Medians and other quantiles, with intervals that hold for any distribution."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import floor, hypot, isnan

from yorisoi.evidence.binomials import cumulative
from yorisoi.evidence.errors import EvidenceError, TooFewError, checked_level
from yorisoi.evidence.proportions import Estimate


@dataclass(frozen=True, slots=True)
class QuantileEstimate:
    """An observed quantile and its interval, whose ends are two of the observations.

    `low` or `high` is None where the data do not bound that side at the level asked for (fewer than six values say
    nothing about the median at 95 %). `coverage` is the probability with which the interval truly holds the quantile,
    at least `confidence`: counts are whole, so it is seldom exactly that.
    """

    value: float
    low: float | None
    high: float | None
    coverage: float
    confidence: float
    count: int


@dataclass(frozen=True, slots=True)
class Ranks:
    """Which of n ordered observations bound a quantile: the `low`-th and `high`-th, from 1; None if none does."""

    low: int | None
    high: int | None
    coverage: float


def median_interval(values: Iterable[float], confidence: float = 0.95) -> QuantileEstimate:
    """The median of `values` with its exact interval: `quantile_interval` for 0.5."""
    return quantile_interval(values, 0.5, confidence)


def quantile_interval(values: Iterable[float], share: float, confidence: float = 0.95) -> QuantileEstimate:
    """The quantile of `values` below which `share` (0 < share < 1) of them lie, with its order-statistic interval.

    Values in any order and unit; ties are fine (the interval is then a little too safe). Raises TooFewError for no
    values, EvidenceError for NaN or impossible levels. For the ranks see `quantile_ranks`.
    """
    ordered = _ordered(values)
    ranks = quantile_ranks(len(ordered), share, confidence)
    return QuantileEstimate(
        value=_quantile(ordered, share),
        low=None if ranks.low is None else ordered[ranks.low - 1],
        high=None if ranks.high is None else ordered[ranks.high - 1],
        coverage=ranks.coverage,
        confidence=confidence,
        count=len(ordered),
    )


def quantile_difference(first: QuantileEstimate, second: QuantileEstimate) -> Estimate | None:
    """first − second of the same quantile in two independent groups, with its interval; None where an end is unbounded.

    MOVER: with (l, u) the interval of each and d the difference, low = d − √((q₁ − l₁)² + (u₂ − q₂)²) and
    high = d + √((u₁ − q₁)² + (q₂ − l₂)²).

    Source: G. Y. Zou & A. Donner, "Construction of confidence limits about effect measures: a general approach",
    Statistics in Medicine 27 (2008) 1693–1702. Raises EvidenceError for two levels of confidence.
    """
    if first.confidence != second.confidence:
        raise EvidenceError("the two intervals are of different levels")
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return None
    observed = first.value - second.value
    low = observed - hypot(first.value - first.low, second.high - second.value)
    high = observed + hypot(first.high - first.value, second.value - second.low)
    return Estimate(observed, low, high, first.confidence)


def quantile(values: Iterable[float], share: float) -> float:
    """The observed quantile: linear between the two neighbouring observations, as spreadsheets do.

    Source: definition 7 of R. J. Hyndman & Y. Fan, "Sample quantiles in statistical packages", The American
    Statistician 50 (1996) 361–365. Raises as `quantile_interval`.
    """
    return _quantile(_ordered(values), _checked_share(share))


@lru_cache(maxsize=4096)
def quantile_ranks(count: int, share: float, confidence: float = 0.95) -> Ranks:
    """The ranks of the order statistics that bound a quantile with at least `confidence`, equal tails.

    The number of observations below the true quantile is B ~ Binomial(count, share), whatever the distribution. With
    α = 1 − confidence, low is the largest l with P(B < l) ≤ α/2 and high the smallest u with P(B ≥ u) ≤ α/2; the
    interval from the l-th to the u-th observation has coverage P(l ≤ B < u).

    Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999) §3.2; G. J. Hahn & W. Q. Meeker,
    Statistical Intervals (1991) §5.2. Raises TooFewError for count 0.
    """
    _checked_share(share)
    tail = (1 - checked_level(confidence)) / 2
    if count < 1:
        raise TooFewError("a quantile of no values is undefined")
    low: int | None = None
    below_low, below_high = 0.0, 1.0
    for number, below in cumulative(count, share):
        if below <= tail:
            low, below_low = number + 1, below
        if below >= 1 - tail:
            high = number + 1
            if high <= count:
                below_high = below
                return Ranks(low, high, below_high - below_low)
            break
    return Ranks(low, None, below_high - below_low)


def _quantile(ordered: list[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    at = floor(place)
    if at + 1 >= len(ordered):
        return ordered[at]
    return ordered[at] + (ordered[at + 1] - ordered[at]) * (place - at)


def _ordered(values: Iterable[float]) -> list[float]:
    ordered = sorted(float(value) for value in values)
    if not ordered:
        raise TooFewError("a quantile of no values is undefined")
    if any(isnan(value) for value in ordered):
        raise EvidenceError("a value is not a number")
    return ordered


def _checked_share(share: float) -> float:
    if not 0.0 < share < 1.0:
        raise EvidenceError(f"a quantile lies between 0 and 1, such as 0.9, not {share}")
    return share
