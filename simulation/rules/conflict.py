"""Geopolitical tension."""

from __future__ import annotations

import math


def next_tension(
    tension: float, mean: float, reversion: float, volatility: float, normal: float, jump: float, dt: float
) -> float:
    """Return tension after a quarter: back to its mean, moved by chance and crises, kept between 0 and 1.

    ``T + dt r (mean - T) + s sqrt(dt) z + jump``: Adapted [merton1976]: mean-reverting with jumps, bounded.

    Examples
    --------
    >>> next_tension(0.3, 0.3, 1.0, 0.0, 0.0, 0.0, 0.25)
    0.3
    """
    moved = tension + dt * reversion * (mean - tension) + volatility * math.sqrt(dt) * normal + jump
    return min(1.0, max(0.0, moved))


def jump_probability(rate: float, dt: float) -> float:
    """Return ``1 - exp(-rate dt)``: chance of at least one crisis in a step, Exact [ross2014], Poisson process.

    Examples
    --------
    >>> jump_probability(0.0, 0.25)
    0.0
    """
    return 1.0 - math.exp(-rate * dt)
