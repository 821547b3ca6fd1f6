"""Ties: two members of a partnership are tied, the more closely the fewer sit there; universal bodies tie nobody."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.rules.conflict import tie_weight


def count_states(tables: Tables) -> float:
    """Return the number of states."""
    states = 0.0
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            states += 1.0
    return states


def tie_in(tables: Tables, p: int, states: float) -> float:
    """Return the weight of a tie in p: 1 / (size - 1), nothing in a body as good as universal."""
    size = tables.partnerships[Partnership.SIZE, p]
    if tables.partnerships[Partnership.ALIVE, p] == 0.0 or size > tables.globals[Globals.UNIVERSAL] * states:
        return 0.0
    return tie_weight(size)


def tie_weights(tables: Tables) -> Floats:
    """Return the weight of a tie in every partnership, shape (P,)."""
    weights = np.zeros(int(tables.globals[Globals.ROWS]))
    states = count_states(tables)
    for p in range(weights.shape[0]):
        weights[p] = tie_in(tables, p, states)
    return weights


def common_ties(tables: Tables, i: int, j: int, weights: Floats) -> float:
    """Return the summed weight of the partnerships in which both i and j sit; weights as :func:`tie_weights`."""
    ties = 0.0
    for seat in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, seat])
        if tables.memberships[Membership.MEMBER, p, j] > 0.0:
            ties += weights[p]
    return ties
