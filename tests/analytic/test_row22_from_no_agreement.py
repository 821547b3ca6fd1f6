"""Transfers that start from no agreement: neighbours of the row."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.game import Game


@pytest.mark.parametrize("rule", ["nash_bargaining", "chander_tulkens"])
@pytest.mark.parametrize("members", [(0, 1), (1, 2), (0, 1, 2)])
def test_transfers_sum_to_nothing_and_nobody_is_worse_off(rule: str, members: tuple[int, ...]) -> None:
    game, plain = (Game([3.0, 2.0, 1.0], [1.0, 0.5, 2.0], rule=each) for each in (rule, "joint"))
    none = game.payoffs()
    game.seat(members)
    plain.seat(members)
    assert game.payoffs().sum() == pytest.approx(plain.payoffs().sum())
    assert np.all(game.payoffs()[list(members)] >= none[list(members)] - 1e-9)
