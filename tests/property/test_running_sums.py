"""Running sums give what exact sums over members give, in every partnership and for every actor."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Actor, Membership, Partnership, Portfolio
from simulation.core.levers import Lever
from simulation.core.numba.compiling import compiled
from simulation.decision.choice import gain_of_membership
from simulation.decision.payoff import N_TERMS
from simulation.decision.running_sums import SUMS, add_up_members
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World


def gains(world: World, p: int) -> np.ndarray:
    kernel = compiled(gain_of_membership)
    actors = range(0, world.tables.actors.shape[1], 7)
    return np.array([kernel(world.tables, world.settings, p, i, np.zeros(N_TERMS), np.zeros(N_TERMS)) for i in actors])


@pytest.mark.parametrize("overrides", [{}, {"payoff.c1": 6.0, "payoff.ambition": 0.3}, {"us.burden_shift": 0.7}])
def test_sums_and_members_agree(overrides: dict[str, float]) -> None:
    world = World(load_scenario("today", {"years": 3, **overrides}), 2)
    world.advance(8)
    flags = world.tables.partnerships[Partnership.EXACT]
    assert (flags == 0.0).any()
    for p in np.flatnonzero(flags == 0.0):
        quick = gains(world, p)
        world.tables.partnerships[Partnership.EXACT, p] = 1.0
        slow = gains(world, p)
        world.tables.partnerships[Partnership.EXACT, p] = 0.0
        assert np.allclose(quick, slow, rtol=1e-8, atol=1e-11), world.roster.partnership_ids[p]


def test_corners_are_noticed() -> None:
    """Where effort would pass the budget, sums go over members: the flag errs on the safe side."""
    world = World(load_scenario("today", {"years": 1, "payoff.c1": 0.05}), 0)
    world.advance(1)
    pledged = world.column(Membership.PLEDGED)
    budgets = world.column(Portfolio.BUDGET)[world.column(Partnership.ISSUE).astype(int)]
    ties = world.column(Portfolio.TIES)[world.column(Partnership.ISSUE).astype(int)]
    kept = 1.0 - world.column(Lever.BURDEN_SHIFT)
    at_corner = (pledged > 0.0) & (pledged >= kept * budgets / np.maximum(ties, 1.0) * (1.0 - 1e-12))
    touched = at_corner.any(axis=1)
    assert touched.any()
    assert np.all(world.column(Partnership.EXACT)[touched] == 1.0)


def test_entering_and_leaving_keep_the_sums() -> None:
    """After a review with many moves, each sum equals the sum taken anew."""
    world = World(load_scenario("today", {"years": 1, "payoff.inertia": 0.0, "payoff.candidates": 20}), 1)
    for phase in PHASES[: [phase.name for phase in PHASES].index("review") + 1]:
        phase.run(world.tables, world.settings, world.seed, 1)
    kept = world.tables.partnerships[list(SUMS)].copy()
    presence = world.column(Actor.PRESENCE) * world.column(Membership.MEMBER)
    states = world.roster.n_states
    near = world.tables.distances[:, world.column(Actor.HOME).astype(int)]  # nobody sees who has no home
    assert np.allclose(world.column(Membership.DISTANCES)[:, :states], presence @ near.T, rtol=1e-9, atol=1e-9)
    for p in range(world.roster.n_partnerships):
        add_up_members(world.tables, p)
    assert np.allclose(kept, world.tables.partnerships[list(SUMS)], rtol=1e-9, atol=1e-9)
