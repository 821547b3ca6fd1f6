"""P3: rounds, spreads and orders by hand; the engine's own pledging orders givers better than their GDP does."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.evidence.pledges import (
    LEAST_GIVERS,
    listed_world,
    order_agrees,
    p3_pledges,
    p3_scores,
    pledges_of_members,
    rounds_of,
    spread,
)
from experiments.evidence.prediction import forecast_in
from simulation.core.codes import Kind
from simulation.core.columns import Membership, Portfolio, Tables
from simulation.parameters import Scenario, load_scenario
from simulation.start.build import Start


def giving(**given: float) -> Scenario:
    wanted = {"habit": 1.0, "spread": 0.3, "spread_outside": 1.0, **given}
    return load_scenario("today", {f"giving.{name}": value for name, value in wanted.items()})


@pytest.fixture(scope="module")
def world() -> tuple[Start, Tables]:
    return listed_world(giving())


def test_spread_and_order_by_hand() -> None:
    assert spread(np.array([1.0, np.e**2]), np.array([1.0, 1.0])) == pytest.approx(1.0)
    assert spread(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == pytest.approx(0.0)
    assert order_agrees(np.array([1.0, 2.0, 3.0]), np.array([1.0, 9.0, 100.0])) == pytest.approx(1.0)
    assert order_agrees(np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 3.0])) == pytest.approx(0.5)


def test_rounds_have_states_enough(world: tuple[Start, Tables]) -> None:
    start, _ = world
    rounds = rounds_of(start)
    assert {each.partnership for each in rounds} == {"globalfund", "pandemicfund"}
    for each in rounds:
        assert len(each.givers) == len(each.pledged) >= LEAST_GIVERS
        assert all(start.roster.kind[i] == Kind.STATE for i in each.givers)
        assert (each.pledged > 0.0).all()


def test_only_those_named_pledge_and_the_world_stays_as_it_is(world: tuple[Start, Tables]) -> None:
    start, tables = world
    p = start.roster.partnership_ids.index("globalfund")
    members = [start.roster.ids.index(name) for name in ("NOR", "USA", "JPN")]
    before = [table.tobytes() for table in tables]
    pledges = pledges_of_members(start, tables, p, members)
    assert (pledges > 0.0).all()
    assert [table.tobytes() for table in tables] == before
    assert np.array_equal(pledges_of_members(start, tables, p, members[::-1]), pledges[::-1])
    drawn = pledges_of_members(start, tables, p, members, 1)
    assert not np.array_equal(drawn, pledges)
    assert np.array_equal(pledges_of_members(start, tables, p, members, 1), drawn)
    assert tables.memberships[Membership.MEMBER, p].sum() != len(members)


def test_pledges_order_givers_better_than_gdp_and_scatter_as_real_ones() -> None:
    scores = p3_scores(giving())
    assert len(scores) == 2
    assert (scores["spearman"] > scores["gdp"]).all()
    assert scores["ratio"].between(2 / 3, 4 / 3).all()


def test_without_habits_gifts_are_all_alike() -> None:
    scores = p3_scores(giving(habit=0.0, spread=0.0, spread_outside=0.0))
    assert (scores["spread"] < 0.4 * scores["real"]).all()
    assert scores["spread_drawn"].to_numpy() == pytest.approx(scores["spread"].to_numpy())


def test_shares_of_a_round_sum_to_one() -> None:
    shares = p3_pledges(giving()).groupby("partnership")[["real_share", "expected_share"]].sum()
    assert shares.to_numpy() == pytest.approx(1.0)


def test_predictions_know_habits_and_not_a_donors_luck() -> None:
    forecast = forecast_in(giving())
    habits = forecast.start.tables.portfolios[Portfolio.GENEROSITY]
    assert np.array_equal(forecast.world.portfolios[Portfolio.GENEROSITY], habits)
    assert np.ptp(habits) > 1.0
