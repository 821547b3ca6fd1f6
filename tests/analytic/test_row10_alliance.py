"""Row 10: Olson and Zeckhauser (1966), burden and size in an alliance, by the world's rank correlation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from experiments.verification.row import data
from simulation.game import Game
from simulation.measures.agency import rank_correlation


def test_it_agrees_with_a_well_kept_library() -> None:
    table = data("olson_zeckhauser_nato_1964")
    size, burden = table.iloc[:, 1].to_numpy(dtype=float), table.iloc[:, 2].to_numpy(dtype=float)
    assert rank_correlation(size, burden) == pytest.approx(spearmanr(size, burden).statistic)


def test_the_model_of_voluntary_provision_has_the_large_carry_more() -> None:
    """Their theory in the engine: a common good, equal tastes, unequal wealth; shares of wealth rise with wealth."""
    wealth = np.array([9.0, 7.0, 5.0, 4.0, 1.0])
    game = Game([0.5] * 5, benefit="log", offset=0.0, cost="log_capacity", c1=0.5, capacity=wealth)
    assert rank_correlation(wealth, game.efforts() / wealth) > 0.8
