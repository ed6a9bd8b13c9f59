"""The binomial distribution, to double precision for any number of trials."""

from collections.abc import Iterator
from itertools import accumulate

from yorisoi.evidence.errors import EvidenceError

_NEGLIGIBLE = 1e-30


def cumulative(trials: int, chance: float) -> Iterator[tuple[int, float]]:
    """(k, P(X ≤ k)) for X ~ Binomial(trials, chance), 0 < chance < 1, for rising k.

    Only the counts around the mean that matter are given (some 24 standard deviations; all of them below about 100
    trials): before the first the probability is below 1e-28, after the last all but that.

    The ratios P(k + 1) / P(k) = (n − k) / (k + 1) · chance / (1 − chance) are multiplied outward from the mode and
    divided by their sum, so no factorial is ever formed and nothing overflows.
    """
    if trials < 0 or not 0.0 < chance < 1.0:
        raise EvidenceError(f"no binomial distribution has {trials} trials of chance {chance}")
    odds = chance / (1 - chance)
    mode = min(trials, int((trials + 1) * chance))
    above = list(_falling(1.0, ((trials - k) / (k + 1) * odds for k in range(mode, trials))))
    below = list(_falling(1.0, (k / ((trials - k + 1) * odds) for k in range(mode, 0, -1))))
    weights = [*reversed(below), 1.0, *above]
    whole = sum(weights)
    first = mode - len(below)
    for count, total in enumerate(accumulate(weights), first):
        yield count, min(total / whole, 1.0)


def _falling(weight: float, ratios: Iterator[float]) -> Iterator[float]:
    for ratio in ratios:
        weight *= ratio
        if weight < _NEGLIGIBLE:
            return
        yield weight
