"""Row 7: signatories lead. Barrett (1994), b (aQ - Q^2 / 2) / N - c q^2 / 2; Diamantoudi and Sartzetakis (2006)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.game import Game


def game(n: int, a: float, b: float, c: float, response: str = "leader") -> Game:
    return Game([a * b / n] * n, c, benefit="quadratic", peak=a, response=response)


def solved(k: int, n: int, a: float, b: float, c: float) -> tuple[float, float, float]:
    """Return (member's payoff, outsider's, Q): outsiders' first-order condition put into the members' joint problem."""
    ratio = c / b
    left = (n - k) / n / ratio  # outsiders together give left (a - Q)
    # Q = k q + left (a - Q); members maximise k [b (aQ - Q^2 / 2) / n - c q^2 / 2] over q
    slope = k / (1.0 + left)  # dQ / dq
    start = left * a / (1.0 + left)  # Q at q = 0
    q = b / n * slope * (a - start) / (c + b / n * slope * slope)
    total = start + slope * q
    outsider = (a - total) / n / ratio
    worth = b * (a * total - total**2 / 2) / n
    return worth - c * q**2 / 2, worth - c * outsider**2 / 2, total


@pytest.mark.parametrize(("n", "a", "b", "c"), [(10, 100.0, 1.0, 0.25), (6, 40.0, 2.0, 1.0), (12, 10.0, 1.0, 0.1)])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.8])
def test_payoffs_of_a_leading_coalition(n: int, a: float, b: float, c: float, part: float) -> None:
    k = max(1, round(part * n))
    played = game(n, a, b, c)
    played.seat(range(k))
    payoffs = played.payoffs()
    member, outsider, total = solved(k, n, a, b, c)
    assert played.efforts().sum() == pytest.approx(total)
    assert payoffs[:k] == pytest.approx([member] * k)
    assert payoffs[k:] == pytest.approx([outsider] * (n - k))


@pytest.mark.parametrize(("n", "c"), [(10, 0.25), (10, 1.0), (10, 0.05), (8, 0.5)])
def test_size_at_rest_is_that_of_the_solved_game(n: int, c: float) -> None:
    at = {k: solved(k, n, 100.0, 1.0, c) for k in range(n + 1)}
    sizes = [
        k for k in range(1, n + 1) if at[k][0] >= at[k - 1][1] - 1e-9 and (k == n or at[k][1] > at[k + 1][0] - 1e-9)
    ]
    assert game(n, 100.0, 1.0, c).settle(range(n)) == max(sizes)


def test_leading_lowers_what_members_do() -> None:
    led, simultaneous = game(10, 100.0, 1.0, 0.25), game(10, 100.0, 1.0, 0.25, "recompute")
    for each in (led, simultaneous):
        each.seat(range(5))
    assert led.efforts()[0] < simultaneous.efforts()[0]
    assert led.payoffs()[0] > simultaneous.payoffs()[0]


def test_with_linear_benefit_there_is_nothing_to_foresee() -> None:
    led, plain = Game([1.0] * 6, response="leader"), Game([1.0] * 6)
    for each in (led, plain):
        each.seat(range(4))
    assert np.array_equal(led.payoffs(), plain.payoffs())


@pytest.mark.parametrize(
    "shape",
    [{"benefit": "quadratic", "peak": 50.0}, {"benefit": "log", "scale": 4.0}, {"benefit": "log", "scale": 0.5}],
)
@pytest.mark.parametrize("c0", [0.0, 0.2])
def test_a_leading_coalition_beats_other_efforts_of_its_own(shape: dict[str, Any], c0: float) -> None:
    """No other common effort of the members, outsiders answering, gives them more: tried as fixed quantities."""
    led = Game([6.0] * 8, 0.3, response="leader", c0=c0, **shape)
    led.seat(range(4))
    best = led.payoffs()[0]
    for factor in (0.9, 0.99, 1.01, 1.1):
        other = Game([6.0] * 8, 0.3, rule="quantity", quantity=led.efforts()[0] * factor, c0=c0, **shape)
        other.seat(range(4))
        assert other.payoffs()[0] < best
