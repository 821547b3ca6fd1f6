"""Cost of effort to the one who bears it, and the effort that a price calls forth.

``C(x) = c0 x + c1 x^2 / (2K)`` (linear for c1 = 0) or ``C(x) = -c1 ln(K - x)``, the other half of a Cobb-Douglas
utility over private consumption and a public good.
"""

from __future__ import annotations

import math

from simulation.core.codes import Cost

TINY = 1e-300
INDIFFERENT = 1e-9
"""Relative difference of price and linear cost that counts as none."""


def quadratic_cost(effort: float, capacity: float, c0: float, c1: float) -> float:
    """Return ``c0 x + c1 x^2 / (2K)`` [US$bn/yr]: Adapted [barrett1994]: the slope is scaled by capacity.

    Special case: no capacity, no cost (and no effort).

    Examples
    --------
    >>> quadratic_cost(2.0, 4.0, 0.0, 1.0), quadratic_cost(0.0, 0.0, 0.0, 1.0)
    (0.5, 0.0)
    """
    if capacity <= 0.0:
        return 0.0
    return c0 * effort + c1 * effort * effort / (2.0 * capacity)


def log_capacity_cost(effort: float, capacity: float, c1: float) -> float:
    """Return ``-c1 ln(K - x)``: Exact [bergstrom1986], what is not given is consumed.

    Examples
    --------
    >>> log_capacity_cost(0.0, 1.0, 0.5) == 0.0
    True
    """
    return -c1 * math.log(max(capacity - effort, TINY))


def cost(shape: int, effort: float, capacity: float, c0: float, c1: float) -> float:
    """Return the cost of effort by shape (codes of :class:`Cost`) [US$bn/yr].

    Exact [barrett1994] or [bergstrom1986], see the shapes.

    Examples
    --------
    >>> cost(Cost.QUADRATIC, 2.0, 4.0, 0.0, 1.0), cost(Cost.LINEAR, 2.0, 4.0, 0.5, 9.0)
    (0.5, 1.0)
    """
    if shape == Cost.LOG_CAPACITY:
        return log_capacity_cost(effort, capacity, c1)
    if shape == Cost.LINEAR:
        return quadratic_cost(effort, capacity, c0, 0.0)
    return quadratic_cost(effort, capacity, c0, c1)


def marginal_cost(shape: int, effort: float, capacity: float, c0: float, c1: float) -> float:
    """Return the derivative of :func:`cost`; infinite where effort uses up all that there is.

    Exact [barrett1994] or [bergstrom1986], see the shapes.

    Examples
    --------
    >>> marginal_cost(Cost.QUADRATIC, 2.0, 4.0, 1.0, 1.0), marginal_cost(Cost.LINEAR, 2.0, 4.0, 0.5, 9.0)
    (1.5, 0.5)
    >>> marginal_cost(Cost.LOG_CAPACITY, 2.0, 4.0, 0.0, 1.0)
    0.5
    """
    if shape == Cost.LINEAR:
        return c0
    if shape == Cost.LOG_CAPACITY:
        return c1 / (capacity - effort) if effort < capacity else math.inf
    return c0 + c1 * effort / capacity if capacity > 0.0 else math.inf


def most_effort(limit: float, capacity: float) -> float:
    """Return ``limit x K`` [US$bn/yr], the upper limit of effort; nothing without capacity, even if unlimited.

    Assumed: nobody gives more than a multiple of what it has; games may set no limit.

    Examples
    --------
    >>> most_effort(1.0, 5.0), most_effort(math.inf, 0.0)
    (5.0, 0.0)
    """
    return limit * capacity if capacity > 0.0 else 0.0


def effort_on_line(price: float, capacity: float, c0: float, c1: float, most: float) -> float:
    """Return the effort at which quadratic marginal cost equals the price, ``K (P - c0) / c1``, from 0 to ``most``.

    Exact [barrett1994], the first-order condition, with corners; without branches, so that loops go in vectors.

    Special case: no capacity, no effort, as nothing is the most then.

    Examples
    --------
    >>> effort_on_line(3.0, 1.0, 0.0, 1.0, 100.0), effort_on_line(3.0, 1.0, 0.0, 1.0, 1.0)
    (3.0, 1.0)
    """
    return min(max(capacity * (price - c0) / c1, 0.0), most)


def effort_at_price(shape: int, price: float, capacity: float, c0: float, c1: float, most: float, part: float) -> float:
    """Return the effort at which marginal cost equals the price, between 0 and ``most``.

    Exact [samuelson1954], the first-order condition, with corners. Where cost is linear and the price just covers it,
    any effort is as good: ``part`` of the most is made; all of it where nothing else tells, as a group that is as well
    off acts. A negative ``c0`` is a benefit that comes with one's own effort (Exact [pittel2008]).

    Parameters
    ----------
    shape : code of the cost shape
    price : marginal worth of an own dollar [1]
    capacity : K [US$bn/yr]
    c0, c1 : coefficients of the cost
    most : upper limit of effort [US$bn/yr]; infinite in games without a budget
    part : part of the most that is given at indifference, 0 to 1

    Examples
    --------
    >>> effort_at_price(0, 3.0, 1.0, 0.0, 1.0, 100.0, 1.0)
    3.0
    >>> effort_at_price(0, 3.0, 1.0, 0.0, 1.0, 1.0, 1.0)
    1.0
    >>> effort_at_price(2, 0.5, 10.0, 0.0, 0.5, 10.0, 1.0)
    9.0
    >>> [effort_at_price(1, price, 1.0, 0.3, 0.0, 1.0, 0.5) for price in (0.2, 0.1 + 0.2, 0.4)]
    [0.0, 0.5, 1.0]
    """
    if capacity <= 0.0:
        return 0.0
    if shape == Cost.LOG_CAPACITY:
        wanted = capacity - c1 / price if price > 0.0 else 0.0
    elif shape == Cost.LINEAR or c1 <= 0.0:
        wanted = most * part_at_linear_cost(price, c0, part)
    else:
        return effort_on_line(price, capacity, c0, c1, most)
    return min(max(wanted, 0.0), most)


def part_at_linear_cost(price: float, c0: float, part: float) -> float:
    """Return how much of the most effort is made where cost is ``c0 x``: none, all, or ``part`` at indifference.

    Exact [snidal1985]: all or nothing. Special case: what is neither worth nor costs anything is not done.

    Examples
    --------
    >>> [part_at_linear_cost(price, 0.5, 0.25) for price in (0.4, 0.5, 0.6)], part_at_linear_cost(0.0, 0.0, 1.0)
    ([0.0, 0.25, 1.0], 0.0)
    """
    if price <= 0.0 <= c0:
        return 0.0
    if abs(price - c0) <= INDIFFERENT * max(abs(price), abs(c0)):
        return part
    return 1.0 if price > c0 else 0.0


def answer_to_price(shape: int, price: float, effort: float, capacity: float, c1: float, most: float) -> float:
    """Return how effort grows with the price, ``dx/dP``; 0 at a corner.

    Exact [samuelson1954]: the slope of :func:`effort_at_price`; ``K / c1`` or ``c1 / P^2`` by the shape of cost.

    Parameters
    ----------
    shape : code of :class:`Cost`
    price, effort : the price and the effort at it
    capacity, c1 : K [US$bn/yr] and the curvature of cost
    most : upper limit of effort [US$bn/yr]

    Examples
    --------
    >>> answer_to_price(0, 3.0, 6.0, 4.0, 2.0, 100.0), answer_to_price(0, 3.0, 6.0, 4.0, 2.0, 6.0)
    (2.0, 0.0)
    >>> answer_to_price(2, 0.5, 9.0, 10.0, 0.5, 10.0)
    2.0
    """
    if effort <= 0.0 or effort >= most or shape == Cost.LINEAR or c1 <= 0.0:
        return 0.0
    return c1 / (price * price) if shape == Cost.LOG_CAPACITY else capacity / c1
