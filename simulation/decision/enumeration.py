"""The Shapley value by going through every sub-coalition, for small games with any benefit and any costs."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Floats, Membership, Tables
from simulation.decision.counterfactual import payoff_inside
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import fill_roster, reseat, seat, unseat
from simulation.rules.transfers import shapley_weight

MOST_ENUMERATED = 10
"""Members up to which all sub-coalitions are gone through."""


def place_subset(tables: Tables, p: int, roster: Floats, size: int, subset: int) -> int:
    """Seat exactly the members of the roster whose bits are set; return how many they are."""
    count = 0
    for k in range(size):
        j = int(roster[k])
        wanted = (subset >> k) & 1
        count += wanted
        if wanted == 1 and tables.memberships[Membership.MEMBER, p, j] == 0.0:
            seat(tables, p, j)
        elif wanted == 0 and tables.memberships[Membership.MEMBER, p, j] > 0.0:
            unseat(tables, p, j)
    return count


def enumerated_shapley(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return member i's Shapley value of the game in which a sub-coalition has what its members get together.

    The sub-coalition plays p's rule, the other members do what is best for each, as outsiders do: Exact [shapley1953].
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    roster = np.zeros(tables.actors.shape[1])
    size = fill_roster(tables, p, roster)
    place = int(tables.memberships[Membership.SEAT, p, i])
    value = 0.0
    for subset in range(1, 1 << size):
        count = place_subset(tables, p, roster, size, subset)
        weight = shapley_weight(count, size, (subset >> place) & 1 == 1)
        for k in range(size):
            if (subset >> k) & 1 == 1:
                value += weight * payoff_inside(tables, settings, p, int(roster[k]), terms_in, terms_out)
    reseat(tables, p, roster, size)
    return value
