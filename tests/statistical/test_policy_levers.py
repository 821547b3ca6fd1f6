"""Each U.S. lever, moved over its range with the same luck, moves a headline measure; joins and leaves both occur."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulation.core.codes import Kind
from simulation.core.columns import Membership
from simulation.core.levers import Lever
from simulation.measures import Outcome
from simulation.parameters import load_scenario
from simulation.world import World

HEADLINES = (
    *(Outcome(Outcome.LEVEL_CLIMATE + g) for g in range(6)),
    Outcome.DAMAGE,
    Outcome.SHARE_USA,
    Outcome.INPUT_LEGITIMACY,
    Outcome.NONSTATE_SEATS,
    Outcome.MEMBERSHIPS_PER_STATE,
    Outcome.TRUST,
)
HISTORIES = 12
MORE_HISTORIES = {"partner_filter": 24}
"""Of levers with a small effect: the filter stops newcomers only, and new partnerships come and go by chance."""
NARROWER = {"effort_share": (0.2, 1.0), "spending": (0.0005, 0.003)}
"""Ranges of levers whose declared ones end where nobody spends anything, or far more than anybody ever has."""


def means(lever: str, value: float) -> np.ndarray:
    """Return the mean of each headline over the run, shape (histories, headlines)."""
    scenario = load_scenario("today", {f"us.{lever}": value, "years": 15})
    rows = []
    for seed in range(MORE_HISTORIES.get(lever, HISTORIES)):
        world = World(scenario, seed)
        world.run()
        rows.append(world.outcomes[1:, list(HEADLINES)].mean(axis=0))
    return np.array(rows)


@pytest.mark.parametrize("lever", Lever, ids=lambda lever: lever.label)
def test_a_lever_moves_a_headline(lever: Lever) -> None:
    """The 99.9 % interval of a paired difference leaves out zero for at least one headline."""
    ends = NARROWER.get(lever.label, (float(lever.declared.low), float(lever.declared.high)))
    low, high = (means(lever.label, value) for value in ends)
    difference = high - low
    moving = difference.std(axis=0, ddof=1) > 0.0
    assert moving.any()
    result = stats.ttest_1samp(difference[:, moving], 0.0, axis=0)
    assert result.pvalue.min() < 0.001 / len(HEADLINES)


def test_memberships_stay_plausible_and_move_both_ways() -> None:
    joins, leaves, start, end = [], [], [], []
    for seed in range(6):
        world = World("today", seed)
        states = world.kind == Kind.STATE
        start.append(world.column(Membership.MEMBER)[:, states].sum(axis=0))
        world.run()
        end.append(world.column(Membership.MEMBER)[:, states].sum(axis=0))
        five_years = world.outcomes[1:].reshape(5, 20, -1).sum(axis=1)
        joins.append(five_years[:, Outcome.JOINS])
        leaves.append(five_years[:, Outcome.LEAVES])
    assert np.min(joins) > 0
    assert np.min(leaves) > 0
    assert 0.5 < np.median(end) / np.median(start) < 2.0
    assert 0.5 < np.mean(end) / np.mean(start) < 2.0
