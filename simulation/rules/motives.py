"""Motives of membership beside money: neighbours, size, positions, regimes, income, and what founders leave behind.

All features are pure numbers; a strength times a feature is a part of the log-odds of holding a seat. What is looked
at in fellow members is a mean over the *other* members, each weighted by its presence. Means and deviations that
standardise are those of the states at the start.
"""

from __future__ import annotations

import math


def great_circle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance between two places along the earth's surface [thousand km]: Exact [sinnott1984], haversines.

    Parameters
    ----------
    latitude, longitude, other_latitude, other_longitude : degrees

    Examples
    --------
    >>> round(great_circle(48.87, 2.33, 38.89, -77.05), 2)
    6.16
    >>> great_circle(10.0, 20.0, 10.0, 20.0)
    0.0
    """
    up, along = math.radians(other_latitude - latitude), math.radians(other_longitude - longitude)
    level = math.cos(math.radians(latitude)) * math.cos(math.radians(other_latitude))
    squared = math.sin(up / 2.0) ** 2 + level * math.sin(along / 2.0) ** 2
    return 2.0 * 6.371 * math.asin(math.sqrt(min(1.0, squared)))


def log_distance(distance: float, near: float) -> float:
    """Return ``ln(near + distance)``: an additional mile matters less far away.

    Adapted [pevehouse2020]: most organisations are regional; the logarithm fits their lists best.

    Parameters
    ----------
    distance : thousand km
    near : thousand km that count as next door

    Examples
    --------
    >>> log_distance(0.7, 0.3)
    0.0
    """
    return math.log(near + distance)


def nearness(mean_to_world: float, mean_to_members: float) -> float:
    """Return how much nearer the other members are than the world, in log distance: neighbours (N).

    Adapted [pevehouse2020]: most organisations are regional; taking off the mean to the world keeps the remote from
    being outsiders everywhere.

    Examples
    --------
    >>> nearness(2.0, 0.5)
    1.5
    """
    return mean_to_world - mean_to_members


def standardised(value: float, mean: float, deviation: float) -> float:
    """Return ``(value - mean) / deviation``, 0 where all are equal: Exact [pearson1894]: standard units.

    Examples
    --------
    >>> standardised(5.0, 3.0, 2.0), standardised(5.0, 5.0, 0.0)
    (1.0, 0.0)
    """
    return (value - mean) / deviation if deviation > 0.0 else 0.0


def size_match(own: float, mean_of_members: float) -> float:
    """Return ``z_i x mean z_j``: the large meet the large, the small the small (S).

    Adapted [waltz1979]: great powers sit where great powers sit; sizes are standardised logarithms.

    Examples
    --------
    >>> size_match(2.0, 1.5), size_match(-1.0, 1.5)
    (3.0, -1.5)
    """
    return own * mean_of_members


def presence(size: float, half: float) -> float:
    """Return ``size / (size + half)``: how much of a member others see; an actor with nothing is not seen.

    Assumed: nearly one head one vote, but for actors of next to no size; splitting or adding those moves nobody.

    Examples
    --------
    >>> presence(0.0, 0.1), presence(0.1, 0.1)
    (0.0, 0.5)
    """
    return size / (size + half) if size > 0.0 else 0.0


def seat_burden(size: float, half: float) -> float:
    """Return ``ln(1 + half / size)``: what a seat asks of a small actor; staff does not shrink with size.

    Assumed: next to nothing for ordinary states, growing without bound toward no size at all.

    Special case: without size infinite.

    Examples
    --------
    >>> seat_burden(1.0, 0.0), round(seat_burden(0.1, 0.1), 4), seat_burden(0.0, 0.1)
    (0.0, 0.6931, inf)
    """
    return math.log1p(half / size) if size > 0.0 else math.inf


def motive_worth(scale: float, strength: float, feature: float) -> float:
    """Return ``scale x strength x feature``: a part of the log-odds of a seat, as a share of capacity.

    Adapted [mcfadden1974]: utilities are log-odds times the noise they are fitted with.

    Parameters
    ----------
    scale : worth of one log-odd [share of capacity]
    strength : log-odds a unit of the feature

    Examples
    --------
    >>> motive_worth(0.01, 2.0, 0.5)
    0.01
    """
    return scale * strength * feature


def intercept_of_new(
    base: float,
    by_founders: float,
    founders: float,
    by_age: float,
    age: float,
    by_spread: float,
    spread: float,
    by_pacts: float,
    pacts: float,
) -> float:
    """Return the log-odds of a seat in a new partnership before any motive: its intended size.

    ``base + f ln(founders) + a ln(1 + age) + s spread + u pacts``: Adapted [pevehouse2020]: many and far-flung
    founders plan for many, allies for few; old organisations have gathered more.

    Parameters
    ----------
    founders : number of founders
    age : years
    spread : mean log distance between founders
    pacts : share of pairs of founders with a defence pact

    Examples
    --------
    >>> intercept_of_new(-2.0, 1.0, 1.0, 0.5, 0.0, 1.0, 0.5, -1.0, 0.0)
    -1.5
    """
    return base + by_founders * math.log(founders) + by_age * math.log1p(age) + by_spread * spread + by_pacts * pacts
