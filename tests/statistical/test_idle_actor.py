"""One more actor that can do nothing changes nobody's draws and nobody's numbers."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule, Kind
from simulation.core.columns import Actor, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.randomness import identity
from simulation.decision.seats import enter
from simulation.measures import Outcome
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.start.described import prospects_of
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
    actors[Actor.EFFECTIVENESS, -1] = 1.0
    levers = widened(tables.levers)
    levers[Lever.EFFORT_SHARE, -1] = 1.0
    actors[Actor.DYADS_FROM, -1] = actors[Actor.DYADS_TO, -1] = actors[Actor.DYADS_TO, -2]
    actors[Actor.POLE, -1] = actors[Actor.ALIGNED, -1] = -1.0
    return tables._replace(
        actors=actors,
        levers=levers,
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


def test_a_member_without_means_changes_nobodys_odds() -> None:
    """Whether it sits in a partnership or not: every term of what anybody else gains there is the same."""
    scenario = load_scenario("today", {"roster.states": 60, "years": 1})
    world = World(scenario, 0)
    for p in range(12):
        with_member, without = (with_idle_actor(World(scenario, 0).tables) for _ in range(2))
        enter(with_member, p, with_member.actors.shape[1] - 1)
        found = []
        for tables in (with_member, without):
            for phase in PHASES:
                if phase.name in {"attention", "summing", "pledging"}:
                    phase.run(tables, world.settings, 0, 1)
            tables.actors[Actor.REACH, -1] = 0.0
            found.append(prospects_of(tables, world.settings, p))
        assert np.allclose(found[0].terms[:-1], found[1].terms[:-1], rtol=1e-9, atol=1e-12), world.partnership_ids[p]
        assert np.abs(found[0].terms[:-1]).max() > 0.0


EXTENSIVE = (
    Actor.CAPACITY,
    Actor.SECURITY_CAPACITY,
    Actor.ABILITY,
    Actor.RESPONSIBILITY,
    Actor.CAPABILITY,
    Actor.TRADE,
)
"""What two halves of an actor share between them."""


def split_in_two(tables: Tables, i: int) -> Tables:
    """Return the tables with actor i as two halves, the second in the last row, in the same partnerships."""
    wider = with_idle_actor(tables)
    wider.actors[1:, -1] = wider.actors[1:, i]
    wider.portfolios[:, :, -1] = wider.portfolios[:, :, i]
    for p in range(int(tables.globals[Globals.ROWS])):
        if wider.memberships[Membership.MEMBER, p, i] > 0.0:
            enter(wider, p, wider.actors.shape[1] - 1)
    for column in EXTENSIVE:
        wider.actors[column, [i, -1]] /= 2.0
    for column in (Portfolio.STAKE, Portfolio.NEED, Portfolio.BUDGET, Portfolio.VALUE, Portfolio.WILLING):
        wider.portfolios[column][:, [i, -1]] /= 2.0
    wider.portfolios[Portfolio.TIES][:, -1] = wider.portfolios[Portfolio.TIES][:, i]
    return wider


def test_splitting_an_actor_in_two_changes_nobody_elses_effort() -> None:
    """India as two halves, each with half of its means and stakes, in the same partnerships: others pledge as before.

    Nobody cares for others here: a half would care for the other one, which the whole does not. Rules that ask the
    same of every head are left out. What the halves give together differs where they act alone or reciprocate: each
    counts half of the stake, as two players of a public good do.
    """
    scenario = load_scenario("today", {"roster.states": 60, "years": 1, "payoff.regard_base": 0})
    world = World(scenario, 0)
    i = world.roster.ids.index("IND")
    whole, halves = World(scenario, 0).tables, split_in_two(World(scenario, 0).tables, i)
    for tables in (whole, halves):
        for phase in PHASES:
            if phase.name in {"summing", "pledging"}:
                phase.run(tables, world.settings, 0, 1)
    rule = whole.partnerships[Partnership.RULE]
    before = whole.memberships[Membership.PLEDGED][rule != BurdenRule.EQUAL]
    after = halves.memberships[Membership.PLEDGED][rule != BurdenRule.EQUAL]
    others = [j for j in range(before.shape[1]) if j != i]
    assert (before[:, i] > 0.0).sum() > 10
    assert np.array_equal(after[:, i], after[:, -1])
    assert np.allclose(before[:, others], after[:, others], rtol=1e-9, atol=1e-12)
    divided = np.isin(rule[rule != BurdenRule.EQUAL], (BurdenRule.CAPACITY, BurdenRule.BENEFIT))
    assert np.allclose(before[divided][:, i], 2.0 * after[divided][:, i], rtol=1e-9, atol=1e-12)


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
