"""Corners of declared ranges work, alone and together; numbers too small to reckon with are refused."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.core.columns import Partnership
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario
from simulation.rules.founding import agreed_ambition
from simulation.start.names import roster_of
from simulation.start.partnerships import partnership_columns


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(0, 1))
def test_nobody_agrees_on_more_than_the_joint_optimum(ambition: float, shallowness: float, concreteness: float) -> None:
    assert 0.0 <= agreed_ambition(ambition, shallowness, concreteness) <= 1.0


@pytest.mark.parametrize(("ambition", "shallowness"), [*product((0.0, 1.0), (-1.0, 1.0))])
def test_corners_of_ambition_and_shallowness(ambition: float, shallowness: float) -> None:
    scenario = load_scenario("small", {"payoff.ambition": ambition, "payoff.shallowness": shallowness})
    columns = partnership_columns(scenario, roster_of(scenario))
    assert columns[Partnership.AMBITION].min() >= 0.0
    assert columns[Partnership.AMBITION].max() <= 1.0


@pytest.mark.parametrize("field", ["capacity.state", "capacity.ngo", "payoff.theta", "payoff.saturation", "wars.rate"])
@pytest.mark.parametrize("value", [5e-324, 1e-310])
def test_subnormal_numbers_are_refused(field: str, value: float) -> None:
    with pytest.raises(MultipartnerError, match=field):
        load_scenario("small", {field: value})
