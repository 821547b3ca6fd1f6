"""Row 12: Santos and Pacheco (2011), imitation in groups from a population, by the exact Markov law."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from experiments.verification.tipping import risk_game as game


@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
@pytest.mark.parametrize("risk", [0.3, 1.0])
def test_gradient_of_selection(share: float, risk: float) -> None:
    """A cooperator is pivotal with chance C(5, 2) x^2 (1 - x)^3, and pays c."""
    pivotal = comb(5, 2) * share**2 * (1 - share) ** 3
    assert game(risk).selection_gradient(share) == pytest.approx(risk * pivotal - 0.1)


def test_the_law_is_a_law_and_balances() -> None:
    played = game(0.7, update="imitate", theta=0.2, population=30, mutation=0.01)
    law = played.law()
    assert law.shape == (31,)
    assert law.sum() == pytest.approx(1.0)
    assert np.all(law > 0.0)


def test_without_selection_mutation_alone_spreads_evenly_about_one_half() -> None:
    law = game(0.7, update="imitate", theta=1e9, population=20, mutation=0.3).law()
    assert law == pytest.approx(law[::-1], abs=1e-9)


def test_more_risk_more_cooperation() -> None:
    reached = np.array([0.0] * 3 + [1.0] * 4)
    shares = []
    for risk in (0.1, 0.4, 0.8):
        played = game(risk, update="imitate", theta=0.2, population=40, mutation=0.005)
        shares.append(played.mean_over_groups(played.law(), reached))
    assert shares == sorted(shares)


def test_what_is_simulated_in_one_group_follows_the_law() -> None:
    """With Z = N the population is the group: the protocol that runs has the law that is solved."""
    played = game(1.0, update="imitate", theta=0.3, mutation=0.1, seed=1)
    law = played.law()
    sweeps, found = 3000, np.zeros(7)
    for _ in range(sweeps):
        played.review()
        found[len(played.members)] += 1.0 / sweeps
    sigma = np.sqrt(law * (1.0 - law) / (sweeps / 10))
    assert np.all(np.abs(found - law) < 5.0 * sigma + 2e-3)
