"""Row 1: self-enforcing agreements. Barrett (1994), Carraro and Siniscalco (1993): pi = bQ - cq^2/2."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.game import Game


@pytest.mark.parametrize("n", [3, 4, 5, 8])
def test_weakly_stable_sizes_are_two_and_three(n: int) -> None:
    game = Game([1.0] * n, rule="joint", tie="stay")
    assert {len(members) for members in game.stable_memberships()} == {0, 2, 3}


@pytest.mark.parametrize(("tie", "size"), [("join", 3), ("stay", 3), ("out", 2)])
@pytest.mark.parametrize("n", [4, 10, 25])
def test_the_grand_coalition_falls_to(tie: str, size: int, n: int) -> None:
    assert Game([1.0] * n, rule="joint", tie=tie).settle(members=range(n)) == size


@pytest.mark.parametrize(("b", "c"), [(0.3, 1.0), (1.0, 7.0), (250.0, 0.04)])
def test_the_size_does_not_depend_on_benefit_or_cost(b: float, c: float) -> None:
    assert Game([b] * 9, cost=c, rule="joint").settle(members=range(9)) == 3


def test_nothing_starts_alone() -> None:
    game = Game([1.0] * 6, rule="joint", tie="stay")
    assert game.gain(0) == 0.0
    assert game.settle(members=[]) == 0


def test_closure_of_the_gap_between_nash_and_full_cooperation() -> None:
    game = Game([1.0] * 10, rule="joint")

    def at(k: int) -> tuple[float, float]:
        game.seat(range(k))
        return game.efforts().sum(), game.payoffs().sum()

    (nash_effort, nash_payoff), (effort, payoff), (full_effort, full_payoff) = at(0), at(3), at(10)
    assert (effort - nash_effort) / (full_effort - nash_effort) == pytest.approx(6 / 90, abs=1e-12)
    assert (payoff - nash_payoff) / (full_payoff - nash_payoff) == pytest.approx(0.118519, abs=5e-7)


def test_two_to_three_is_an_exact_tie() -> None:
    game = Game([1.0] * 10, rule="joint", tie="join")
    game.seat(range(2))
    assert game.gain(5) == pytest.approx(0.0, abs=1e-12)
    assert game.wants_in(5) == 1.0
    assert np.all(game.efforts()[:2] == 2.0)
