"""The analytic rows go through the very decision that the review phase calls."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Floats, Tables
from simulation.game import Game
from simulation.mechanisms import review


def test_a_constant_decision_breaks_the_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def always_in(
        tables: Tables,
        settings: Floats,
        seed: int,
        step: int,
        p: int,
        i: int,
        terms_in: Floats,
        terms_out: Floats,
    ) -> bool:
        return True

    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert Game([1.0] * 5, rule="joint").settle(members=range(5)) == 3
    monkeypatch.setattr(review, "decide", always_in)
    assert Game([1.0] * 5, rule="joint").settle(members=range(5)) == 5


def test_noise_follows_the_exact_stationary_law() -> None:
    """P(k) ~ C(N, k) exp(Phi(k) / theta), Phi(k) = sum of member(j) - outsider(j - 1); five-sigma bounds."""
    from math import comb, exp

    n, theta, sweeps = 4, 0.8, 20_000
    game = Game([1.0] * n, rule="joint", theta=theta)
    member, outsider = np.zeros(n + 1), np.zeros(n + 1)
    for k in range(n + 1):
        game.seat(range(k))
        payoffs = game.payoffs()
        member[k], outsider[k] = payoffs[0], payoffs[-1]
    potential = [sum(member[j] - outsider[j - 1] for j in range(1, k + 1)) for k in range(n + 1)]
    weights = np.array([comb(n, k) * exp(potential[k] / theta) for k in range(n + 1)])
    expected = weights / weights.sum()
    game.seat([])
    found = np.zeros(n + 1)
    for _ in range(sweeps):
        game.review()
        found[len(game.members)] += 1.0 / sweeps
    # successive sweeps are correlated, so the effective sample is taken as a tenth of the sweeps
    sigma = np.sqrt(expected * (1.0 - expected) / (sweeps / 10))
    assert np.all(np.abs(found - expected) < 5.0 * sigma + 1e-3)
