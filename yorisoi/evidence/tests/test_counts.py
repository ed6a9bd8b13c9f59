"""Counts compared: against values worked out by hand, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorisoi.evidence import (
    EvidenceError,
    TooFewError,
    by_group,
    dispersion,
    median_interval,
    quantile_difference,
    ratio,
)

pytestmark = pytest.mark.vendorless


def test_ratio_worked_out_by_hand() -> None:
    # ln(41 / 15) = 1.0055, √(1 / 41 + 1 / 15) = 0.3018, exp(1.0055 ∓ 1.96 × 0.3018).
    found = ratio(41, 15)
    assert found.value == pytest.approx(2.7333, abs=1e-4)
    assert found.low == pytest.approx(1.5129, abs=2e-3)
    assert found.high == pytest.approx(4.9383, abs=5e-3)


def test_scatter_widens_by_its_root() -> None:
    plain, wide = ratio(100, 100), ratio(100, 100, scatter=4.0)
    assert plain.high < wide.high
    assert wide.high == pytest.approx(plain.high**2)


def test_nothing_and_less_than_nothing() -> None:
    with pytest.raises(TooFewError):
        ratio(0, 0)
    with pytest.raises(EvidenceError):
        ratio(-1, 3)
    assert ratio(5, 0).low < 1  # 0.0625 by the exact test: not told apart
    assert ratio(40, 0).low > 1


def test_dispersion_of_a_known_table() -> None:
    # Group means 10 and 20: (4 + 4) / 10 + (25 + 25) / 20 = 3.3 over two degrees.
    assert dispersion({"mon": [8, 12], "tue": [15, 25]}) == pytest.approx(1.65)
    assert dispersion({"mon": [10, 10]}) == 1.0
    assert dispersion({"mon": [7]}) == dispersion({}) == dispersion({"mon": [0, 0]}) == 1.0
    assert by_group([("a", 1), ("b", 2), ("a", 3)]) == {"a": [1, 3], "b": [2]}


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_other_way_round_is_the_inverse(count: int, other: int) -> None:
    one, two = ratio(count, other), ratio(other, count)
    assert one.low == pytest.approx(1 / two.high)
    assert one.low <= one.value <= one.high


def test_difference_of_medians_tells_what_is_apart_and_not_what_overlaps() -> None:
    early, late = median_interval(range(100)), median_interval(range(200, 300))
    apart = quantile_difference(late, early)
    assert apart is not None
    assert (apart.value, apart.low > 0) == (200, True)
    same = quantile_difference(early, median_interval(range(5, 105)))
    assert same is not None
    assert same.low < 0 < same.high
    assert quantile_difference(early, median_interval([1, 2])) is None
    with pytest.raises(EvidenceError):
        quantile_difference(early, median_interval(range(100), 0.9))
