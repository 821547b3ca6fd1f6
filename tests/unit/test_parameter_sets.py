"""Each history of an ensemble draws a set of parameters that the record allows, the same in every arm."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.paired import Outcome, middle, paired_difference
from experiments.cli.commands.shared import typed
from experiments.design.arms import load_arms
from experiments.evidence import structure
from experiments.evidence.dynamics import record
from experiments.evidence.lists import DATA
from experiments.evidence.structure import CHOICES
from simulation.core.codes import BurdenRule
from simulation.core.columns import Partnership
from simulation.parameters import fields, load_scenario
from simulation.start.parameter_sets import parameter_sets, scenario_of_history
from simulation.start.settings import value_of
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
    values = pd.DataFrame({"a": np.full(41, 100.0), "b": 100.0 + np.arange(41.0)})
    outcome = Outcome("x", "x", "is", "level", values)
    wide, narrow = (paired_difference(outcome, "b", "a", parameters=each) for each in (True, False))
    assert (wide.mean, wide.low, wide.high) == pytest.approx((20.0, 1.0, 39.0))
    assert narrow.mean == pytest.approx(20.0)
    assert narrow.high - narrow.low < 0.3 * (wide.high - wide.low)
    assert middle(np.array([2.0])) == (2.0, float("-inf"), float("inf"))


def test_choices_of_structure_are_drawn_as_often_as_one_another_and_only_if_the_record_leaves_them_open() -> None:
    tried = pd.read_csv(DATA / "structure.csv")
    sets = pd.DataFrame(parameter_sets())
    for choice in CHOICES:
        kept = set(tried[(tried["choice"] == choice.name) & (tried["kept"] == 1)]["value"])
        assert tried[tried["choice"] == choice.name]["value"].tolist() == [str(value) for value in choice.values]
        for field in choice.fields:
            often = sets[field].astype(str).value_counts()
            assert {float(value) if value[-1].isdigit() else value for value in often.index} == {
                float(value) if value[-1].isdigit() else value for value in kept
            }
            assert often.max() - often.min() <= 1
    shipped = load_scenario({})
    for choice in CHOICES:
        for field in choice.fields:
            assert value_of(shipped, field) == choice.values[0], "the shipped choice comes first"


def test_an_alternative_is_left_out_if_it_misses_more_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Benefit as a step: three moments out instead of none; linear cost: as good as the shipped one."""
    inside = {row["moment"]: row["real"] for row in record().to_dict("records") if row["group"] == "training"}

    def known(_sets: object, settings: dict[str, object], _scenario: str) -> pd.DataFrame:
        worse = {"births": 9.0, "exits": 9.0, "deaths": 9.0} if settings.get("payoff.benefit") == "step" else {}
        return pd.DataFrame([inside | worse] * 2)

    monkeypatch.setattr(structure, "moments_with", known)
    rows = {(row["choice"], row["value"]): row for row in structure.try_choices([])}
    assert rows["payoff.benefit", "step"]["kept"] == 0
    assert set(rows["payoff.benefit", "step"]["outside"].split()) == {"births", "exits", "deaths"}
    assert rows["payoff.cost", "linear"]["kept"] == 1
    drawn = structure.drawn(pd.DataFrame(rows.values()), 30)
    assert set(drawn["payoff.benefit"]) == {"quadratic", "linear", "log"}


def test_luck_puts_no_alternative_outside() -> None:
    """A mean beyond the edge of a band by less than two standard errors is none that the record rules out."""
    training = [row for row in record().to_dict("records") if row["group"] == "training"]
    scattered = pd.DataFrame([{row["moment"]: row["high"] * off for row in training} for off in (0.9, 1.12)])
    assert structure.outside(scattered) == []
    exact = pd.DataFrame([{row["moment"]: row["high"] * 1.01 for row in training}] * 2)
    assert structure.outside(exact) == [row["moment"] for row in training]


def test_published_ways_of_sharing_can_be_read_otherwise_but_a_named_rule_stays() -> None:
    own = {"id": "fund", "issue": "climate", "founded": 2020, "lead": "NOR", "founders": ["NOR", "SWE"]}
    mine = {"partnership": [own | {"burden_rule": "reciprocity"}]}
    coded, gifts, means = (
        World(load_scenario("today", {**mine, "roster.burden": how, "years": 1}), 0)
        for how in ("coded", "gifts", "means")
    )
    rules = [world.column(Partnership.RULE)[: world.roster.n_partnerships] for world in (coded, gifts, means)]
    fund = coded.partnership_ids.index("fund")
    assert {each[fund] for each in rules} == {BurdenRule.RECIPROCITY}
    pledges = np.flatnonzero(rules[0] == BurdenRule.RECIPROCITY)
    pledges = pledges[pledges != fund]
    assert pledges.size > 10
    assert (rules[1][pledges] == BurdenRule.VOLUNTARY).all()
    assert (rules[2][pledges] == BurdenRule.CAPACITY).all()
    scales = rules[0] == BurdenRule.HEGEMONIC
    assert (rules[1][scales] == BurdenRule.HEGEMONIC).all()
