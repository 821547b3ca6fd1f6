"""Who gets things done: results against capability, and how far burdens are from the norms of fairness."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Portfolio, Tables
from simulation.core.ordering import sort_rising
from simulation.measures.outcomes import Outcome
from simulation.rules.polarity import effective_number

OPEN = 0.5
"""Openness from which a society counts as open: the middle of the index."""


def rank_of(ordered: Floats, value: float) -> float:
    """Return the mean rank of a value in rising order, 1 for the lowest alone: by halving, ties share their mean.

    Examples
    --------
    >>> import numpy as np
    >>> rank_of(np.array([1.0, 2.0, 2.0, 5.0]), 2.0)
    2.5
    """
    below = 0
    top = ordered.shape[0]
    while below < top:
        middle = (below + top) // 2
        if ordered[middle] < value:
            below = middle + 1
        else:
            top = middle
    last = below
    while last < ordered.shape[0] and ordered[last] == value:
        last += 1
    return 0.5 * (below + 1 + last)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's rank correlation, ties by mean rank; 0 where one of them does not vary.

    Exact [spearman1904].

    Parameters
    ----------
    one, other : arrays of shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 9.0]))
    1.0
    """
    n = one.shape[0]
    first, second = one.copy(), other.copy()
    sort_rising(first)
    sort_rising(second)
    middle = 0.5 * (n + 1.0)
    products, squares, others = 0.0, 0.0, 0.0
    for k in range(n):
        a = rank_of(first, one[k]) - middle
        b = rank_of(second, other[k]) - middle
        products += a * b
        squares += a * a
        others += b * b
    if squares <= 0.0 or others <= 0.0:
        return 0.0
    return min(1.0, max(-1.0, products / (squares * others) ** 0.5))


def misplaced(paid: Floats, keys: Floats) -> float:
    """Return the part of a burden that would have to move for shares by these keys, 0 without burden or keys.

    Half the sum of absolute differences of shares: Exact [hoover1936].

    Examples
    --------
    >>> import numpy as np
    >>> misplaced(np.array([3.0, 1.0]), np.array([1.0, 1.0]))
    0.25
    """
    burden, weights, moved = 0.0, 0.0, 0.0
    for k in range(paid.shape[0]):
        burden += paid[k]
        weights += keys[k]
    if burden <= 0.0 or weights <= 0.0:
        return 0.0
    for k in range(paid.shape[0]):
        moved += abs(paid[k] / burden - keys[k] / weights)
    return min(1.0, 0.5 * moved)


def measure_fairness(tables: Tables, row: Floats) -> None:
    """Write how far states' burdens are from each norm of fairness, and how many payers there are in effect."""
    n_actors = tables.actors.shape[1]
    paid, keys = np.zeros(n_actors), np.zeros((4, n_actors))
    states = 0
    squares, total = 0.0, 0.0
    for i in range(n_actors):
        burden = 0.0
        benefit = 0.0
        for g in range(tables.issues.shape[1]):
            burden += tables.portfolios[Portfolio.DELIVERED, g, i]
            benefit += tables.portfolios[Portfolio.VALUE, g, i]
        squares += burden * burden
        total += burden
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            paid[states] = burden
            keys[0, states] = 1.0
            keys[1, states] = tables.actors[Actor.CAPACITY, i]
            keys[2, states] = tables.actors[Actor.RESPONSIBILITY, i]
            keys[3, states] = benefit
            states += 1
    row[Outcome.EFFECTIVE_PAYERS] = effective_number(squares / (total * total)) if total > 0.0 else 0.0
    row[Outcome.UNFAIR_EQUAL] = misplaced(paid[:states], keys[0, :states])
    row[Outcome.UNFAIR_CAPACITY] = misplaced(paid[:states], keys[1, :states])
    row[Outcome.UNFAIR_RESPONSIBILITY] = misplaced(paid[:states], keys[2, :states])
    row[Outcome.UNFAIR_BENEFIT] = misplaced(paid[:states], keys[3, :states])


def measure_agency(tables: Tables, row: Floats) -> None:
    """Write how results agree with capability over states, and what non-states and open societies made of them."""
    n_actors = tables.actors.shape[1]
    made, able = np.zeros(n_actors), np.zeros(n_actors)
    states = 0
    total, by_others, by_open = 0.0, 0.0, 0.0
    for i in range(n_actors):
        results = tables.actors[Actor.RESULTS, i]
        total += results
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            made[states] = results
            able[states] = tables.actors[Actor.CAPABILITY, i]
            states += 1
        elif int(tables.actors[Actor.KIND, i]) != Kind.ORGANISATION:
            by_others += results
            by_open += results if tables.actors[Actor.OPENNESS, i] >= OPEN else 0.0
    row[Outcome.RESULTS_RANK] = rank_correlation(made[:states], able[:states])
    row[Outcome.RESULTS_NONSTATE] = min(1.0, by_others / total) if total > 0.0 else 0.0
    row[Outcome.RESULTS_OPEN] = min(1.0, by_open / by_others) if by_others > 0.0 else 0.0
