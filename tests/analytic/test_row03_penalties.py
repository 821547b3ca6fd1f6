"""Row 3: penalties on outsiders. Barrett (1997): tau for each member makes k* = floor(3 + 2 tau), in units b^2 / c."""

from __future__ import annotations

from math import floor

import numpy as np
import pytest

from simulation.game import Game


@pytest.mark.parametrize("tau", [0.0, 0.3, 0.5, 0.99, 1.0, 1.7, 2.6])
@pytest.mark.parametrize(("b", "c"), [(1.0, 1.0), (3.0, 0.2)])
def test_size_rises_with_the_penalty(tau: float, b: float, c: float) -> None:
    game = Game([b] * 8, c, tie="join", outsider_penalty=tau * b * b / c)
    assert game.settle(range(2)) == min(8, floor(3 + 2 * tau))


@pytest.mark.parametrize("n", [5, 9, 14])
def test_everybody_joins_from_half_of_all_but_three_on(n: int) -> None:
    enough = (n - 3) / 2
    assert Game([1.0] * n, tie="join", outsider_penalty=enough).settle(range(2)) == n
    assert Game([1.0] * n, tie="join", outsider_penalty=enough - 0.01).settle(range(2)) == n - 1


def test_gains_from_outsiders_shrink_as_they_join() -> None:
    """Each member has gamma from each of N - k outsiders: a newcomer to k - 1 gains gamma (N - k)."""
    game, plain = Game([1.0] * 6, outsider_gain=0.4), Game([1.0] * 6)
    for each in (game, plain):
        each.seat(range(3))
    assert game.gain(5) - plain.gain(5) == pytest.approx(0.4 * (6 - 4))
    assert (game.payoffs() - plain.payoffs())[:3] == pytest.approx([1.2] * 3)


def test_matrices_that_say_the_same_by_head_do_the_same() -> None:
    n = 6
    by_head = Game([1.0] * n, outsider_gain=0.2, outsider_penalty=0.9)
    by_pair = Game([1.0] * n, outsider_gain=np.full((n, n), 0.2), outsider_penalty=np.full((n, n), 0.9))
    for each in (by_head, by_pair):
        each.seat([1, 3])
    assert by_head.payoffs() == pytest.approx(by_pair.payoffs())
    assert by_head.gain(0) == pytest.approx(by_pair.gain(0))


@pytest.mark.parametrize(("rho", "tau"), [(0.5, 0.2), (0.25, 0.1), (0.8, 1.0)])
def test_penalty_and_reciprocity_together(rho: float, tau: float) -> None:
    """A newcomer's effort rises from 1 to 1 + rho (k - 1), the others' k - 1 efforts by rho each: solved for Delta."""
    game = Game([1.0] * 12, rule="reciprocity", ambition=rho, outsider_penalty=tau, tie="join")
    k = np.arange(2, 13)
    effort = 1.0 + rho * (k - 1)
    delta = (effort - 1.0) + rho * (k - 1) - (effort**2 - 1.0) / 2.0 + tau * (k - 1)
    joins = delta >= -1e-12
    expected = 12 if joins.all() else int(k[~joins][0]) - 1
    assert game.settle(range(1)) == expected
