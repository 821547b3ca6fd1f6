"""Agreements that need a least number of members: neighbours of the row."""

from __future__ import annotations

import pytest

from simulation.game import Game


@pytest.mark.parametrize("least", [3, 5])
def test_below_the_least_number_nothing_binds(least: int) -> None:
    game = Game([1.0] * 5, minimum_participation=least, outsider_penalty=1.0, dues=0.3, rule="optimal")
    alone = game.payoffs()
    game.seat(range(least - 1))
    assert game.payoffs() == pytest.approx(alone)
    game.seat(range(least))
    assert game.payoffs() != pytest.approx(alone)


def test_whoever_is_needed_stays_and_nobody_who_is_not_beyond_three() -> None:
    game = Game([1.0] * 6, minimum_participation=4)
    assert game.is_stable(range(4))
    assert not game.is_stable(range(5))
    assert game.gain(0) < 0.0 or game.members == (0, 1, 2, 3, 4)
