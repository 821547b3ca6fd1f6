"""The Shapley value by going through every sub-coalition, for small games with any benefit and any costs."""

from __future__ import annotations

from simulation.core.columns import Floats, Membership, Partnership, Tables
from simulation.decision.seats import seat, unseat
from simulation.decision.standing import joint_standing
from simulation.rules.transfers import shapley_weight

MOST_ENUMERATED = 10
"""Members up to which all sub-coalitions are gone through."""


def place_subset(tables: Tables, p: int, roster: Floats, subset: int) -> int:
    """Seat exactly the members of the roster whose bits are set; return how many they are."""
    count = 0
    for k in range(roster.shape[0]):
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
    size = int(tables.partnerships[Partnership.SIZE, p])
    roster = tables.memberships[Membership.ROSTER, p, :size].copy()
    place = int(tables.memberships[Membership.SEAT, p, i])
    value = 0.0
    for subset in range(1, 1 << size):
        count = place_subset(tables, p, roster, subset)
        is_in = (subset >> place) & 1 == 1
        value += shapley_weight(count, size, is_in) * joint_standing(tables, settings, p)
    return value
