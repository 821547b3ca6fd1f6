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


@pytest.mark.parametrize(("candidates", "law"), [("all", (1 / 4, 1 / 2, 1 / 4)), (1, (1 / 3, 1 / 2, 1 / 6))])
def test_who_looks_at_one_of_two_enters_more_rarely_than_it_leaves(
    candidates: int | str, law: tuple[float, ...]
) -> None:
    """Nothing is at stake: a seat held is tossed for every time, of two free ones only the one that is looked at.

    From none one stays with none by 1 / 2, from any other set comes to each by 1 / 4: 1 / 3 with none, 1 / 6 with both.
    """
    game = Game([0.0], partnerships=2, candidates=candidates, theta=1.0)
    sweeps, found = 3000, [0.0, 0.0, 0.0]
    for _ in range(sweeps):
        game.review()
        found[sum(map(len, game.memberships))] += 1.0 / sweeps
    assert found == pytest.approx(law, abs=0.05)
