"""Each history of an ensemble draws a set of parameters that the record allows, the same in every arm."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.analysis.paired import Outcome, middle, paired_difference
from experiments.cli.commands.shared import typed
from experiments.design.arms import load_arms
from simulation.parameters import fields, load_scenario
from simulation.start.parameter_sets import parameter_sets, scenario_of_history
from simulation.world import World


def test_shipped_sets_are_valid_and_differ() -> None:
    sets = parameter_sets()
    assert len(sets) >= 100
    assert len({tuple(each.values()) for each in sets}) == len(sets)
    named = {field.dotted for field in fields(load_scenario("today"))}
    assert named.issuperset(sets[0])
    for seed in range(len(sets)):
        assert scenario_of_history(load_scenario("today", {"parameter_sets": len(sets)}), seed).parameter_sets == 0


def test_a_history_has_one_set_whatever_the_policy() -> None:
    drawn = [scenario_of_history(load_scenario(arm, {"parameter_sets": 5}), 7) for arm in ("cooperative", "seeding")]
    expected = parameter_sets()[7 % 5]
    assert {each.founding.rate for each in drawn} == {expected["founding.rate"]}
    assert {each.motives.neighbours for each in drawn} == {expected["motives.neighbours"]}


def test_what_a_scenario_says_itself_stays() -> None:
    scenario = load_scenario("today", {"parameter_sets": 5, "founding.rate": 1.5})
    assert scenario_of_history(scenario, 0).founding.rate == 1.5
    assert scenario_of_history(scenario, 0).payoff.inertia == parameter_sets()[0]["payoff.inertia"]


def test_no_sets_leave_the_scenario_as_it_is() -> None:
    scenario = load_scenario("today")
    assert scenario_of_history(scenario, 3) is scenario


def test_a_world_runs_with_its_set() -> None:
    small = {"roster.states": 30, "years": 1}
    one, other = (World(load_scenario("today", {**small, "parameter_sets": n}), 1) for n in (0, 5))
    one.run()
    other.run()
    assert other.scenario.payoff.review_share == parameter_sets()[1]["payoff.review_share"]
    assert not np.array_equal(one.outcomes, other.outcomes)


def test_the_option_is_a_setting() -> None:
    assert typed(["years=3"], 20) == ("years=3", "parameter_sets=20")
    assert typed(None, 0) == ()
    (arm,) = load_arms(["today"], typed(None, 20))
    assert arm.scenario.parameter_sets == 20
    assert arm.command == "today --set parameter_sets=20"


def test_intervals_over_parameters_are_the_middle_of_the_histories() -> None:
    """Differences 0, 1, ..., 40 on a base of 100: nineteen of twenty lie between 1 and 39; the mean is known better."""
    import pandas as pd

    values = pd.DataFrame({"a": np.full(41, 100.0), "b": 100.0 + np.arange(41.0)})
    outcome = Outcome("x", "x", "is", "level", values)
    wide, narrow = (paired_difference(outcome, "b", "a", parameters=each) for each in (True, False))
    assert (wide.mean, wide.low, wide.high) == pytest.approx((20.0, 1.0, 39.0))
    assert narrow.mean == pytest.approx(20.0)
    assert narrow.high - narrow.low < 0.3 * (wide.high - wide.low)
    assert middle(np.array([2.0])) == (2.0, float("-inf"), float("inf"))
