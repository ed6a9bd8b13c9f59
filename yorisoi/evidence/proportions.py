"""Intervals for one proportion and for the difference of two."""

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist

from yorisoi.evidence.errors import checked_counts, checked_level


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was observed (`value`) and the interval from `low` to `high` that holds the truth at level `confidence`."""

    value: float
    low: float
    high: float
    confidence: float


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Estimate:
    """Wilson's score interval for a proportion; all numbers are shares from 0 to 1.

    With p = successes / trials and z the normal quantile of (1 + confidence) / 2:
    (2np + z² ∓ z √(z² + 4np(1 − p))) / (2 (n + z²)). Never leaves [0, 1], has width at 0 and n successes, and is sound
    for small n; no continuity correction.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
    209–212; recommended and tabulated as method 3 in R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872.
    Raises TooFewError for no trials, EvidenceError for impossible counts or levels.
    """
    checked_counts(successes, trials)
    z = normal_quantile(confidence)
    p = successes / trials
    middle = 2 * successes + z * z
    reach = z * sqrt(z * z + 4 * successes * (1 - p))
    scale = 2 * (trials + z * z)
    low = 0.0 if successes == 0 else (middle - reach) / scale
    high = 1.0 if successes == trials else (middle + reach) / scale
    return Estimate(p, low, high, confidence)


def difference(
    successes: int, trials: int, other_successes: int, other_trials: int, confidence: float = 0.95
) -> Estimate:
    """Newcombe's hybrid score interval for p₁ − p₂ of two independent groups, from −1 to 1.

    With (l, u) the Wilson intervals of each group and d = p₁ − p₂:
    low = d − √((p₁ − l₁)² + (u₂ − p₂)²), high = d + √((u₁ − p₁)² + (p₂ − l₂)²).
    Above 0 in the first place means the first group's share is larger. For independent groups only: the same people
    asked twice are not.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of
    eleven methods", Statistics in Medicine 17 (1998) 873–890, method 10. Raises as `wilson`.
    """
    first = wilson(successes, trials, confidence)
    second = wilson(other_successes, other_trials, confidence)
    observed = first.value - second.value
    low = observed - hypot(first.value - first.low, second.high - second.value)
    high = observed + hypot(first.high - first.value, second.value - second.low)
    return Estimate(observed, max(low, -1.0), min(high, 1.0), confidence)


def normal_quantile(confidence: float) -> float:
    """z such that a standard normal lies within ±z with probability `confidence` (1.96 for 0.95)."""
    return NormalDist().inv_cdf((1 + checked_level(confidence)) / 2)
