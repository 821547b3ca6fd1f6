"""Luck of states: military shares and positions scatter, and partnerships end, as the record lets one expect."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.history_matching import SCATTER
from experiments.evidence.lists import DATA
from simulation.core.columns import Actor, Membership, Partnership
from simulation.core.settings import QUARTER
from simulation.decision.seats import leave
from simulation.parameters import load_scenario
from simulation.rules.founding import rate_of_end
from simulation.rules.growth import log_of_mean, next_deviation
from simulation.world import World
from tests.states import actor, partnership, run_phases, world_of

STATES = 160


def states_of(world: World, column: Actor) -> np.ndarray:
    return np.array(world.column(column)[: world.roster.n_states])


def test_the_mean_of_deviations_is_that_of_the_recursion() -> None:
    variance, kept = 0.0, 0.88 ** (2.0 * QUARTER)
    for step in range(1, 41):
        variance = kept * variance + next_deviation(0.0, 0.88, 0.2, 1.0, QUARTER) ** 2
        assert 2.0 * log_of_mean(0.88, 0.2, QUARTER, step) == pytest.approx(variance)


def changes(quantity: str) -> dict[int, float]:
    """Return the deviation of changes on record by the years between, by their middle half: a few states are at war."""
    record = pd.read_csv(DATA / "luck_of_states.csv")
    record = record[(record["quantity"] == quantity) & (record["years"] >= 5)]
    return dict(zip(record["years"], record["by_middle_half"], strict=True))


def test_sets_scatter_states_as_the_years_before_the_hindcast_did() -> None:
    """Over five to fifteen years; over one or two the record also has errors of measurement and single budgets."""
    scenario = load_scenario("today", SCATTER)
    arms, norms = scenario.arms, scenario.norms
    settled = 2.0 * log_of_mean(arms.persistence, arms.spread, QUARTER, 4000)
    for years, deviation in changes("military share, log").items():
        assert np.sqrt(2.0 * settled * (1.0 - arms.persistence**years)) == pytest.approx(deviation, rel=0.2), years
    kept = (1.0 - QUARTER * (norms.return_rate + norms.friends)) ** (1.0 / QUARTER)
    settled = 2.0 * log_of_mean(kept, norms.spread, QUARTER, 4000)
    for years, deviation in changes("ideal point").items():
        assert np.sqrt(2.0 * settled * (1.0 - kept**years)) == pytest.approx(deviation, rel=0.2), years


def test_military_shares_scatter_around_their_mean_and_do_not_touch_the_cause() -> None:
    world = world_of(roster__states=STATES, arms__spread=0.2)
    for step in range(1, 41):
        run_phases(world, "arms", step=step)
    armed = states_of(world, Actor.SECURITY_START) > 0.0
    luck = states_of(world, Actor.ARMED_LUCK)[armed]
    expected = 2.0 * log_of_mean(world.scenario.arms.persistence, 0.2, QUARTER, 40)
    assert luck.std() == pytest.approx(np.sqrt(expected), rel=0.15)
    assert np.all(states_of(world, Actor.ARMED)[armed] == 1.0), "nothing but luck moves them here"
    multiple = states_of(world, Actor.SECURITY_CAPACITY)[armed] / states_of(world, Actor.SECURITY_START)[armed]
    assert multiple == pytest.approx(np.exp(luck - 0.5 * expected))
    assert multiple.mean() == pytest.approx(1.0, abs=3.0 * np.sqrt(expected / armed.sum()))
    assert states_of(world, Actor.CAPABILITY).sum() == pytest.approx(1.0)


def test_rivals_answer_the_share_that_luck_made() -> None:
    still, moved = (world_of(roster__states=40, arms__rivals=1.0, arms__pace=4.0) for _ in range(2))
    rus = actor(moved, "RUS")
    moved.tables.actors[Actor.ARMED_LUCK, rus] = 0.5
    for world in (still, moved):
        run_phases(world, "arms", step=1)
    assert moved.column(Actor.ARMED)[actor(moved, "USA")] > still.column(Actor.ARMED)[actor(still, "USA")]


def test_positions_scatter_but_the_world_does_not_spread() -> None:
    """Where a state stands far out it does so in part by luck: it returns to a place nearer the mean."""
    world = world_of(roster__states=STATES, norms__spread=0.14, norms__friends=0.0)
    before = states_of(world, Actor.POSITION)
    for step in range(1, 161):
        run_phases(world, "norms", step=step)
    after = states_of(world, Actor.POSITION)
    assert np.all(after != before)
    assert after.std() == pytest.approx(before.std(), rel=0.1)
    others = world.kind != 0
    assert np.all(
        world.column(Actor.BASE_POSITION)[others] == world_of(roster__states=STATES).column(Actor.BASE_POSITION)[others]
    )


def test_partnerships_have_their_time_at_the_rate_of_the_record() -> None:
    world = world_of(roster__states=STATES, lifecycle__end_rate=0.2, lifecycle__patience=400)
    alive = np.array(world.column(Partnership.ALIVE)) > 0.0
    sizes = np.array(world.column(Partnership.SIZE))[alive]
    by_size = world.scenario.lifecycle.end_by_size
    hazards = np.array([rate_of_end(0.2, by_size, size) for size in sizes.tolist()])
    steps = 20
    for step in range(1, steps + 1):
        run_phases(world, "lifecycle", step=step)
    ended = int(alive.sum() - (np.array(world.column(Partnership.ALIVE))[alive] > 0.0).sum())
    chances = 1.0 - np.exp(-hazards * QUARTER * steps)
    assert ended == pytest.approx(chances.sum(), abs=3.0 * np.sqrt((chances * (1.0 - chances)).sum()))


@pytest.mark.parametrize(("ageing", "part"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_partnerships_of_before_age_in_part(ageing: float, part: float) -> None:
    world = world_of(motives__ageing=ageing)
    nato = partnership(world, "nato")
    before = float(world.column(Partnership.INTERCEPT)[nato])
    run_phases(world, "founding", step=1)
    founded = float(world.column(Partnership.FOUNDED)[nato])
    old, older = 2025.0 - founded, 2025.0 - founded + QUARTER
    rise = part * world.scenario.motives.new_age * (np.log1p(older) - np.log1p(old))
    assert world.column(Partnership.INTERCEPT)[nato] - before == pytest.approx(rise, abs=1e-12)


def without_its_largest_giver(part: float) -> tuple[World, float]:
    """Return a world that the largest giver but Germany of the Green Climate Fund has left, and its part of pledges."""
    world = world_of(reactions__taking_over=part)
    gcf, deu = partnership(world, "gcf"), actor(world, "DEU")
    run_phases(world, "attention", "summing", "pledging")
    pledged = np.array(world.column(Membership.PLEDGED)[gcf])
    share = pledged / pledged.sum()
    leaver = int(np.argmax(np.where(np.arange(len(share)) == deu, 0.0, share)))
    leave(world.tables, gcf, leaver)
    run_phases(world, "reactions")
    run_phases(world, "attention", "summing", "pledging", step=2)
    return world, float(share[leaver])


@pytest.mark.parametrize("part", [0.5, 1.0])
def test_others_take_over_what_a_leaver_gave_and_forget_it(part: float) -> None:
    (plain, share), (world, _) = without_its_largest_giver(0.0), without_its_largest_giver(part)
    gcf, deu = partnership(world, "gcf"), actor(world, "DEU")
    assert plain.column(Partnership.ASKED_MORE)[gcf] == 0.0
    assert world.column(Partnership.VACATED)[gcf] == pytest.approx(share)
    more = part * share / (1.0 - share)
    assert world.column(Partnership.ASKED_MORE)[gcf] == pytest.approx(more)
    ratio = world.column(Membership.PLEDGED)[gcf, deu] / plain.column(Membership.PLEDGED)[gcf, deu]
    assert 1.0 + 0.5 * more < ratio < 1.0 + 1.5 * more
    run_phases(world, "reactions", step=2)
    forgotten = np.exp(-QUARTER / world.scenario.reactions.memory)
    assert world.column(Partnership.VACATED)[gcf] == pytest.approx(share * forgotten)


def test_growth_leaves_the_luck_of_arms_where_it_was() -> None:
    """Elections and wars come between growth and arms: they see last quarter's share of this quarter's income."""
    world = world_of(roster__states=STATES, arms__spread=0.2, growth__path="ssp2", growth__spread=0.0, years=5)
    for step in range(1, 9):
        run_phases(world, "growth", "arms", step=step)
    before = states_of(world, Actor.SECURITY_CAPACITY) / states_of(world, Actor.INCOME)
    run_phases(world, "growth", step=9)
    assert states_of(world, Actor.SECURITY_CAPACITY) / states_of(world, Actor.INCOME) == pytest.approx(before)


def test_shares_of_two_leavers_are_parts_of_what_was_left() -> None:
    world = world_of(reactions__taking_over=1.0)
    gcf = partnership(world, "gcf")
    run_phases(world, "attention", "summing", "pledging")
    whole = np.array(world.column(Membership.PLEDGED)[gcf])
    first, second = np.argsort(whole)[-2:].tolist()
    left = 1.0
    for leaver in (first, second):
        pledged = np.array(world.column(Membership.PLEDGED)[gcf])
        left *= 1.0 - pledged[leaver] / pledged.sum()
        leave(world.tables, gcf, leaver)
        world.tables.memberships[Membership.PLEDGED, gcf, leaver] = 0.0
        world.tables.partnerships[Partnership.PLEDGED, gcf] = pledged.sum() - pledged[leaver]
        run_phases(world, "reactions")
        world.tables.partnerships[Partnership.VACATED, gcf] /= np.exp(-QUARTER / world.scenario.reactions.memory)
    memory = np.exp(-QUARTER / world.scenario.reactions.memory)
    assert world.column(Partnership.VACATED)[gcf] == pytest.approx((1.0 - left) / memory)
