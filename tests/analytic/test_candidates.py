"""Who looks at some partnerships at a time: drawn by weight (Efraimidis and Spirakis 2006), the same at rest."""

from __future__ import annotations

import pytest

from simulation.game import Game


def test_whom_one_looks_at_first_is_drawn_by_contact() -> None:
    """Nothing is at stake and the indifferent join: one of a single look joins the larger with chance 5 / 6.

    Contact is (1 + size) / (10 + size): 1 / 10 of the empty partnership, 1 / 2 of the one with eight members.
    """
    game = Game([0.0] * 9, partnerships=[{"seats": [8]}, {"committed": range(8)}], candidates=1, tie="join")
    histories, larger = 400, 0
    for seed in range(histories):
        game.seed, game.sweeps = seed, 0
        game.place([(), range(8)])
        game.review()
        larger += 8 in game.memberships[1]
    assert larger / histories == pytest.approx(5 / 6, abs=5.0 * (5 / 36 / histories) ** 0.5)


@pytest.mark.parametrize("seed", range(6))
def test_a_game_rests_where_nobody_would_move_whatever_was_looked_at(seed: int) -> None:
    """Friends of two partnerships end in both, though a sweep in which nobody looked at the right one moves nobody."""
    friends = [[0.0 if i == j else 1.0 for j in range(3)] for i in range(3)]
    game = Game([0.0] * 3, affinity=friends, partnerships=2, candidates=1, committed=[0], seed=seed)
    assert game.settle() == 6
    assert game.is_stable()
