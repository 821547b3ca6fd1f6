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


def fill_enumerated_shapley(tables: Tables, settings: Floats, p: int, transfers: Floats) -> None:
    """Write each member's transfer to its Shapley value of the game in which a sub-coalition has what its members get.

    The sub-coalition plays p's rule, the other members do what is best for each, as outsiders do: Exact [shapley1953].
    A member's transfer is its value of the game less what all together have for it. That is reckoned as the value of
    one game, in which a sub-coalition has what it lacks against the whole: each worth counts for all members at once,
    so that transfers sum to zero however small they are beside what they are the difference of.
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    roster, whole = np.zeros(tables.actors.shape[1]), np.zeros(tables.actors.shape[1])
    size = fill_roster(tables, p, roster)
    for k in range(size):
        whole[k] = payoff_inside(tables, settings, p, int(roster[k]), terms_in, terms_out)
        transfers[int(roster[k])] = 0.0
    for subset in range(1, (1 << size) - 1):
        count = place_subset(tables, p, roster, size, subset)
        worth = 0.0
        for k in range(size):
            if (subset >> k) & 1 == 1:
                worth += payoff_inside(tables, settings, p, int(roster[k]), terms_in, terms_out) - whole[k]
        for k in range(size):
            transfers[int(roster[k])] += shapley_weight(count, size, (subset >> k) & 1 == 1) * worth
    reseat(tables, p, roster, size)
