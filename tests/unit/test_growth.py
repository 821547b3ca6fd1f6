"""Growth: shares of the table, luck that arms share, what follows incomes; effort outside; money drawn in; purses."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Globals, Issue, Membership, Partnership, Portfolio
from simulation.measures.outcomes import Outcome
from simulation.roster.growth import read_paths
from simulation.roster.reading import DATA
from tests.states import actor, partnership, run_phases, world_of

CALM = {"growth__path": "ssp2", "growth__spread": 0.0, "growth__climate_damage": 0.0, "growth__disease_damage": 0.0}
"""Nothing but the path."""
END = {"years": 25}
LAST = 100


def table_of(path: str, variable: str, year: int) -> dict[str, float]:
    with (DATA / "growth.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if (row["path"], row["variable"]) == (path, variable)]
    return {row["id"]: float(row[f"y{year}"]) for row in rows}


@pytest.mark.parametrize("path", ["ssp1", "ssp2", "ssp3"])
def test_shares_of_income_in_2050_are_those_of_the_table(path: str) -> None:
    world = world_of(**{**CALM, "growth__path": path}, **END)
    first = world.column(Actor.INCOME)[:40].copy()
    run_phases(world, "growth", step=LAST)
    table = table_of(path, "gdp", 2050)
    expected = first * np.array([table[name] for name in world.ids[:40]])
    assert world.column(Actor.INCOME)[:40] / world.column(Actor.INCOME)[:40].sum() == pytest.approx(
        expected / expected.sum()
    )
    assert world.tables.globals[Globals.ECONOMY] == pytest.approx(expected.sum() / first.sum())
    assert world.column(Actor.CAPACITY)[:40] == pytest.approx(0.007 * expected)


def test_between_two_years_of_the_table_growth_is_even_and_after_the_last_it_ends() -> None:
    world = world_of(**CALM, years=40)
    usa = actor(world, "USA")
    path = world.tables.growth[0, :, usa]
    assert path[0] == 1.0
    assert path[10] ** 2 == pytest.approx(path[20])
    assert path[100] == path[160] == pytest.approx(table_of("ssp2", "gdp", 2050)["USA"])
    assert path[20] == pytest.approx(table_of("ssp2", "gdp", 2030)["USA"])


def test_a_state_without_a_row_grows_as_the_median_state() -> None:
    held = list(table_of("ssp2", "gdp", 2050).values())
    assert read_paths(("XYZ", "USA"), "ssp2")[0, -1, 0] == pytest.approx(np.median(held))


def test_capabilities_poles_and_keys_move_with_incomes() -> None:
    ends = {}
    for path in ("ssp1", "ssp3"):
        world = world_of(**{**CALM, "growth__path": path}, **END)
        before = world.column(Actor.CAPABILITY).copy()
        run_phases(world, "growth", step=LAST)
        ends[path] = world.column(Actor.CAPABILITY)[: world.roster.n_states].copy()
        assert ends[path].sum() == pytest.approx(1.0)
        assert not np.allclose(ends[path], before[: world.roster.n_states], rtol=0.05)
    assert abs(ends["ssp1"] - ends["ssp3"]).max() > 0.01


def test_what_follows_incomes_keeps_its_sums() -> None:
    world = world_of(**CALM, **END)
    run_phases(world, "growth", step=LAST)
    states = world.kind == Kind.STATE
    assert world.column(Portfolio.STAKE)[:6][:, states].sum(axis=1) == pytest.approx(1.0)
    assert world.column(Portfolio.MISSION)[:, states].sum(axis=0) == pytest.approx(1.0)
    assert world.column(Actor.SIZE_SCORE)[states].mean() == pytest.approx(0.0, abs=1e-12)
    assert world.column(Actor.SIZE_SCORE)[states].std() == pytest.approx(1.0)
    need, first = world.column(Issue.NEED), world.column(Issue.NEED_START)
    assert np.all(need[:6] > first[:6])
    assert world.column(Issue.SCALE)[:6] / need[:6] == pytest.approx(2.0)


def test_needs_do_not_grow_at_elasticity_zero() -> None:
    world = world_of(**CALM, growth__needs=0.0, **END)
    run_phases(world, "growth", step=LAST)
    assert world.column(Issue.NEED) == pytest.approx(world.column(Issue.NEED_START))


def test_others_grow_with_their_home_or_the_world_by_the_elasticity_of_their_kind() -> None:
    world = world_of(**CALM, growth__means__company=0.5, **END)
    run_phases(world, "growth", step=LAST)
    ratio = world.column(Actor.CAPACITY) / world.column(Actor.MEANS_START)
    company = int(np.flatnonzero(world.kind == Kind.COMPANY)[0])
    home = int(world.column(Actor.HOME)[company])
    assert ratio[company] == pytest.approx(ratio[home] ** 0.5)
    organisation = int(np.flatnonzero(world.kind == Kind.ORGANISATION)[0])
    assert ratio[organisation] == pytest.approx(world.tables.globals[Globals.ECONOMY])


def test_countries_graduate_from_aid() -> None:
    world = world_of(**CALM, **END)
    india = actor(world, "IND")
    named = np.flatnonzero(world.column(Membership.NAMED).sum(axis=1) > 0)
    served = np.setdiff1d(np.flatnonzero(world.column(Membership.BENEFICIARY)[:, india] > 0.0), named)[0]
    before = world.column(Membership.BENEFICIARY)[served, india]
    run_phases(world, "growth", step=LAST)
    after = world.column(Membership.BENEFICIARY)[served, india]
    assert 0.0 < after < before
    assert after == world.column(Actor.NEEDY)[india]
    assert set(world.column(Membership.BENEFICIARY)[named[0]]) == {0.0, 1.0}


def test_chance_moves_incomes_and_arms_share_it() -> None:
    worlds = [world_of(arm, growth__path="ssp2", growth__spread=0.05) for arm in ("cooperative", "transactional")]
    for world in worlds:
        world.advance(8)
    one, other = (world.column(Actor.DEVIATION)[: world.roster.n_states] for world in worlds)
    assert np.array_equal(one, other)
    assert 0.02 < one.std() < 0.2
    assert not np.array_equal(worlds[0].column(Actor.HOSTED), worlds[1].column(Actor.HOSTED))


def test_threats_cost_income_by_the_square_of_warming_and_by_exposure() -> None:
    world = world_of(**{**CALM, "growth__climate_damage": 0.006}, years=5)
    world.tables.issues[Issue.LEVEL, 0] = 2.0
    run_phases(world, "growth", step=1)
    states = slice(0, world.roster.n_states)
    exposure = world.column(Portfolio.ECONOMIC)[0, states] / (
        world.column(Actor.INCOME_START)[states] / world.column(Actor.INCOME_START).sum()
    )
    path = world.tables.growth[0, 1]
    expected = (1 - exposure * 0.006 * 2.6**2) / (1 - exposure * 0.006 * 1.3**2)
    assert world.column(Actor.GROWN)[states] == pytest.approx(path * expected)


def test_without_a_path_growth_does_nothing() -> None:
    world = world_of()
    before = [table.copy() for table in world.tables]
    run_phases(world, "growth", "outside", step=1)
    assert all(np.array_equal(a, b) for a, b in zip(before, world.tables, strict=True))


@pytest.mark.parametrize(("answering", "expected"), [(0.0, 1.0), (1.0, 0.5), (0.5, 0.75), (-1.0, 1.5)])
def test_outside_effort_answers_as_far_as_it_is_said_to(answering: float, expected: float) -> None:
    world = world_of(threats__climate__answering=answering, threats__food__answering=0.1)
    world.tables.issues[Issue.EFFORT] *= 0.5
    run_phases(world, "outside")
    ratio = world.column(Issue.OUTSIDE)[0] / world.column(Issue.OUTSIDE_START)[0]
    assert ratio == pytest.approx(expected)


def test_outside_effort_grows_with_the_world() -> None:
    world = world_of(**CALM, growth__outside=0.5, **END)
    run_phases(world, "growth", "outside", step=LAST)
    grown = world.tables.globals[Globals.ECONOMY] ** 0.5
    assert world.column(Issue.OUTSIDE)[:6] == pytest.approx(world.column(Issue.OUTSIDE_START)[:6] * grown)


def test_money_drawn_in_counts_beyond_what_was_drawn_in_at_the_start() -> None:
    world = world_of(mobilisation__strength=1.0)
    started = world.column(Issue.MOBILISED_START)[0]
    assert started > 0.0
    run_phases(world, "mobilisation", "outside")
    assert world.column(Issue.OUTSIDE) == pytest.approx(world.column(Issue.OUTSIDE_START))
    world.tables.memberships[Membership.DELIVERED] *= 2.0
    run_phases(world, "mobilisation", "outside")
    more = world.column(Issue.OUTSIDE)[0] - world.column(Issue.OUTSIDE_START)[0]
    assert more == pytest.approx(started)
    assert world.column(Issue.MOBILISED)[4] == 0.0, "nothing is earned by relief"


def test_mobilisation_asks_for_companies_goals_lenders_and_kept_pledges() -> None:
    def drawn(**changes: float) -> float:
        world = world_of(mobilisation__strength=1.0)
        p = partnership(world, "gcf")
        others = np.arange(world.tables.partnerships.shape[1]) != p
        world.tables.memberships[Membership.DELIVERED, others] = 0.0
        for name, value in changes.items():
            world.tables.partnerships[Partnership[name], p] = value
        run_phases(world, "mobilisation")
        return float(world.column(Issue.MOBILISED)[0])

    assert drawn(CONCRETENESS=1.0) > drawn(CONCRETENESS=0.0)
    assert drawn(RELIABILITY=1.0) == pytest.approx(2.0 * drawn(RELIABILITY=0.5))
    assert drawn(RECIPIENTS=0.0) == pytest.approx(drawn(RECIPIENTS=1.0) * 0.75 / 0.37)


def test_a_negative_strength_crowds_out() -> None:
    world = world_of(mobilisation__strength=-1.0)
    world.tables.memberships[Membership.DELIVERED] *= 2.0
    run_phases(world, "mobilisation", "outside")
    assert world.column(Issue.OUTSIDE)[0] < world.column(Issue.OUTSIDE_START)[0]


@pytest.mark.parametrize("share", [0.0005, 0.001, 0.002])
def test_a_power_spends_what_its_purse_holds(share: float) -> None:
    world = world_of("transactional", us__spending=share)
    usa = actor(world, "USA")
    world.run()
    gdp = world.roster.resources[usa]
    years = world.outcomes[1:, Outcome.SPENDING_USA].reshape(-1, 4).mean(axis=1)
    assert years[1:] == pytest.approx(share * gdp, rel=0.01)
    assert world.outcomes[1:, Outcome.SPENDING_USA] == pytest.approx(share * gdp, rel=0.06)


def test_a_purse_beyond_means_is_spent_as_far_as_they_go() -> None:
    world = world_of(us__spending=0.01)
    usa = actor(world, "USA")
    world.run()
    most = world.column(Actor.CAPACITY)[usa] * world.column(Actor.ATTENTION)[usa]
    assert world.outcomes[-1, Outcome.EFFORT_USA] == pytest.approx(most)


def test_who_is_asked_for_nothing_spends_its_purse_alone_by_its_mission() -> None:
    world = world_of(us__spending=0.001)
    usa = actor(world, "USA")
    for p in np.flatnonzero(world.column(Membership.MEMBER)[:, usa]):
        world.tables.memberships[Membership.PLEDGED, p, usa] = 0.0
    world.tables.portfolios[Portfolio.ALONE, :, usa] = 0.0
    run_phases(world, "policy", "purse")
    alone = world.column(Portfolio.ALONE)[:, usa]
    purse = 0.001 * world.roster.resources[usa] - world.column(Actor.HOSTING)[usa]
    assert alone == pytest.approx(purse * world.column(Portfolio.MISSION)[:, usa])
