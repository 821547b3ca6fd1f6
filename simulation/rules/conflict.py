"""Geopolitical tension, wars, mediation, poles and coercion."""

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


def war_rate(rate: float, tension: float, power: float, ties: float, pacify: float) -> float:
    """Return ``rate (2 tension)^power exp(-pacify ties)`` wars a year of a pair of rivals.

    Adapted [russett2001]: common memberships lower the hazard; tension raises it, one half being ordinary.

    Examples
    --------
    >>> war_rate(0.01, 0.5, 2.0, 0.0, 1.0), war_rate(0.01, 1.0, 2.0, 0.0, 1.0)
    (0.01, 0.04)
    """
    return rate * (2.0 * tension) ** power * math.exp(-pacify * ties)


def peace_rate(rate: float, mediation: float) -> float:
    """Return ``rate (1 + mediation)``: hazard of a war's end [1/yr].

    Adapted [bercovitch2000]: mediation shortens wars, here in proportion to the mediator's ties to both sides.

    Examples
    --------
    >>> peace_rate(0.4, 0.0), peace_rate(0.4, 1.0)
    (0.4, 0.8)
    """
    return rate * (1.0 + mediation)


def mediators_hold(ties_to_one: float, ties_to_other: float) -> float:
    """Return the weaker of a third party's ties to two sides: Adapted [slaughter2024]: somebody with ties to both.

    Examples
    --------
    >>> mediators_hold(0.2, 0.0), mediators_hold(0.2, 0.1)
    (0.0, 0.1)
    """
    return min(ties_to_one, ties_to_other)


def tie_weight(size: float) -> float:
    """Return ``1 / (size - 1)``: a tie between two of many members, so that all ties of a member sum to 1.

    Exact [newman2001]: weights of co-membership; nothing where there is nobody to be tied to.

    Examples
    --------
    >>> tie_weight(2.0), tie_weight(5.0), tie_weight(1.0)
    (1.0, 0.25, 0.0)
    """
    return 1.0 / (size - 1.0) if size > 1.0 else 0.0


def capability(economy: float, military: float) -> float:
    """Return the mean of the economic and the military share: Adapted [singer1972]: two of its six components.

    Examples
    --------
    >>> capability(0.25, 0.35)
    0.3
    """
    return 0.5 * (economy + military)


def alignment_score(exposure: float, distance: float, weight: float) -> float:
    """Return ``exposure + weight / (1 + distance^2)``: pull of a pole by ties and by votes.

    Adapted [bailey2017]: ideal-point distance as a sign of alignment, joined with ties.

    Examples
    --------
    >>> alignment_score(0.5, 0.0, 0.5), alignment_score(0.5, 1.0, 0.5)
    (1.0, 0.75)
    """
    return exposure + weight / (1.0 + distance * distance)


def coercive_cost(strength: float, demand: float, spread: float, resistance: float, ultimatum: float) -> float:
    """Return ``strength demand (1 - resistance spread) (1 + ultimatum)``, a share of the target's capacity.

    Adapted [keohane1977]: vulnerability falls with alternatives; ``demand`` sums pressure, exposure and rivalry over
    poles, ``spread`` is the target's multi-alignment.

    Examples
    --------
    >>> coercive_cost(0.01, 0.5, 1.0, 0.5, 1.0)
    0.005
    """
    return strength * demand * max(0.0, 1.0 - resistance * spread) * (1.0 + ultimatum)
