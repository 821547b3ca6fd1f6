"""Arms at equal money: the same dollars quarter by quarter, and a difference that falls into purse and manner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.analysis.money import split_outcome
from experiments.analysis.paired import Outcome
from experiments.design.arms import named_arms
from experiments.design.equal import SUFFIX, HeldEqual, at_equal_money
from experiments.execution.engine import build_world
from experiments.execution.recorded import purses_of
from simulation.core.errors import MultipartnerError
from simulation.measures.outcomes import Outcome as Measure
from simulation.parameters import Scenario, load_scenario
from simulation.world import World


def short(name: str) -> Scenario:
    return load_scenario(name, {"roster.states": 12, "years": 3})


def test_the_united_states_spend_what_they_spend_in_the_other_arm() -> None:
    first, other = short("cooperative"), short("transactional")
    reference = World(first, 3)
    reference.run()
    held = build_world(HeldEqual(other, first), 3)
    held.run()
    free = World(other, 3)
    free.run()
    wanted, found, unheld = (
        each.outcomes[1:, Measure.SPENDING_USA].reshape(-1, 4).sum(axis=1) for each in (reference, held, free)
    )
    assert found == pytest.approx(wanted, rel=0.02)
    assert not np.allclose(unheld, wanted, rtol=0.2)


def test_non_states_spend_the_same_money_whether_they_have_a_seat_or_not() -> None:
    first, other = short("multipartner"), short("multipolar")
    reference = World(first, 3)
    reference.run()
    held = build_world(HeldEqual(other, first), 3)
    held.run()
    kinds = slice(Measure.EFFORT_COMPANY, Measure.EFFORT_CITY + 1)
    wanted, found = (each.outcomes[1:, kinds].sum() for each in (reference, held))
    assert found == pytest.approx(wanted, rel=0.02)


def test_purses_are_those_of_the_united_states_and_of_all_that_are_no_states() -> None:
    scenario = short("today")
    purses = purses_of(scenario, 0)
    world = World(scenario, 0)
    assert set(purses) == {name for name, kind in zip(world.ids, world.kind, strict=True) if kind or name == "USA"}
    assert all(course.shape == (13,) for course in purses.values())


def test_a_purse_of_another_length_or_below_zero_is_refused() -> None:
    for course in (np.ones(3), np.full(13, -1.0), np.full(13, np.nan)):
        with pytest.raises(MultipartnerError, match="one a quarter"):
            World(short("today"), 0, purses={"USA": course})
    with pytest.raises(MultipartnerError, match="XXX"):
        World(short("today"), 0, purses={"XXX": np.ones(13)})


def test_arms_at_equal_money_stand_behind_the_others_and_are_runs_of_their_own() -> None:
    arms = named_arms({"a": short("cooperative"), "b": short("transactional"), "c": short("seeding")})
    made = at_equal_money(arms, "us_spending")
    assert [arm.name for arm in made] == ["a", "b", "c", "b" + SUFFIX, "c" + SUFFIX]
    assert len({arm.digest for arm in made}) == 5
    assert at_equal_money(arms, None) == arms
    with pytest.raises(MultipartnerError, match="us_spending"):
        at_equal_money(arms, "spending")


def test_purse_and_manner_add_up_to_the_whole_in_every_history() -> None:
    values = pd.DataFrame({"a": [10.0, 20.0], "b": [13.0, 26.0], "b" + SUFFIX: [11.0, 23.0]})
    split = split_outcome(Outcome("x", "x", "is", "money", values), "b", "a")
    assert split.whole.mean == pytest.approx(30.0)
    assert split.manner.mean == pytest.approx(100 * 2.0 / 15)
    assert split.purse.mean == pytest.approx(100 * 2.5 / 15)
    assert split.whole.mean == pytest.approx(split.purse.mean + split.manner.mean)


def test_a_comparison_in_python_tells_both() -> None:
    found = compare(short("cooperative"), short("transactional"), runs=2, workers=1, equal="us_spending")
    parts = found.split.pivot_table(index="outcome", columns="part", values="difference")
    assert parts["whole"].to_numpy() == pytest.approx((parts["purse"] + parts["manner"]).to_numpy(), abs=1e-9)
    with pytest.raises(MultipartnerError, match="equal"):
        _ = compare(short("cooperative"), short("transactional"), runs=2, workers=1).split
