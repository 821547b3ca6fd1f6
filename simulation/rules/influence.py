"""How norms and positions move, and whose doing it is."""

from __future__ import annotations

import math


def norm_shift(pull: float, weight: float, weights: float, position: float, norm: float) -> float:
    """Return ``pull w (x - z) / W``: a contributor's part in the movement of a norm a year.

    Adapted [friedkin1990]: a norm moves toward the mean of those who carry it, weighted by contribution.

    Examples
    --------
    >>> norm_shift(0.2, 1.0, 4.0, 2.0, 0.0), norm_shift(0.2, 0.0, 0.0, 2.0, 0.0)
    (0.1, 0.0)
    """
    return pull * weight * (position - norm) / weights if weights > 0.0 else 0.0


def moved_position(position: float, company: float, start: float, friends: float, back: float, dt: float) -> float:
    """Return ``x + dt [friends (m - x) + back (x0 - x)]``: drawn to partners' norms, and back to where it came from.

    Exact [friedkin1990]: social influence with stubborn agents, in continuous time.

    Special case: where both together would carry it beyond their balance it stops there, as in continuous time.

    Examples
    --------
    >>> moved_position(0.0, 1.0, 0.0, 0.4, 0.0, 0.25), moved_position(9.0, 1.0, 0.0, 4.0, 4.0, 0.25)
    (0.1, 0.5)
    """
    if dt * (friends + back) > 1.0:
        return (friends * company + back * start) / (friends + back)
    return position + dt * (friends * (company - position) + back * (start - position))


def kept_from_mean(spread: float, back: float, variance: float) -> float:
    """Return ``sqrt(1 - s^2 / (2 back v))``, 0 at least: part of a distance from the mean to which positions return.

    Adapted [galton1886]: who stands far out does so in part by luck; the root keeps the variance of positions in the
    long run, by that of an autoregression [hamilton1994].

    Parameters
    ----------
    spread : random spread of a position (s) [1/yr^0.5]
    back : rate at which positions return [1/yr]
    variance : of positions at the start (v)

    Examples
    --------
    >>> kept_from_mean(0.75, 0.375, 1.0), kept_from_mean(0.0, 0.0, 1.0), kept_from_mean(0.5, 0.0, 1.0)
    (0.5, 1.0, 0.0)
    """
    if spread == 0.0 or variance <= 0.0:
        return 1.0
    return math.sqrt(max(0.0, 1.0 - spread * spread / (2.0 * back * variance))) if back > 0.0 else 0.0


def passed_on(shift: float, friends: float, weight: float, weights: float, size: float) -> float:
    """Return ``|shift| friends w / W size``: movement of one member's position that a shift of a norm brings about.

    Adapted [friedkin1990]: the second step of influence; w / W is the weight of the partnership among the member's,
    size the member's part of all means.

    Examples
    --------
    >>> passed_on(-0.1, 0.5, 1.0, 2.0, 0.5)
    0.0125
    """
    return abs(shift) * friends * weight / weights * size if weights > 0.0 else 0.0


def dyad_strength(strength: float, common: float, drift: float, back: float, dt: float) -> float:
    """Return the next strength of a rivalry (drift negative) or pact, between 0 and 3, 1 at the start.

    ``S + dt [drift common + back (1 - S)]``: Adapted [jackson2010]: contact changes relations, which tend to return.

    Examples
    --------
    >>> dyad_strength(1.0, 0.5, -0.2, 0.0, 1.0), dyad_strength(1.0, 100.0, 1.0, 0.0, 1.0)
    (0.9, 3.0)
    """
    return min(3.0, max(0.0, strength + dt * (drift * common + back * (1.0 - strength))))


def trust_after(trust: float, kept: float, learning: float, dt: float, left: float, lost: float) -> float:
    """Return ``T + (kept - T) min(1, learning dt) - left lost``, between 0 and 1.

    Adapted [axelrod1984]: trust follows what was kept; each seat given up costs some.

    Examples
    --------
    >>> trust_after(0.5, 0.9, 1.0, 0.25, 0.0, 0.1), trust_after(0.5, 0.5, 1.0, 0.25, 2.0, 0.1)
    (0.6, 0.3)
    """
    return min(1.0, max(0.0, trust + (kept - trust) * min(1.0, learning * dt) - left * lost))
