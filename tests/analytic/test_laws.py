"""Noisy choice follows the exact stationary law P(k) ~ C(N, k) exp(Phi(k) / theta) of a symmetric game.

Phi(k) is the sum over j up to k of a member's payoff with j members less an outsider's with j - 1. The chain that the
front solves is built from the engine's own probabilities; the law here is the formula of the literature.
"""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from simulation.core.errors import MultipartnerError
from simulation.game import Game


def law_of_literature(game: Game, theta: float) -> np.ndarray:
    member, outsider = game.payoffs_by_size()
    rising = np.concatenate([[0.0], np.cumsum(member[1:] - outsider[:-1])]) / theta
    weights = np.array([comb(game.n, k) for k in range(game.n + 1)]) * np.exp(rising - rising.max())
    return weights / weights.sum()


@pytest.mark.parametrize("theta", [0.05, 0.4, 3.0])
@pytest.mark.parametrize(
    ("n", "options"),
    [
        (3, {}),
        (6, {"rule": "reciprocity", "ambition": 0.4}),
        (5, {"outsider_penalty": 0.7, "rule": "reciprocity", "ambition": 0.5}),
        (5, {"costs": 4.0}),
        (4, {"benefit": "quadratic", "peak": 30.0, "costs": 0.5}),
        (4, {"benefit": "log", "offset": 1.0, "scale": 3.0}),
        (4, {"response": "leader", "benefit": "quadratic", "peak": 30.0}),
        (5, {"rule": "optimal"}),
    ],
)
def test_the_exact_chain_has_the_law_of_the_literature(n, options, theta):
    game = Game([1.0] * n, theta=theta, **options)
    assert game.law() == pytest.approx(law_of_literature(game, theta), abs=1e-9)


def chance(gain: float, theta: float) -> float:
    return 1.0 / (1.0 + np.exp(-gain / theta))


@pytest.mark.parametrize("theta", [0.1, 1.0, 15.0])
@pytest.mark.parametrize(("n", "committed"), [(2, 0), (5, 0), (5, 2), (7, 1)])
@pytest.mark.parametrize(
    ("rho", "tau", "pi", "dues", "iota"),
    [(1.0, 0.0, 1.0, 0.0, 0.0), (0.5, 0.3, 1.0, 0.2, 0.0), (0.6, 0.4, 1.4, 0.0, 0.5)],
)
def test_the_chain_of_births_and_deaths_by_hand(theta, n, committed, rho, tau, pi, dues, iota):
    """The k-th member gains pi^2 [1 + 2 r - (1 + r)^2 / 2] - 1 / 2 + tau (k - 1) - dues with r = rho (k - 1).

    With inertia iota it enters with the chance of that less iota, and leaves with that of its negative less iota.
    """
    weights = [0.0] * committed + [1.0]
    for k in range(committed + 1, n + 1):
        r = rho * (k - 1)
        gain = pi**2 * (1 + 2 * r - (1 + r) ** 2 / 2) - 0.5 + tau * (k - 1) - dues
        up, down = (n - k + 1) * chance(gain - iota, theta), (k - committed) * chance(-gain - iota, theta)
        weights.append(weights[-1] * up / down)
    game = Game(
        [1.0] * n,
        rule="reciprocity",
        ambition=rho,
        theta=theta,
        outsider_penalty=tau,
        productivity=pi,
        dues=dues,
        inertia=iota,
        committed=range(committed),
    )
    assert game.law() == pytest.approx(np.array(weights) / sum(weights), abs=1e-12)


def test_unequal_actors_have_no_potential_and_still_a_law():
    """All eight sets of three actors, the chain put together from linear-quadratic payoffs."""
    v, c, theta = np.array([1.0, 0.8, 0.5]), np.array([1.0, 2.0, 0.7]), 0.4

    def payoffs(state: int) -> np.ndarray:
        inside = np.array([(state >> i) & 1 == 1 for i in range(3)])
        efforts = np.where(inside, v[inside].sum(), v) / c
        return v * efforts.sum() - c * efforts**2 / 2

    moves = np.zeros((8, 8))
    for state in range(8):
        for i in range(3):
            gain = payoffs(state | 1 << i)[i] - payoffs(state & ~(1 << i))[i]
            leaves = (state >> i) & 1
            moves[state, state ^ 1 << i] = chance(-gain if leaves else gain, theta) / 3
        moves[state, state] = 1.0 - moves[state].sum()
    law = np.linalg.matrix_power(moves, 4096)[0]
    expected = np.bincount([state.bit_count() for state in range(8)], weights=law)
    assert Game(v, c, theta=theta).law() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("n", "theta", "cost"), [(4, 0.8, 1.0), (6, 2.0, 1.0), (5, 0.5, 2.0)])
def test_what_is_simulated_follows_the_law(n, theta, cost):
    sweeps = 20_000
    game = Game([1.0] * n, cost, theta=theta)
    expected, found = game.law(), np.zeros(n + 1)
    for _ in range(sweeps):
        game.review()
        found[len(game.members)] += 1.0 / sweeps
    # successive sweeps are correlated, so the effective sample is taken as a tenth of the sweeps
    sigma = np.sqrt(expected * (1.0 - expected) / (sweeps / 10))
    assert np.all(np.abs(found - expected) < 5.0 * sigma + 1e-3)


def test_inertia_slows_but_keeps_what_is_certain():
    loose, tied = (Game([1.0] * 4, theta=0.5, inertia=iota) for iota in (0.0, 1.0))
    loose.seat(range(3))
    tied.seat(range(3))
    assert tied.wants_in(0) > loose.wants_in(0)
    assert tied.wants_in(3) < loose.wants_in(3)


@pytest.mark.parametrize("size", [0.5, 4.0])
def test_noise_is_in_units_of_payoff_times_size(size):
    game, plain = Game([1.0] * 4, theta=0.5 / size, size=size), Game([1.0] * 4, theta=0.5)
    assert game.law() == pytest.approx(plain.law(), abs=1e-12)


def test_a_law_needs_noise():
    with pytest.raises(MultipartnerError, match="set theta above 0"):
        Game([1.0] * 3).law()
    with pytest.raises(MultipartnerError, match="never comes to rest"):
        Game([1.0] * 3, theta=1.0).settle(range(3))
    with pytest.raises(MultipartnerError, match="at most 4096 states"):
        Game(np.linspace(1.0, 2.0, 13), theta=1.0).law()
    with pytest.raises(MultipartnerError, match="leave founding out"):
        Game([1.0] * 3, theta=1.0, founding=True).law()
