"""Row 20: threat in the loop, T' = (1 - d) T + e0 - eta Q, v = v0 T; d = 0.1, e0 = 1, eta = 0.01, N = 10."""

from __future__ import annotations

import pytest

from simulation.game import Game


@pytest.mark.parametrize(("members", "level"), [(0, 5.0), (3, 3.846154), (10, 0.909091)])
def test_level_at_rest_with_members_fixed(members: int, level: float) -> None:
    game = Game([1.0] * 10, rule="joint", inflow=1.0, decay=0.1, effectiveness=0.01)
    game.seat(range(members))
    for _ in range(2000):
        game.step(decide=False)
    assert game.level == pytest.approx(level, abs=1e-5)


def test_with_decisions_the_level_rests_where_three_cooperate() -> None:
    game = Game([1.0] * 10, rule="joint", inflow=1.0, decay=0.1, effectiveness=0.01)
    game.seat(range(10))
    for _ in range(2000):
        game.step()
    assert len(game.members) == 3
    assert game.level == pytest.approx(3.846154, abs=1e-5)
