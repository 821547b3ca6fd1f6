"""The gap index: 0 where everybody stands alone, 1 at the joint optimum, whatever the shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.core.columns import Floats, Issue
from simulation.game import Game
from simulation.measures import Outcome
from simulation.mechanisms.measuring import N_THREATS
from simulation.parameters import load_scenario
from simulation.world import World
from tests.states import world_of

SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"costs": 0.25, "benefit": "quadratic", "peak": 100.0},
    {"benefit": "log", "scale": 2.0, "offset": 1.0},
    {"benefit": "log", "scale": 2.0, "offset": 0.0},
    {"limit": 4.0, "c0": 0.3},
    {"efficacy": [0.5, 1.0, 2.0, 1.0, 1.0]},
)
VALUES = [3.0, 2.0, 1.0, 0.5, 0.25]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_nobody_closes_nothing_and_all_close_all(shape: dict[str, Any]) -> None:
    game = Game(VALUES, rule="joint", **shape)
    closed = []
    for k in range(len(VALUES) + 1):
        game.seat(range(k))
        closed.append(game.gap_closed())
    assert closed[0] == pytest.approx(0.0, abs=1e-12)
    assert closed[-1] == pytest.approx(1.0, abs=1e-12)
    assert all(0.0 < each < 1.0 for each in closed[2:-1])
    assert closed == pytest.approx(sorted(closed), abs=1e-12)


def test_three_of_ten_close_a_fifteenth() -> None:
    game = Game([1.0] * 10, rule="joint")
    game.seat(range(3))
    assert game.gap_closed() == pytest.approx(6 / 90, abs=1e-12)


def spending(share: float) -> Floats:
    """Return the outcomes of a world whose United States spends a share of its income."""
    policy = {"policy": [{"from": 2025.0, "stance": "transactional", "levers": {"spending": share}}]}
    world = World(load_scenario({"extends": "today", "us": policy}, {"roster.states": 30, "years": 2}), 0)
    world.run()
    return world.outcomes


def test_neither_end_moves_with_what_a_purse_lets_somebody_spend() -> None:
    """Means stay what they are, whether a purse holds a fifth or stretches budgets by many times."""
    little, much = spending(0.0003), spending(0.003)
    assert much[-1, Outcome.EFFORT_USA] > 5.0 * little[-1, Outcome.EFFORT_USA]
    for end in (Outcome.GAP_ALONE_CLIMATE, Outcome.GAP_TOGETHER_CLIMATE):
        columns = slice(int(end), int(end) + N_THREATS)
        assert np.allclose(little[-1, columns], much[-1, columns], rtol=0.02)
        assert np.all(little[-1, columns] > 0.0)


def test_without_a_gap_nothing_is_closed() -> None:
    assert Game([1.0], rule="joint").gap_closed() == 0.0


def test_the_outcome_row_of_a_world_holds_it() -> None:
    world = world_of()
    world.advance()
    row = world.outcomes[1]
    damage, alone, together = (row[o] for o in (Outcome.DAMAGE, Outcome.DAMAGE_ALONE, Outcome.DAMAGE_TOGETHER))
    assert together < damage < alone
    assert row[Outcome.GAP_DAMAGE] == pytest.approx((alone - damage) / (alone - together))
    assert 0.0 < row[Outcome.GAP_CLIMATE] < 1.0
    assert row[Outcome.OUTSIDE] == pytest.approx(world.tables.issues[Issue.OUTSIDE][:6].sum())
