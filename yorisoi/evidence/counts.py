"""Two counts compared, with the scatter that counts of people's doings really have."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import exp, inf, log, sqrt

from yorisoi.evidence.errors import EvidenceError, TooFewError
from yorisoi.evidence.proportions import Estimate, normal_quantile


def dispersion(groups: Mapping[Hashable, Sequence[int]]) -> float:
    """How many times more counts scatter than a Poisson law says, each group (the Mondays …) about its own mean.

    Pearson's φ = Σ (y − ȳ_g)² / ȳ_g / Σ (n_g − 1), at least 1. Groups of one value or without any count say nothing;
    1.0 where none says anything.

    Source: P. McCullagh & J. A. Nelder, Generalized Linear Models, 2nd ed. (1989) §6.2.3.
    """
    chi, degrees = 0.0, 0
    for values in groups.values():
        if len(values) > 1 and (total := sum(values)):
            mean = total / len(values)
            chi += sum((value - mean) ** 2 for value in values) / mean
            degrees += len(values) - 1
    return max(1.0, chi / degrees) if degrees else 1.0


def ratio(count: int, other: int, confidence: float = 0.95, scatter: float = 1.0) -> Estimate:
    """`count` / `other` of two independent stretches of equal length, with its interval; 1 in it is no change told.

    log(count / other) ± z √(φ (1 / count + 1 / other)), φ being `scatter` (see `dispersion`). A count of 0 leaves one
    side open: the interval is then reckoned with ½ added to both.

    Source: K. J. Rothman, S. Greenland & T. L. Lash, Modern Epidemiology, 3rd ed. (2008) ch. 14, with the variance
    inflated by φ as in McCullagh & Nelder (1989). Raises TooFewError for 0 and 0, EvidenceError for negative counts.
    """
    if count < 0 or other < 0:
        raise EvidenceError(f"counts are not negative: {count}, {other}")
    if not count and not other:
        raise TooFewError("a ratio of nothing to nothing is undefined")
    half = 0.0 if count and other else 0.5
    first, second = count + half, other + half
    reach = normal_quantile(confidence) * sqrt(max(scatter, 1.0) * (1 / first + 1 / second))
    middle = log(first / second)
    return Estimate(count / other if other else inf, exp(middle - reach), exp(middle + reach), confidence)


def by_group(values: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    """Counts sorted into their groups, as `dispersion` takes them."""
    groups: dict[Hashable, list[int]] = {}
    for group, value in values:
        groups.setdefault(group, []).append(value)
    return groups
