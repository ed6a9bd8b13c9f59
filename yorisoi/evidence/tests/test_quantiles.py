"""Quantiles and their order-statistic intervals against published ranks and exact counting."""

from fractions import Fraction
from itertools import accumulate
from math import comb, inf, nan
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.evidence import (
    EvidenceError,
    TooFewError,
    median_interval,
    quantile,
    quantile_interval,
    quantile_ranks,
)
from yorisoi.evidence.binomials import cumulative

# Campbell & Gardner, BMJ 296 (1988) 1454–1456, and the table in Altman et al., Statistics with Confidence (2000):
# sample size, ranks of the 95 % interval for a median, its exact level in per cent.
PUBLISHED = [
    (6, 1, 6, 96.9),
    (7, 1, 7, 98.4),
    (8, 1, 8, 99.2),
    (9, 2, 8, 96.1),
    (10, 2, 9, 97.9),
    (15, 4, 12, 96.5),
    (20, 6, 15, 95.9),
    (30, 10, 21, 95.7),
    (40, 14, 27, 96.2),
    (50, 18, 33, 96.7),
    (100, 40, 61, 96.5),
]


@pytest.mark.parametrize(("count", "low", "high", "percent"), PUBLISHED)
def test_ranks_of_the_median_are_as_published(count: int, low: int, high: int, percent: float) -> None:
    ranks = quantile_ranks(count, 0.5)
    assert (ranks.low, ranks.high) == (low, high)
    assert 100 * ranks.coverage == pytest.approx(percent, abs=0.05)


def exact_below(count: int, share: Fraction) -> list[Fraction]:
    """P(B < rank) for B ~ Binomial(count, share) and each rank from 0 to count + 1, in fractions."""
    masses = (comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(count + 1))
    return list(accumulate(masses, initial=Fraction(0)))


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 19), st.sampled_from([Fraction(4, 5), Fraction(9, 10), Fraction(19, 20)]))
def test_ranks_are_the_tightest_that_keep_each_tail(count: int, twentieths: int, confidence: Fraction) -> None:
    share, tail = Fraction(twentieths, 20), (1 - confidence) / 2
    below = exact_below(count, share)
    if any(abs(p - border) < 1e-12 for p in below for border in (tail, 1 - tail)):
        return  # a tie, which doubles may decide either way
    ranks = quantile_ranks(count, float(share), float(confidence))
    lows = [rank for rank in range(1, count + 1) if below[rank] <= tail]
    highs = [rank for rank in range(1, count + 1) if 1 - below[rank] <= tail]
    assert ranks.low == (max(lows) if lows else None)
    assert ranks.high == (min(highs) if highs else None)
    covered = (below[ranks.high] if ranks.high else 1) - (below[ranks.low] if ranks.low else 0)
    assert ranks.coverage == pytest.approx(float(covered), abs=1e-12)


@pytest.mark.parametrize(
    ("trials", "share"), [(0, Fraction(1, 2)), (1, Fraction(3, 10)), (30, Fraction(1, 100)), (300, Fraction(9, 10))]
)
def test_the_binomial_adds_up_as_it_does_in_fractions(trials: int, share: Fraction) -> None:
    exact = exact_below(trials, share)
    for count, total in cumulative(trials, float(share)):
        assert total == pytest.approx(float(exact[count + 1]), rel=1e-9, abs=1e-25)


@pytest.mark.parametrize(("trials", "chance"), [(5000, 0.5), (5000, 0.999), (10_000_000, 0.01)])
def test_the_binomial_of_many_trials_is_centred_and_whole(trials: int, chance: float) -> None:
    found = dict(cumulative(trials, chance))
    assert list(found.values())[-1] == pytest.approx(1.0, abs=1e-12)
    assert found[round(trials * chance)] == pytest.approx(0.5, abs=0.15)
    assert min(found) <= trials * chance <= max(found)


def test_few_values_leave_a_side_open() -> None:
    assert (quantile_ranks(5, 0.5).low, quantile_ranks(5, 0.5).high) == (None, None)
    estimate = quantile_interval([4, 1, 3, 2, 5, 7, 6, 10, 9, 8], 0.9)
    assert (estimate.value, estimate.low, estimate.high) == (9.1, 7, None)
    assert estimate.coverage >= 0.95
    single = median_interval([42])
    assert (single.value, single.low, single.high, single.count) == (42, None, None, 1)


def test_the_ends_are_observations() -> None:
    estimate = median_interval(range(1, 101))
    assert (estimate.value, estimate.low, estimate.high) == (50.5, 40, 61)
    assert median_interval([3] * 50).low == median_interval([3] * 50).high == 3
    assert median_interval([1.0] * 10 + [inf] * 10).high == inf


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    random = Random(20261122)
    truth = 0.6931471805599453  # the median of an exponential waiting time is ln 2
    held = 0
    for _sample in range(2000):
        estimate = median_interval([random.expovariate() for _value in range(20)])
        assert estimate.low is not None
        assert estimate.high is not None
        held += estimate.low <= truth <= estimate.high
    assert held / 2000 == pytest.approx(0.9586, abs=0.015)  # three standard errors


@pytest.mark.parametrize(("share", "expected"), [(0.5, 3.0), (0.25, 2.0), (0.9, 4.6), (0.01, 1.04)])
def test_observed_quantiles_are_definition_seven(share: float, expected: float) -> None:
    assert quantile([5, 3, 1, 4, 2], share) == pytest.approx(expected)


def test_large_counts_are_near_the_normal_ranks() -> None:
    ranks = quantile_ranks(1_000_000, 0.5)
    assert ranks.low is not None
    assert ranks.high is not None
    assert abs(ranks.low - (500_000 - 1.96 * 500)) < 2
    assert ranks.low + ranks.high == 1_000_001


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TooFewError):
        median_interval([])
    with pytest.raises(TooFewError):
        quantile_ranks(0, 0.5)
    with pytest.raises(EvidenceError, match="not a number"):
        median_interval([1.0, nan])
    for share in (0.0, 1.0, 50.0):
        with pytest.raises(EvidenceError, match="quantile lies between"):
            quantile([1, 2], share)
