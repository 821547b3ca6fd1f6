"""Norms, positions, influence, trust, rivalries and results: what one quarter does, by hand on constructed states."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.core.columns import Actor, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import QUARTER, Setting
from simulation.decision.payoff import PACT, RIVALRY
from simulation.measures import Outcome
from simulation.rules.influence import moved_position
from simulation.world import World
from tests.states import actor, only_members, partnership, run_phases, sit, term, ties, world_of

BOOKS = ("summing", "pledging", "delivery")


def quarter_of_norms(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Run a quarter's books and norms, and return the norms before and after."""
    run_phases(world, "attention", *BOOKS)
    before = world.column(Partnership.NORM).copy()
    run_phases(world, "norms")
    return before, world.column(Partnership.NORM)


def test_a_norm_moves_toward_the_mean_of_contributors() -> None:
    world = world_of(norms__lead=0.0, norms__pull=0.4)
    position = world.column(Actor.POSITION).copy()
    before, after = quarter_of_norms(world)
    paid = world.column(Membership.DELIVERED)
    given = paid.sum(axis=1) > 0.0
    mean = (paid[given] @ position) / paid[given].sum(axis=1)
    assert np.allclose(after[given], before[given] + 0.1 * (mean - before[given]))
    assert np.array_equal(after[~given], before[~given])


def test_a_lead_anchors_the_norm_until_it_steps_back() -> None:
    p_name, meaning = "aiib", []
    for weight, independence in ((0.0, 0.0), (3.0, 0.0), (3.0, 1.0)):
        world = world_of(norms__pull=1.0)
        world.settings = world.settings.copy()
        world.settings[Setting.NORM_LEAD] = weight
        p = partnership(world, p_name)
        world.column(Partnership.INDEPENDENCE)[p] = independence
        world.column(Partnership.NORM)[p] = 5.0
        position = world.column(Actor.POSITION)[actor(world, "CHN")]
        _, after = quarter_of_norms(world)
        meaning.append(abs(after[p] - position))
    plain, led, independent = meaning
    assert led < plain
    assert independent == pytest.approx(plain)


def test_staying_out_leaves_the_norm_to_the_others() -> None:
    """A partnership from which the United States stays away comes to stand farther from them."""
    distances = []
    for inside in (True, False):
        world = world_of(norms__pull=1.0)
        usa, p = actor(world, "USA"), partnership(world, "paris")
        position = world.column(Actor.POSITION)[usa]
        sit(world, p, usa, inside=inside)
        _, after = quarter_of_norms(world)
        distances.append(abs(after[p] - position))
        assert (world.column(Membership.INFLUENCE)[p, usa] > 0.0) == inside
    assert distances[0] < distances[1]


def test_the_influence_of_an_outsider_is_zero() -> None:
    world = world_of(years=3, norms__pull=1.0, payoff__inertia=0.0)
    while world.step < world.steps:
        world.advance()
        outside = world.column(Membership.MEMBER) == 0.0
        assert np.all(world.column(Membership.INFLUENCE)[outside] == 0.0)
    assert world.column(Membership.INFLUENCE).max() > 0.0
    alone = world.column(Membership.MEMBER).sum(axis=0) == 0.0
    assert np.all(world.column(Actor.INFLUENCE)[alone] == 0.0)
    assert np.all(world.column(Actor.INDIRECT)[alone] == 0.0)


def test_positions_follow_norms_along_ties_and_return() -> None:
    world = world_of(norms__pull=0.0, norms__friends=0.4, norms__return_rate=0.2)
    world.column(Actor.POSITION)[:] += 0.5
    before = world.column(Actor.POSITION).copy()
    _, norms = quarter_of_norms(world)
    member = world.column(Membership.MEMBER)
    sizes = member.sum(axis=1)
    tied = (sizes > 1) & (sizes <= 0.5 * (world.kind == 0).sum())
    weights = member * np.where(tied, 1.0 / np.maximum(sizes - 1.0, 1.0), 0.0)[:, None]
    bonds = weights.sum(axis=0)
    company = np.where(bonds > 0.0, (norms @ weights) / np.where(bonds > 0.0, bonds, 1.0), before)
    back = world.column(Actor.BASE_POSITION) - before
    assert np.allclose(world.column(Actor.POSITION), before + QUARTER * (0.4 * (company - before) + 0.2 * back))


@given(*(st.floats(-3, 3) for _ in range(3)), st.floats(0, 4), st.floats(0, 4))
def test_a_position_never_leaves_the_span_of_its_own_its_partners_and_its_start(
    position: float, company: float, start: float, friends: float, back: float
) -> None:
    """Even where both rates are at their most, at which a step in proportion would swing back and forth for ever."""
    moved = moved_position(position, company, start, friends, back, QUARTER)
    assert min(position, company, start) - 1e-12 <= moved <= max(position, company, start) + 1e-12


def test_trust_follows_what_is_kept_and_falls_with_seats_given_up() -> None:
    world = world_of(relations__learning=1.0, relations__leaving=0.1)
    run_phases(world, "attention", *BOOKS)
    pledged = world.column(Membership.PLEDGED).sum(axis=0)
    kept = world.column(Membership.DELIVERED).sum(axis=0)
    leaver, idle = actor(world, "DEU"), int(np.flatnonzero(pledged == 0.0)[0])
    world.column(Actor.TRUST)[:] = 0.6
    world.column(Actor.LEFT)[leaver] = 2.0
    run_phases(world, "relations")
    gave = pledged > 0.0
    expected = np.where(gave, 0.6 + 0.25 * (kept / np.where(gave, pledged, 1.0) - 0.6), 0.6)
    expected[leaver] -= 0.2
    assert np.allclose(world.column(Actor.TRUST), expected)
    assert world.column(Actor.TRUST)[idle] == 0.6
    assert np.all(world.column(Actor.LEFT) == 0.0)


def test_trusted_company_attracts_and_distrusted_repels() -> None:
    meaning, worth = "affinity with fellow members", {}
    for trust in (0.0, 0.5, 1.0):
        world = world_of()
        world.column(Actor.TRUST)[:] = trust
        run_phases(world, "attention", "summing")
        worth[trust] = term(world, "IND", "gavi", meaning)
        stated = world.scenario.payoff.trust * world.column(Actor.CAPACITY)[actor(world, "IND")]
    assert worth[1.0] - worth[0.5] == pytest.approx(stated)
    assert worth[0.0] - worth[0.5] == pytest.approx(-stated)


def dyads(tables: Tables, i: int, kind: int) -> list[int]:
    """Return the rows of an actor's rivalries or pacts."""
    rows = range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i]))
    return [d for d in rows if tables.dyads[d, 1] == kind]


def test_rivalries_fade_and_pacts_deepen_with_common_ties_once_a_year() -> None:
    world = world_of(relations__dyad_drift=0.5, relations__dyad_return=0.0)
    only_members(world, partnership(world, "geapp"), ("IND", "CHN", "USA", "JPN"))
    common = ties(world)
    run_phases(world, "relations", step=3)
    assert np.all(world.tables.dyads[:, 2] == 1.0)
    run_phases(world, "relations", step=4)
    moved = 0
    for i in range(len(world.ids)):
        for kind, sign in ((RIVALRY, -1.0), (PACT, 1.0)):
            for d in dyads(world.tables, i, kind):
                tie = common[i, int(world.tables.dyads[d, 0])]
                assert world.tables.dyads[d, 2] == pytest.approx(np.clip(1.0 + sign * 0.5 * tie, 0.0, 3.0))
                moved += tie > 0.0
    assert moved > 10


def test_rivalries_come_back_without_contact() -> None:
    world = world_of(relations__dyad_drift=0.0, relations__dyad_return=0.5)
    world.tables.dyads[:, 2] = 0.2
    run_phases(world, "relations", step=4)
    assert np.allclose(world.tables.dyads[:, 2], 0.6)


def test_results_add_up_to_effective_effort() -> None:
    """What actors have brought about is what the issues received, partnerships' productivity included."""
    world = world_of(years=2)
    received, made = 0.0, world.column(Actor.RESULTS).sum()
    while world.step < world.steps:
        world.advance()
        received += QUARTER * world.column(Issue.EFFORT).sum()
        assert world.column(Actor.RESULTS).sum() - made == pytest.approx(received)
    states = world.kind == 0
    others = ~states & (world.kind != 4)
    results, openness = world.column(Actor.RESULTS), world.column(Actor.OPENNESS)
    row = world.outcomes[-1]
    assert row[Outcome.RESULTS_NONSTATE] == pytest.approx(results[others].sum() / results.sum())
    open_ones = others & (openness >= 0.5)
    assert row[Outcome.RESULTS_OPEN] == pytest.approx(results[open_ones].sum() / results[others].sum())
    assert world.column(Portfolio.PAID).sum() > 0.0
