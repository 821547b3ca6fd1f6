"""Why companies and cities join: their own size, their home, and what their peers do.

All features are pure numbers; a weight times a feature is a part of the log-odds of holding a seat.
"""

from __future__ import annotations

import math


def size_against_typical(size: float, typical: float) -> float:
    """Return ``ln(size / typical)``: how large an actor is among its kind; 0 where its size is not known.

    Adapted [prakash2006]: the large and visible join voluntary clubs first; the logarithm is assumed.

    Parameters
    ----------
    size : revenue [US$bn/yr] or people [persons]
    typical : geometric mean over the kind, in the same unit

    Examples
    --------
    >>> size_against_typical(10.0, 10.0), size_against_typical(0.0, 10.0)
    (0.0, 0.0)
    """
    return math.log(size / typical) if size > 0.0 and typical > 0.0 else 0.0


def standing(size: float, by_size: float, openness: float, typical: float, by_openness: float) -> float:
    """Return ``a ln(size) + b (o - o_mean)``: the log-odds of a seat that an actor brings along, whatever others do.

    Adapted [andonova2017]: companies and cities of open societies join transnational governance more often.

    Parameters
    ----------
    size : logarithm of size against the typical one of its kind
    by_size : log-odds a unit of that (a)
    openness : liberal democracy of the home (o), 0 to 1
    typical : its mean over the kind
    by_openness : log-odds from a closed to an open society (b)

    Examples
    --------
    >>> standing(2.0, 0.5, 0.75, 0.25, 1.0)
    1.5
    """
    return by_size * size + by_openness * (openness - typical)


def share_of_all(members: float, everybody: float) -> float:
    """Return ``(m + 1/2) / (n + 1)``: the share of a kind that is in, never 0 or 1: Exact [haldane1956], for log-odds.

    Examples
    --------
    >>> share_of_all(0.0, 0.0), share_of_all(1.0, 2.0)
    (0.5, 0.5)
    """
    return (members + 0.5) / (everybody + 1.0)


def pull_of_peers(inside: float, peers: float, common: float, prior: float) -> float:
    """Return how much more likely peers are to be in than the whole kind [log-odds]; 0 where there are none.

    ``ln(q / (1 - q)) - ln(c / (1 - c))`` with ``q = (inside + prior c) / (peers + prior)``: here
    Adapted [dimaggio1983]: organisations of one field grow alike. Few peers tell little, so their share is drawn to
    the common one.

    Parameters
    ----------
    inside : peers that are members, the actor itself left out
    peers : all its peers, itself left out
    common : share of all of the kind that are in (c), above 0 and below 1
    prior : number of peers that the common share counts for, above 0

    Examples
    --------
    >>> pull_of_peers(0.0, 0.0, 0.25, 8.0), pull_of_peers(8.0, 8.0, 0.5, 8.0) == math.log(3.0)
    (0.0, True)
    """
    share = (inside + prior * common) / (peers + prior)
    return math.log(share / (1.0 - share)) - math.log(common / (1.0 - common))
