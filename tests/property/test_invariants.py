"""Invariants hold in every quarter of every shipped scenario."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Membership, Partnership
from simulation.core.errors import MultipartnerError
from simulation.invariants import broken_invariants
from simulation.parameters import load_scenario, scenario_names
from simulation.world import World


@pytest.mark.parametrize("name", scenario_names())
def test_every_quarter_of_every_shipped_scenario(name: str) -> None:
    world = World(name, seed=0)
    assert broken_invariants(world.tables, 0) == []
    for _ in range(world.steps):
        world.advance()
        assert broken_invariants(world.tables, world.step) == [], f"quarter {world.step}"


@pytest.mark.parametrize(
    "overrides",
    [
        {"payoff.benefit": "linear"},
        {"payoff.benefit": "log"},
        {"payoff.benefit": "step"},
        {"payoff.cost": "linear", "payoff.c0": 0.5},
        {"payoff.cost": "log_capacity", "payoff.c1": 0.2},
        {"payoff.c0": 1.0, "payoff.c1": 1.0},
        {"payoff.theta": 0.0, "payoff.inertia": 0.0},
        {"payoff.candidates": 1000, "payoff.inertia": 0.0},
        {"payoff.response": "recompute", "roster.states": 10, "years": 1},
        {"roster.kind": "synthetic", "roster.states": 30},
        {"roster.kind": "synthetic", "roster.states": 30, "roster.cities": 60},
        {"roster.cities": 60, "founding.rate": 3.0},
        {"payoff.outsider": "none"},
    ],
)
def test_structural_choices(overrides: dict[str, object]) -> None:
    world = World(load_scenario("today", {"roster.states": 40, "years": 3, **overrides}), seed=1)
    for _ in range(world.steps):
        world.advance()
        assert broken_invariants(world.tables, world.step) == []


def test_the_check_can_fail() -> None:
    world = World("small", seed=0)
    world.advance()
    outsider = int(np.flatnonzero(world.column(Membership.MEMBER)[0] == 0.0)[0])
    world.tables.memberships[Membership.PLEDGED, 0, outsider] = 1.0
    world.tables.partnerships[Partnership.INPUT_LEGITIMACY, 1] = 1.5
    found = " | ".join(broken_invariants(world.tables, world.step))
    assert "an outsider pledged" in found
    assert "partnership.input_legitimacy must lie between 0 and 1" in found


def test_a_broken_world_says_so_at_the_end_of_its_run() -> None:
    world = World("small", seed=0)
    world.advance(world.steps - 1)
    world.tables.partnerships[Partnership.CONCRETENESS, 0] = 7.0
    with pytest.raises(MultipartnerError, match=r"After step 100 of seed 0: partnership\.concreteness must lie"):
        world.advance()
