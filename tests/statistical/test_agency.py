"""Agency: a world without an actor differs by what it did, and one without a bystander hardly at all."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.leave_one_out import agency
from simulation.core.columns import Actor, Membership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario
from simulation.world import World

SMALL = {"extends": "today", "years": 3, "roster": {"states": 40}}


def test_a_large_payer_prevents_more_damage_than_a_small_one() -> None:
    found = agency(SMALL, ["USA", "ZAF"], runs=16, workers=1).set_index("actor")
    assert found.loc["USA", "low"] > 0.0
    assert found.loc["USA", "difference"] > 5.0 * abs(found.loc["ZAF", "difference"])
    assert found.attrs["units"]["difference"] == "US$bn/yr × yr"


def test_an_absent_actor_gives_nothing_and_sits_nowhere_but_keeps_its_stake() -> None:
    world = World(load_scenario("no_us", {"roster.states": 40, "years": 2}), 0)
    usa = world.ids.index("USA")
    stakes = world.column(Portfolio.STAKE)[:, usa].copy()
    assert world.column(Membership.MEMBER)[:, usa].sum() > 0.0
    world.run()
    assert world.column(Membership.MEMBER)[:, usa].sum() == 0.0
    assert world.column(Portfolio.PAID)[:, usa].sum() == 0.0
    assert world.column(Actor.RESULTS)[usa] == 0.0
    assert np.array_equal(world.column(Portfolio.STAKE)[:, usa], stakes)


def test_the_table_of_agency_adds_up() -> None:
    world = World(load_scenario("today", {"roster.states": 40, "years": 2}), 0)
    world.run()
    table = world.agency
    assert table["results_share"].sum() == pytest.approx(1.0)
    assert table["capacity_share"].sum() == pytest.approx(1.0)
    assert table["beyond_means"].sum() == pytest.approx(0.0, abs=1e-12)
    assert table["results"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("actors", "measure", "said"),
    [
        ([], "damage", "at least one actor"),
        (["UAS"], "damage", "Did you mean 'USA'"),
        (["USA"], "damge", "Did you mean 'damage'"),
    ],
)
def test_wrong_use_is_one_line(actors: list[str], measure: str, said: str) -> None:
    with pytest.raises(MultipartnerError, match=said):
        agency({**SMALL, "years": 1, "roster": {"states": 8}}, actors, runs=1, measure=measure, workers=1)
