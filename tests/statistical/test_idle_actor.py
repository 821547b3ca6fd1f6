"""One more actor that can do nothing changes nobody's draws and nobody's numbers."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule, Kind
from simulation.core.columns import Actor, Membership, Partnership, Portfolio, Tables
from simulation.core.randomness import identity
from simulation.decision.seats import enter
from simulation.measures import Outcome
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World


def with_idle_actor(tables: Tables, capacity: float = 0.0) -> Tables:
    """Return the tables with one NGO more, in the last row, with no mission and by default no means."""

    def widened(array: np.ndarray) -> np.ndarray:
        return np.concatenate([array, np.zeros((*array.shape[:-1], 1))], axis=-1)

    actors = widened(tables.actors)
    actors[Actor.IDENTITY, -1] = identity("idle")
    actors[Actor.KIND, -1] = Kind.NGO
    actors[Actor.HOME, -1] = -1.0
    actors[Actor.CAPACITY, -1] = capacity
    actors[Actor.EFFECTIVENESS, -1] = actors[Actor.EFFORT_SHARE, -1] = 1.0
    actors[Actor.DYADS_FROM, -1] = actors[Actor.DYADS_TO, -1] = actors[Actor.DYADS_TO, -2]
    actors[Actor.POLE, -1] = actors[Actor.ALIGNED, -1] = -1.0
    return tables._replace(
        actors=actors,
        portfolios=widened(tables.portfolios),
        memberships=widened(tables.memberships),
        exposures=widened(tables.exposures),
        seats=np.concatenate([tables.seats, np.zeros((1, tables.seats.shape[1]))]),
    )


def test_an_idle_actor_changes_no_number_of_anybody() -> None:
    scenario = load_scenario("transactional", {"roster.states": 60, "years": 8})
    plain, larger = World(scenario, 3), World(scenario, 3)
    larger.tables = with_idle_actor(larger.tables)
    for world in (plain, larger):
        for step in range(1, world.steps + 1):
            for phase in PHASES:
                phase.run(world.tables, world.settings, world.seed, step)
    assert np.array_equal(plain.outcomes, larger.outcomes)
    for column in (Membership.MEMBER, Membership.PLEDGED, Membership.DELIVERED):
        assert np.array_equal(plain.tables.memberships[column], larger.tables.memberships[column][:, :-1])
    assert np.array_equal(plain.tables.portfolios[Portfolio.PAID], larger.tables.portfolios[Portfolio.PAID][:, :-1])


def test_a_member_without_means_leaves_all_efforts_as_they_are() -> None:
    """Adding a member with no capacity and no stake to a partnership moves no other member's pledge."""
    scenario = load_scenario("today", {"roster.states": 60, "years": 1})
    for p in range(12):
        with_member, without = (with_idle_actor(World(scenario, 0).tables) for _ in range(2))
        settings = World(scenario, 0).settings
        assert with_member.partnerships[Partnership.RULE, p] != BurdenRule.EQUAL  # which asks the same of everybody
        enter(with_member, p, with_member.actors.shape[1] - 1)
        for tables in (with_member, without):
            for phase in PHASES:
                if phase.name in {"attention", "summing", "pledging"}:
                    phase.run(tables, settings, 0, 1)
        pledges, others = (tables.memberships[Membership.PLEDGED][:, :-1] for tables in (with_member, without))
        assert np.array_equal(pledges, others)


def test_luck_is_shared_across_worlds_of_different_size() -> None:
    """Tension is the same in a world of forty states and in one of all: nobody's draws depend on who else is there.

    Wars raise it by the capability of their sides, which is a share of the world's; they are left out.
    """
    calm = {"mechanisms.wars": False}
    small = World(load_scenario("today", {"roster.states": 40, "years": 3, **calm}), 5)
    full = World(load_scenario("today", calm), 5)
    small.run()
    full.advance(12)
    assert np.array_equal(small.outcomes[:13, Outcome.TENSION], full.outcomes[:13, Outcome.TENSION])
