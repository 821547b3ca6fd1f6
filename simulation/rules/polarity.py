"""How concentrated power is, and how the network of ties falls into blocs."""

from __future__ import annotations

import math


def concentration(squares: float, members: float) -> float:
    """Return ``sqrt((sum s^2 - 1/n) / (1 - 1/n))``, 0 to 1: Exact [ray1973], concentration of capabilities (CON).

    Parameters
    ----------
    squares : sum of squared shares
    members : number of shares n

    Examples
    --------
    >>> round(concentration(0.38, 3.0), 6), concentration(1.0, 1.0)
    (0.264575, 1.0)
    """
    if members <= 1.0:
        return 1.0
    return math.sqrt(max(0.0, squares - 1.0 / members) / (1.0 - 1.0 / members))


def effective_number(squares: float) -> float:
    """Return ``1 / sum s^2``: Exact [laakso1979], effective number of equal shares; 0 without shares.

    Examples
    --------
    >>> round(effective_number(0.38), 6), effective_number(0.0)
    (2.631579, 0.0)
    """
    return 1.0 / squares if squares > 0.0 else 0.0


def modularity_part(inside: float, degree: float, total: float) -> float:
    """Return ``inside / total - (degree / total)^2``: a bloc's part of modularity: Exact [newman2006].

    Parameters
    ----------
    inside : sum of tie weights within the bloc, each tie counted from both ends
    degree : sum of the members' tie weights
    total : the same over all actors

    Examples
    --------
    >>> round(2.0 * modularity_part(6.0, 7.0, 14.0), 6)
    0.357143
    """
    share = degree / total if total > 0.0 else 0.0
    return inside / total - share * share if total > 0.0 else 0.0


def of_most_possible(diversity: float, kinds: int) -> float:
    """Return a Simpson diversity as a part of the maximum for that number of kinds, ``1 - 1 / n``: Exact [simpson1949].

    Examples
    --------
    >>> of_most_possible(0.5, 2), of_most_possible(0.0, 1)
    (1.0, 0.0)
    """
    return min(1.0, diversity / (1.0 - 1.0 / kinds)) if kinds > 1 else 0.0


def multipartner_index(kinds: float, across: float, leads: float) -> float:
    """Return the product of kind diversity, cross-bloc participation and dispersion of leadership, each 0 to 1.

    Adapted [slaughter2024]: many kinds, ties across blocs, many leaders; one of them missing is no multipartner order.

    Examples
    --------
    >>> multipartner_index(0.5, 0.5, 1.0)
    0.25
    """
    return kinds * across * leads
