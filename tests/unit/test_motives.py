"""Motives beside money: each term by hand, each off at strength 0, and what does not count is not seen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulation.core.columns import Actor, Globals, Membership, Partnership
from simulation.decision.payoff import MEANING_OF_TERM, Term
from simulation.world import World
from tests.states import actor, only_members, partnership, term, world_of

ON = {"motives__scale": 0.01}
MOTIVES = {
    "neighbours": Term.NEIGHBOURS,
    "size": Term.SIZE,
    "positions": Term.POSITIONS,
    "regimes": Term.REGIMES,
    "income": Term.INCOME,
    "seat": Term.SEAT,
    "intercept": Term.INTERCEPT,
}
CLUB = ("FRA", "CHN", "BRA")


def world_with_club(*, club: tuple[str, ...] = CLUB, **overrides: float) -> tuple[World, int]:
    world = world_of(**{**ON, **overrides})
    p = partnership(world, "paris")
    only_members(world, p, club)
    return world, p


def log_odds(world: World, who: str, motive: Term) -> float:
    """Return what a seat in the club adds to a state by one motive, as log-odds."""
    return term(world, who, "paris", MEANING_OF_TERM[motive]) / (0.01 * world.column(Actor.CAPACITY)[actor(world, who)])


def weights_of(world: World, club: tuple[str, ...]) -> np.ndarray:
    means = world.column(Actor.CAPACITY)[[actor(world, name) for name in club]]
    return means / (means + 0.0035)


def test_neighbours_by_hand() -> None:
    world, _ = world_with_club(motives__neighbours=2.0)
    rows = [actor(world, name) for name in CLUB]
    us, states = actor(world, "USA"), world.roster.n_states
    near = world.tables.distances
    assert near[us, actor(world, "CAN")] == pytest.approx(math.log(0.3 + 0.733), abs=0.01)  # Washington to Ottawa
    seen = world.column(Actor.CAPACITY)[:states]
    seen = seen / (seen + 0.0035)
    others = np.arange(states) != us
    world_mean = (seen * near[us])[others].sum() / seen[others].sum()
    members = (weights_of(world, CLUB) * near[us, rows]).sum() / weights_of(world, CLUB).sum()
    assert log_odds(world, "USA", Term.NEIGHBOURS) == pytest.approx(2.0 * (world_mean - members))


def test_a_member_is_no_fellow_of_itself() -> None:
    """What a member sees is what it would see from outside of the others."""
    inside, _ = world_with_club()
    outside, _ = world_with_club(club=CLUB[1:])
    for motive in MOTIVES.values():
        if motive is not Term.INTERCEPT:
            assert log_odds(inside, "FRA", motive) == pytest.approx(log_odds(outside, "FRA", motive), abs=1e-9)


def test_size_by_hand() -> None:
    world, _ = world_with_club(motives__size=0.5)
    sizes = np.log(world.roster.resources[: world.roster.n_states])
    scores = (sizes - sizes.mean()) / sizes.std()
    rows = [actor(world, name) for name in CLUB]
    mean = np.average(scores[rows], weights=weights_of(world, CLUB))
    wanted = 0.5 * scores[actor(world, "USA")] * mean
    assert log_odds(world, "USA", Term.SIZE) == pytest.approx(wanted)


@pytest.mark.parametrize("motive", ["positions", "regimes"])
def test_distances_of_positions_and_regimes_by_hand(motive: str) -> None:
    world, _ = world_with_club(**{f"motives__{motive}": -1.0})
    values = world.column(Actor.POSITION) if motive == "positions" else world.roster.democracy
    values = values[: world.roster.n_states]
    rows = [actor(world, name) for name in CLUB]
    squares = (values[actor(world, "USA")] - values[rows]) ** 2 / values.var()
    wanted = -np.average(squares, weights=weights_of(world, CLUB))
    assert log_odds(world, "USA", MOTIVES[motive]) == pytest.approx(wanted)


def test_income_and_the_burden_of_a_seat_by_hand() -> None:
    world, _ = world_with_club(motives__income=-0.5, motives__seat=-1.0, motives__seat_half=2.0)
    heads = np.log(world.roster.resources / np.maximum(world.roster.population, 1.0))[: world.roster.n_states]
    us = actor(world, "USA")
    wanted = -0.5 * (heads[us] - heads.mean()) / heads.std()
    assert log_odds(world, "USA", Term.INCOME) == pytest.approx(wanted)
    burden = -math.log(1.0 + 2.0 / world.column(Actor.CAPACITY)[us])
    assert log_odds(world, "USA", Term.SEAT) == pytest.approx(burden)


@pytest.mark.parametrize("motive", MOTIVES)
def test_strength_zero_leaves_a_motive_out(motive: str) -> None:
    on, _ = world_with_club()
    off, _ = world_with_club(**{f"motives__{motive}": 0.0})
    assert log_odds(on, "USA", MOTIVES[motive]) != 0.0
    assert log_odds(off, "USA", MOTIVES[motive]) == 0.0


def test_a_scale_of_zero_leaves_out_all() -> None:
    world = world_of(motives__scale=0.0)
    assert not world.column(Partnership.INTERCEPT).any()
    terms = world.explain("USA", "paris").terms
    assert all(terms[MEANING_OF_TERM[motive]] == 0.0 for motive in MOTIVES.values())


def test_who_has_nothing_is_not_seen() -> None:
    """A state without means may sit or not: nobody's motives change."""
    world, p = world_with_club()
    poor = actor(world, "NZL") if "NZL" in world.ids else world.roster.n_states - 1
    world.column(Actor.CAPACITY)[poor] = world.column(Actor.PRESENCE)[poor] = 0.0
    before = [log_odds(world, "USA", motive) for motive in MOTIVES.values()]
    only_members(world, p, (*CLUB, world.ids[poor]))
    assert [log_odds(world, "USA", motive) for motive in MOTIVES.values()] == pytest.approx(before, abs=1e-12)


def test_alone_there_is_nothing_to_see() -> None:
    world, _ = world_with_club(club=("USA",))
    assert log_odds(world, "USA", Term.NEIGHBOURS) == log_odds(world, "USA", Term.SIZE) == 0.0


def test_what_others_see_is_frozen_at_the_start() -> None:
    world = world_of(**ON)
    before = {column: world.column(column).copy() for column in (Actor.SIZE_SCORE, Actor.REGIME_SCORE, Actor.PRESENCE)}
    spread = world.tables.globals[Globals.POSITION_SPREAD]
    world.advance(8)
    assert all(np.array_equal(world.column(column), values) for column, values in before.items())
    assert world.tables.globals[Globals.POSITION_SPREAD] == spread


def test_the_published_number_is_expected_in_the_long_run() -> None:
    """At the intercept of a complete list the chances of all states add up to the published number."""
    world = world_of(**ON)
    for name in ("msp", "ndb", "aiib"):
        p = partnership(world, name)
        expected = 0.0
        for i in range(world.roster.n_states):
            found = world.explain(world.ids[i], name)
            noise = 0.003 * world.column(Actor.CAPACITY)[i]
            joins = 1.0 / (1.0 + math.exp(-(found.gain - found.switching) / noise))
            leaves = 1.0 / (1.0 + math.exp((found.gain + found.switching) / noise))
            expected += joins / (joins + leaves)
        assert expected == pytest.approx(world.roster.published[p, 0], rel=0.02), name


@pytest.mark.parametrize("start", ["founders", "leads"])
def test_a_nearly_empty_start_seats_only_these(start: str) -> None:
    world = world_of(roster__start=start)
    seated = world.column(Membership.MEMBER) > 0.0
    for p, leads in enumerate(world.roster.leads):
        wanted = set(leads)
        if start == "founders":
            wanted |= set(np.flatnonzero(world.column(Membership.FOUNDER)[p] * seated[p]).tolist())
        assert set(np.flatnonzero(seated[p]).tolist()) == wanted


def test_new_partnerships_are_made_for_a_number_and_grow_with_age() -> None:
    world = world_of(**ON, founding__rate=5.0, lifecycle__patience=400, motives__new_age=1.0, years=5)
    world.advance(4)
    rows = np.flatnonzero((world.column(Partnership.FOUNDER) >= 0.0) & (world.column(Partnership.ALIVE) > 0.0))
    assert rows.size
    p = rows[0]
    before, born = world.column(Partnership.INTERCEPT)[p], world.column(Partnership.BORN)[p]
    assert before != 0.0
    world.advance(4)
    assert world.column(Partnership.BORN)[p] == born
    grown = math.log1p(0.25 * (8 - born)) - math.log1p(0.25 * (4 - born))
    assert world.column(Partnership.INTERCEPT)[p] == pytest.approx(before + grown)
