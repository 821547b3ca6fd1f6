"""Row 11: the collective-risk dilemma under best reply (Milinski and others 2008): step benefit, M of N must give."""

from __future__ import annotations

import pytest

from simulation.game import Game


def game(n: int, m: int, risk: float, c: float, seed: int = 0, **options: object) -> Game:
    return Game(
        [risk] * n,
        benefit="step",
        threshold=float(m),
        rule="quantity",
        quantity=1.0,
        cost="linear",
        c0=c,
        outsider="none",
        seed=seed,
        **options,
    )


@pytest.mark.parametrize(("n", "m"), [(6, 3), (5, 2), (8, 5), (4, 4)])
def test_stable_sizes(n: int, m: int) -> None:
    assert {len(members) for members in game(n, m, 0.5, 0.1).stable_memberships()} == {0, m}
    assert {len(members) for members in game(n, m, 0.09, 0.1).stable_memberships()} == {0}


@pytest.mark.parametrize(("n", "m"), [(6, 3), (8, 5)])
def test_one_short_of_the_threshold_the_first_to_decide_settles_it(n: int, m: int) -> None:
    histories = 2000
    played = game(n, m, 0.5, 0.1)
    reached = 0
    for seed in range(histories):
        played.seed = seed
        reached += played.settle(range(m - 1)) == m
    share = (n - m + 1) / n
    assert reached / histories == pytest.approx(share, abs=5.0 * (share * (1 - share) / histories) ** 0.5)


def test_where_groups_may_found_the_threshold_is_reached_from_nothing() -> None:
    assert game(6, 3, 0.5, 0.1, founding=True).settle() == 3
