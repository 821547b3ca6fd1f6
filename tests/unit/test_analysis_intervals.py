"""Intervals that a reader can check by hand, and that cover what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from experiments.analysis.intervals import enough_histories, ratio_interval, row_intervals, share_interval
from experiments.analysis.paired import mean_interval
from simulation.core.errors import MultipartnerError


def normals(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)  # noqa: TID251 - luck of the test, not of the model


def test_rows_by_hand():
    mean, low, high = row_intervals(np.array([[1.0, 2.0, 3.0], [5.0, np.nan, np.nan], [np.nan] * 3]))
    # standard error 1/sqrt(3), t(0.975, 2) = 4.302653
    assert (low[0], mean[0], high[0]) == pytest.approx((2 - 4.302653 / 3**0.5, 2, 2 + 4.302653 / 3**0.5), rel=1e-6)
    assert (low[1], mean[1], high[1]) == (-np.inf, 5.0, np.inf)
    assert np.isnan(mean[2])


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_a_row_is_the_interval_of_the_summary(values):
    row = np.array(values)
    assert [part[0] for part in row_intervals(row[None, :])] == pytest.approx(mean_interval(row), rel=1e-9, abs=1e-6)


def test_share_by_hand():
    # Wilson: centre (p + z²/2n) / (1 + z²/n), z = 1.959964
    share = share_interval(8, 10)
    z2 = 1.959964**2
    centre = (0.8 + z2 / 20) / (1 + z2 / 10)
    assert share.value == 0.8
    assert (share.low + share.high) / 2 == pytest.approx(centre, rel=1e-6)
    assert share_interval(0, 10).low == 0
    assert share_interval(10, 10).high == 1
    with pytest.raises(MultipartnerError, match="at least one world"):
        share_interval(0, 0)


def test_ratio_to_an_exact_denominator_is_the_interval_of_the_mean():
    above = np.array([1.0, 2.0, 3.0])
    ratio = ratio_interval(above, np.full(3, 2.0))
    assert tuple(ratio) == pytest.approx(tuple(value / 2 for value in mean_interval(above)))


def test_ratio_solves_fiellers_equation():
    above, below = 3 + normals(0, 20), 5 + normals(1, 20)
    ratio = ratio_interval(above, below)
    assert ratio.low < ratio.value < ratio.high
    for end in (ratio.low, ratio.high):
        # at each end the difference a − r b is just as far from zero as its own t interval reaches
        gap = above - end * below
        assert abs(gap.mean()) == pytest.approx(stats.t.ppf(0.975, 19) * stats.sem(gap))


def test_ratio_is_unbounded_where_the_denominator_may_be_zero():
    ratio = ratio_interval(1 + normals(2, 10), normals(3, 10))
    assert (ratio.low, ratio.high) == (-np.inf, np.inf)
    assert np.isnan(ratio_interval(np.array([1.0, 2.0]), np.zeros(2)).value)
    assert ratio_interval(np.array([1.0]), np.array([2.0]))[1:] == (-np.inf, np.inf)


def test_ratio_interval_covers_as_promised():
    draws = normals(4, 2, 2000, 12)
    above, below = 2 + draws[0], 4 + 0.5 * draws[0] + draws[1]
    held = sum(low <= 0.5 <= high for _, low, high in map(ratio_interval, above, below))
    assert abs(held / 2000 - 0.95) < 5 * (0.95 * 0.05 / 2000) ** 0.5


def test_ratio_agrees_with_a_bootstrap():
    draws = normals(5, 2, 400)
    above, below = 2 + draws[0], 5 + draws[1]
    drawn = stats.bootstrap(
        (above, below),
        lambda a, b, axis: a.mean(axis) / b.mean(axis),
        paired=True,
        vectorized=True,
        n_resamples=2000,
        random_state=0,
    )
    low, high = drawn.confidence_interval
    ratio = ratio_interval(above, below)
    assert (ratio.low, ratio.high) == pytest.approx((low, high), abs=0.1 * (high - low))


def test_enough_histories_by_hand():
    # s = 1, t(0.975, 2) = 4.302653; (4.302653 / 0.5)² = 74.05
    enough = enough_histories(np.array([1.0, 2.0, 3.0]), 0.5)
    assert enough.histories == 75
    assert enough.sentences == [
        "75 histories are enough for ±0.50: the 3 histories of the pilot have a standard deviation of 1.0."
    ]
    assert enough_histories(np.array([1.0, 2.0, 3.0]), 50).histories == 3
    for values, width, said in (
        ([1.0], 1, "at least 2 histories, found 1"),
        ([1.0, 2.0], 0, "must be above 0, found 0"),
    ):
        with pytest.raises(MultipartnerError, match=said):
            enough_histories(np.array(values), width)


def test_enough_histories_keeps_the_promise():
    """With as many histories as it says, the interval of the promised width holds the true mean 95 times of 100."""
    pilots = normals(6, 1000, 8)
    draws = normals(7, 1000, 400)
    held = 0
    for pilot, more in zip(pilots, draws, strict=True):
        count = enough_histories(pilot, 0.5).histories
        values = np.concatenate([pilot, more])[:count]
        assert len(values) == count
        held += abs(values.mean()) <= 0.5
    assert held / 1000 > 0.95 - 5 * (0.95 * 0.05 / 1000) ** 0.5
