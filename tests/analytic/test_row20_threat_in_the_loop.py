"""Row 20: threat in the loop, T' = (1 - d) T + e0 - eta Q, v = v0 T; d = 0.1, e0 = 1, eta = 0.01, N = 10."""

from __future__ import annotations

import pytest

from simulation.game import Game


def looped(level: float = 1.0, **options: object) -> Game:
    return Game([1.0] * 10, inflow=1.0, decay=0.1, effectiveness=0.01, level=level, **options)


@pytest.mark.parametrize(("members", "level"), [(0, 5.0), (3, 3.846154), (10, 0.909091)])
def test_level_at_rest_with_members_fixed(members: int, level: float) -> None:
    game = looped()
    game.seat(range(members))
    for _ in range(300):
        game.step(decide=False)
    assert game.level == pytest.approx(level, abs=1e-5)


def test_a_step_is_a_period() -> None:
    game = looped(level=2.0)
    game.seat(range(3))
    assert game.step(decide=False) == pytest.approx(0.9 * 2.0 + 1.0 - 0.01 * 2.0 * (9 + 7))


def test_with_decisions_the_level_rests_where_three_cooperate() -> None:
    game = looped()
    game.seat(range(10))
    for _ in range(300):
        game.step()
    assert len(game.members) == 3
    assert game.level == pytest.approx(3.846154, abs=1e-5)


def test_a_penalty_holds_more_and_lowers_the_level_as_long_as_it_weighs_enough() -> None:
    """Gains grow with v^2 = T^2, a penalty does not: k* = floor(3 + 2 tau / T^2) at the level that k* brings about."""
    game = looped(outsider_penalty=2.0, tie="join")
    game.seat(range(2))
    for _ in range(300):
        game.step()
    k, level = len(game.members), game.level
    assert k == int(3 + 2 * 2.0 / level**2)
    assert level == pytest.approx(1.0 / (0.1 + 0.01 * (k * k + 10 - k)), abs=1e-5)


def test_without_inflow_a_threat_fades() -> None:
    game = Game([1.0] * 4, decay=0.5, level=8.0)
    assert [game.step() for _ in range(3)] == [4.0, 2.0, 1.0]


@pytest.mark.parametrize(("n", "size"), [(3, 3), (4, 3), (7, 3), (25, 3)])
def test_other_numbers_rest_where_their_agreement_does(n: int, size: int) -> None:
    """T* = e0 / (d + eta v0 A / c) with A = k^2 + N - k efforts of v0 T / c."""
    game = Game([0.7] * n, 2.0, inflow=2.0, decay=0.2, effectiveness=0.03)
    game.seat(range(n))
    for _ in range(200):
        game.step()
    assert len(game.members) == size
    assert game.level == pytest.approx(2.0 / (0.2 + 0.03 * 0.35 * (size**2 + n - size)), rel=1e-9)
