"""Habits of givers: by hand, in the budgets of partnerships that give, and in nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.core.columns import Membership, Partnership, Portfolio
from simulation.decision.budget import budget_in, gives
from simulation.game import Game
from simulation.roster import load_roster
from simulation.rules.giving import donors_own_effect, giving_habit
from simulation.world import World
from tests.states import actor, partnership, run_phases, sit, world_of

BOOKS = ("attention", "summing", "pledging")
OFF = {"giving__habit": 0.0, "giving__spread": 0.0, "giving__spread_outside": 0.0}
ON = {"giving__habit": 1.0, "giving__spread": 0.0, "giving__spread_outside": 0.0}


def generous(**overrides: Any) -> World:
    return world_of(**{**ON, **overrides})


def test_a_habit_by_hand() -> None:
    assert giving_habit(0.006, 0.002, 0.1, 0.1, 1.0) == pytest.approx(3.0)  # thrice the mean
    assert giving_habit(0.002, 0.002, 0.05, 0.1, 1.0) == pytest.approx(2.0)  # as all divide aid, not by its own stake
    assert giving_habit(0.008, 0.002, 0.1, 0.1, 0.5) == pytest.approx(2.0)
    assert giving_habit(0.008, 0.002, 0.3, 0.1, 0.0) == 1.0
    assert giving_habit(0.0, 0.0, 0.3, 0.1, 1.0) == giving_habit(0.01, 0.002, 0.0, 0.1, 1.0) == 1.0


def test_a_donors_own_effect_by_hand() -> None:
    assert donors_own_effect(0.5, 1.0) == 1.0
    assert donors_own_effect(2.0, 0.3) == pytest.approx(np.exp(0.6 - 0.045))
    assert donors_own_effect(2.0, 0.0) == 1.0
    luck = np.random.default_rng(0).normal(size=200_000)  # noqa: TID251 - not luck of the model
    assert np.mean([donors_own_effect(z, 0.5) for z in luck.tolist()]) == pytest.approx(1.0, abs=0.01)


def test_published_aid_is_a_share_of_income_and_may_be_missing() -> None:
    roster = load_roster()
    aid = dict(zip(roster.ids, roster.aid.tolist(), strict=True))
    assert aid["NOR"] == pytest.approx(0.0109)
    assert aid["USA"] == pytest.approx(0.0024)
    assert aid["CHN"] == aid["gates"] == 0.0
    assert 25 <= (roster.aid > 0.0).sum() <= 40


def test_all_states_together_give_what_size_and_stake_would_say() -> None:
    world = generous()
    states = world.kind == Kind.STATE
    by_size = world.roster.resources[states] * world.column(Portfolio.MISSION)[:, states]
    wanted = by_size.sum(axis=1)
    assert (world.column(Portfolio.GENEROSITY)[:, states] * by_size).sum(axis=1) == pytest.approx(wanted)
    assert (world.column(Portfolio.GENEROSITY)[:, ~states] == 1.0).all()


def test_budgets_follow_habits_only_where_a_partnership_gives() -> None:
    world = generous()
    fund, pledge = partnership(world, "globalfund"), partnership(world, "paris")
    norway = actor(world, "NOR")
    assert gives(world.tables, fund)
    assert not gives(world.tables, pledge)
    states = world.kind == Kind.STATE
    income, aid = world.roster.resources[states], world.roster.aid[states]
    mean = (np.where(aid > 0.0, aid, world.scenario.giving.outside) * income).sum() / income.sum()
    g, climate = int(world.column(Partnership.ISSUE)[fund]), int(world.column(Partnership.ISSUE)[pledge])
    mission = world.column(Portfolio.MISSION)[g, states]
    habit = 0.0109 / mean * (mission * income).sum() / income.sum() / mission[norway]
    budget = world.column(Portfolio.BUDGET)[:, norway]
    assert budget_in(world.tables, fund, g, norway, 2.0) == pytest.approx(0.5 * habit * budget[g])
    assert budget_in(world.tables, pledge, climate, norway, 2.0) == 0.5 * budget[climate]
    assert budget_in(world.tables, pledge, climate, norway, 0.0) == budget[climate]


def test_twice_as_generous_pledges_twice_and_moves_nobody_in_a_fund_of_volunteers() -> None:
    world = generous()
    fund, paris, norway = partnership(world, "globalfund"), partnership(world, "paris"), actor(world, "NOR")
    sit(world, fund, norway)
    run_phases(world, *BOOKS)
    before = world.column(Membership.PLEDGED).copy()
    world.column(Portfolio.GENEROSITY)[:, norway] *= 2.0
    run_phases(world, *BOOKS)
    after = world.column(Membership.PLEDGED)
    assert before[fund, norway] > 0.0
    assert after[fund, norway] == pytest.approx(2.0 * before[fund, norway])
    assert after[paris, norway] == before[paris, norway]
    others = np.arange(before.shape[1]) != norway
    assert np.array_equal(after[fund, others], before[fund, others])


def test_output_by_running_sums_counts_generosity() -> None:
    """Where no corner binds the sum of pledges, made effective, is what the running sums say."""
    world = generous()
    fund, norway = partnership(world, "globalfund"), actor(world, "NOR")
    sit(world, fund, norway)
    run_phases(world, *BOOKS)
    pull = world.column(Partnership.PULL)[fund]
    world.column(Portfolio.GENEROSITY)[:, norway] *= 2.0
    run_phases(world, *BOOKS)
    assert world.column(Partnership.PULL)[fund] > pull > 0.0


def test_at_strength_zero_everybody_gives_by_size() -> None:
    world = world_of(**OFF)
    assert (world.column(Portfolio.GENEROSITY) == 1.0).all()


def test_a_donors_own_effect_is_its_own_and_stays() -> None:
    one, again, other = (World(generous(giving__spread=0.3).scenario, seed) for seed in (0, 0, 1))
    first, twin, third = (world.column(Portfolio.GENEROSITY)[1] for world in (one, again, other))
    assert np.array_equal(first, twin)
    assert (first != third).sum() == (one.roster.aid > 0.0).sum()  # the others have a spread of their own, here 0
    start = first.copy()
    one.run()
    assert np.array_equal(one.column(Portfolio.GENEROSITY)[1], start)


def test_luck_of_a_donor_does_not_depend_on_who_else_is_there() -> None:
    small, large = (world_of(**{**OFF, "giving__spread": 0.5, "roster__states": n}) for n in (40, 60))
    for name in ("NOR", "USA"):
        effects = [world.column(Portfolio.GENEROSITY)[1, actor(world, name)] for world in (small, large)]
        assert effects[0] == effects[1] != 1.0


def test_games_know_no_habits() -> None:
    game = Game(values=[1.0, 2.0, 3.0])
    assert (game.tables.portfolios[Portfolio.GENEROSITY] == 1.0).all()
