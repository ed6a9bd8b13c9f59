"""Pure statistics: numbers in, estimates with their uncertainty out. No Django, no product words, no scipy at start.

    wilson(81, 263)                        a share with its interval
    difference(56, 70, 48, 80)             of two independent shares
    ratio(120, 96, scatter=3.1)            two counts of stretches of equal length
    median_interval(values)                a median; `quantile_interval(values, 0.9)` any other quantile

Every function names its source and is tested against the values published there. Nothing is rounded. Where there is
nothing to say the functions say so: `TooFewError` for 0 of 0, None for a side the data do not bound.
"""

from yorisoi.evidence.counts import by_group, dispersion, ratio
from yorisoi.evidence.errors import EvidenceError, TooFewError
from yorisoi.evidence.proportions import Estimate, difference, wilson
from yorisoi.evidence.quantiles import (
    QuantileEstimate,
    Ranks,
    median_interval,
    quantile,
    quantile_difference,
    quantile_interval,
    quantile_ranks,
)

__all__ = [
    "Estimate",
    "EvidenceError",
    "QuantileEstimate",
    "Ranks",
    "TooFewError",
    "by_group",
    "difference",
    "dispersion",
    "median_interval",
    "quantile",
    "quantile_difference",
    "quantile_interval",
    "quantile_ranks",
    "ratio",
    "wilson",
]
