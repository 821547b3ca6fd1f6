"""Where corners bind, sums along a stretch give what sums over members give, for those who enter, leave and look on."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Membership, Partnership
from simulation.core.numba.compiling import compiled
from simulation.decision.choice import gain_of_membership
from simulation.decision.freshness import FRESH, OFF, STALE
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import seat, unseat
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World

SUMMED = PHASES[: [phase.name for phase in PHASES].index("summing") + 1]
WORLDS = ({}, {"payoff.c1": 0.3}, {"us.burden_shift": 0.7}, {"payoff.c1": 0.05, "payoff.ambition": 0.6})


def summed(overrides: dict[str, float]) -> World:
    """A world in the middle of its ninth quarter, just before decisions are taken."""
    world = World(load_scenario("today", {"years": 3, **overrides}), 2)
    world.advance(8)
    for phase in SUMMED:
        phase.run(world.tables, world.settings, world.seed, 9)
    return world


def gains(world: World, p: int) -> np.ndarray:
    kernel = compiled(gain_of_membership)
    actors = range(p % 5, world.tables.actors.shape[1], 5)
    return np.array([kernel(world.tables, world.settings, p, i, np.zeros(N_TERMS), np.zeros(N_TERMS)) for i in actors])


def by_members(world: World, p: int) -> np.ndarray:
    state = world.tables.partnerships[Partnership.STRETCH, p]
    world.tables.partnerships[Partnership.STRETCH, p] = OFF
    found = gains(world, p)
    world.tables.partnerships[Partnership.STRETCH, p] = state
    return found


@pytest.mark.parametrize("overrides", WORLDS)
def test_stretches_and_members_agree(overrides: dict[str, float]) -> None:
    world = summed(overrides)
    stretched = np.flatnonzero(world.tables.partnerships[Partnership.STRETCH] == STALE)
    assert stretched.size >= 5
    for p in stretched:
        assert gains(world, p) == pytest.approx(by_members(world, p), rel=1e-7, abs=1e-11), world.partnership_ids[p]
        assert world.tables.partnerships[Partnership.STRETCH, p] == FRESH


def test_who_enters_or_leaves_makes_them_stale() -> None:
    world = summed({"payoff.c1": 0.3})
    tables = world.tables
    for p in np.flatnonzero(tables.partnerships[Partnership.STRETCH] == STALE)[:6]:
        gains(world, p)
        changed = next(i for i in range(7, tables.actors.shape[1]) if tables.memberships[Membership.MEMBER, p, i] == 0)
        seat(tables, p, changed)
        assert tables.partnerships[Partnership.STRETCH, p] == STALE
        assert gains(world, p) == pytest.approx(by_members(world, p), rel=1e-7, abs=1e-11)
        unseat(tables, p, changed)
        assert tables.partnerships[Partnership.STRETCH, p] == STALE
        assert gains(world, p) == pytest.approx(by_members(world, p), rel=1e-7, abs=1e-11)


def test_nothing_is_kept_between_quarters() -> None:
    world = World(load_scenario("today", {"years": 1}), 0)
    world.advance(2)
    assert not world.tables.partnerships[Partnership.STRETCH].any()


def test_other_answers_of_others_never_use_them() -> None:
    assert not summed({"payoff.response": "frozen"}).tables.partnerships[Partnership.STRETCH].any()  # type: ignore[dict-item]
