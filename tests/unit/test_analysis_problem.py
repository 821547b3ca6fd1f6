"""Factors turn quantiles into values, and values into the numbers that analyses need."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.design.problem import Factor, Problem
from simulation.core.errors import MultipartnerError, NameUnknownError

QUARTERS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def test_quantiles_by_hand():
    assert Factor("x", low=0, high=8).at(QUARTERS).tolist() == [0, 2, 4, 6, 8]
    assert Factor("x", low=1, high=16, distribution="log-uniform").at(QUARTERS) == pytest.approx([1, 2, 4, 8, 16])
    # a triangle over 0 to 4 with its peak in the middle: the area below 1 is 1/8
    assert Factor("x", low=0, high=4, distribution="triangular").at(np.array([0.125, 0.5])) == pytest.approx([1, 2])
    skewed = Factor("x", low=0, high=4, distribution="triangular", mode=0.0)
    assert skewed.at(np.array([0.75])) == pytest.approx([2])


def test_whole_numbers_and_choices_share_the_interval_evenly():
    cube = (np.arange(600) + 0.5) / 600
    assert np.bincount(Factor("x", kind="whole", low=1, high=3).at(cube)).tolist() == [0, 200, 200, 200]
    found = Factor("x", kind="choice", values=("join", "stay", "out")).at(cube)
    assert [found.tolist().count(value) for value in ("join", "stay", "out")] == [200, 200, 200]
    assert Factor("x", kind="choice", values=(False, True)).at(np.array([0.0, 1.0])).tolist() == [False, True]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(0, 1))
def test_values_stay_in_range_and_rise_with_the_quantile(low, width, quantile):
    factor = Factor("x", low=low, high=low + width)
    first, value, last = factor.at(np.array([0.0, quantile, 1.0]))
    assert low - 1e-6 <= first <= value <= last <= low + width + 1e-6


def test_choices_are_coded_by_place():
    factor = Factor("x", kind="choice", values=("join", "stay", "out"))
    assert factor.coded(pd.Series(["out", "join"])).tolist() == [2.0, 0.0]
    with pytest.raises(MultipartnerError, match=r"Factor 'x' cannot be 'leave'\. Allowed: join, stay, out\."):
        factor.coded(pd.Series(["leave"]))


def test_wrong_factors_are_one_clear_line():
    for settings, said in (
        ({"low": 1, "high": 1}, "must rise, found 1 to 1"),
        ({"low": 0, "high": 1, "distribution": "log-uniform"}, "must start above 0, found 0"),
        ({"low": 0, "high": 1, "distribution": "triangular", "mode": 2.0}, "must lie in 0 to 1, found 2"),
        ({"kind": "choice"}, "needs its values, found none"),
    ):
        with pytest.raises(MultipartnerError, match=said):
            Factor("x", **settings)
    with pytest.raises(MultipartnerError, match="names the factor 'x' twice"):
        Problem((Factor("x"), Factor("x")))


def test_only_uncertainties_are_sampled_where_levers_are_crossed():
    factors = (Factor("us.regard", "lever"), Factor("payoff.c1"), Factor("payoff.theta"))
    assert Problem(factors, "saltelli").block == 5
    crossed = Problem(factors, "saltelli", crossed=True)
    assert crossed.salib() == {"num_vars": 2, "names": ["payoff.c1", "payoff.theta"], "bounds": [[0.0, 1.0]] * 2}
    assert crossed.block == 4
    assert Problem(factors, "saltelli", second_order=True).block == 8
    assert Problem(factors, "morris").block == 4
    assert Problem(factors, "grid").block == 1
    with pytest.raises(NameUnknownError, match=r"No factor of this sweep is called 'us\.regrad'\. Did you mean"):
        crossed.factor("us.regrad")
