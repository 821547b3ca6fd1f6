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
    assert Game([b] * 9, costs=c, rule="joint").settle(members=range(9)) == 3


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


@pytest.mark.parametrize("n", [3, 5, 8])
def test_a_pair_founds_what_nobody_starts_alone(n: int) -> None:
    founded = Game([1.0] * n, rule="joint", tie="stay", founding=True)
    assert founded.settle() == 2
    assert Game([1.0] * n, rule="joint", tie="join", founding=True).settle() == 3
    assert {len(members) for members in founded.stable_memberships()} == {2, 3}


def test_frozen_members_hold_nothing_together() -> None:
    """If the others kept their effort, a member of k would gain (k - 1)(k + 1) / 2 - (k - 1) by leaving."""
    game = Game([1.0] * 6, rule="joint", response="frozen")
    for k in (2, 3, 5):
        game.seat(range(k))
        assert game.gain(0) == pytest.approx((k - 1) - (k * k - 1) / 2)
        assert game.gain(5) == pytest.approx(k - ((k + 1) ** 2 - 1) / 2)
    assert game.settle(range(6)) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_the_size_does_not_depend_on_who_moves_first(seed: int) -> None:
    assert Game([1.0] * 12, seed=seed).settle(range(12)) == 3


def test_ten_thousand_settle() -> None:
    assert Game([1.0] * 10_000).settle(range(10_000)) == 3


def test_inertia_keeps_larger_agreements_together() -> None:
    """A member of k gains (k - 1)(k - 3) / 2 by leaving: 1.5 at four."""
    assert Game([1.0] * 8, inertia=1.49).settle(range(4)) == 3
    assert Game([1.0] * 8, inertia=1.51).settle(range(4)) == 4


def test_two_exclusive_agreements_can_stand_side_by_side() -> None:
    """Carraro (1999): with several agreements more countries cooperate, in small groups."""
    game = Game([1.0] * 6, partnerships=2, exclusive=True)
    one, two = ((0, 1, 2), ()), ((0, 1, 2), (3, 4))
    for memberships in (one, two):
        game.place(memberships)
        inside = sum(map(len, memberships))
        assert game.efforts().sum() > 6.0 + inside
    assert (tuple(range(3)), tuple(range(3, 6))) in {blocs for blocs in game.stable_memberships() if len(blocs) == 2}
