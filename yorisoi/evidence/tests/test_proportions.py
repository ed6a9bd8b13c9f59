"""Shares and their differences against the values printed in the papers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.evidence import EvidenceError, TooFewError, difference, wilson
from yorisoi.evidence.proportions import normal_quantile

# Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (Wilson without continuity correction).
SINGLE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
# Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
TWO = [
    ((56, 70, 48, 80), 0.0524, 0.3339),
    ((9, 10, 3, 10), 0.1705, 0.8090),
    ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926),
    ((0, 10, 0, 20), -0.1611, 0.2775),
    ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0),
    ((10, 10, 0, 10), 0.6075, 1.0),
]


@pytest.mark.parametrize(("successes", "trials", "low", "high"), SINGLE)
def test_wilson_is_as_published(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == successes / trials


@pytest.mark.parametrize(("counts", "low", "high"), TWO)
def test_differences_are_as_published(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = difference(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_higher_level_is_a_wider_interval() -> None:
    narrow, wide = wilson(8, 10, 0.8), wilson(8, 10, 0.99)
    assert wide.low < narrow.low < 0.8 < narrow.high < wide.high
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, abs=1e-15)


@settings(deadline=None)
@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_wilson_stays_within_its_bounds_and_is_even_handed(counts: tuple[int, int], confidence: float) -> None:
    successes, trials = counts
    found, mirrored = wilson(successes, trials, confidence), wilson(trials - successes, trials, confidence)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@settings(deadline=None)
@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_a_difference_turned_round_changes_only_its_sign(a: tuple[int, int], b: tuple[int, int]) -> None:
    (hits, misses), (other_hits, other_misses) = a, b
    if not (hits + misses and other_hits + other_misses):
        return
    there = difference(hits, hits + misses, other_hits, other_hits + other_misses)
    back = difference(other_hits, other_hits + other_misses, hits, hits + misses)
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


def test_nothing_of_nothing_is_undefined() -> None:
    with pytest.raises(TooFewError):
        wilson(0, 0)
    with pytest.raises(TooFewError):
        difference(1, 2, 0, 0)


@pytest.mark.parametrize("counts", [(3, 2), (-1, 5), (0, -1)])
def test_impossible_counts_are_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(EvidenceError, match="not possible"):
        wilson(*counts)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, -0.5])
def test_a_level_is_a_share(confidence: float) -> None:
    with pytest.raises(EvidenceError, match="confidence level"):
        wilson(1, 2, confidence)
