"""Groups that found an empty partnership together: the smallest one that gains, found exactly or not at all.

Actors who are alike in all that counts stand for one another, so that groups are told apart only by how many of each
type are in; of each size all are tried, in an order drawn by lot.
"""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import N_LEVERS
from simulation.core.ordering import lowest
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.choice import rival_club, switching_cost
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import seat, unseat
from simulation.decision.transfers import transfer_of
from simulation.decision.whole_payoff import N_REST, fill_standing, settle_issues
from simulation.games.payoffs import fill_payoffs

MOST_GROUPS = 200_000
"""Groups that are tried as founders of one partnership; if none gains and there are more, nobody can tell."""
NOT_TOLD = -1
EQUAL = 1e-9
"""Relative difference of two payoffs that counts as none."""
COUNTS = (
    Actor.CAPACITY,
    Actor.EFFECTIVENESS,
    Actor.ABILITY,
    Actor.RESPONSIBILITY,
    Actor.BARGAINING,
    Actor.OWN_COST,
    Actor.NOISE,
    Actor.RECIPROCITY,
)
"""What sets actors of a game apart, beside their levers, stakes and budgets."""


def is_uniform(matrix: Floats) -> bool:
    """Tell whether all that stands off the diagonal is the same."""
    n = matrix.shape[0]
    for i in range(n):
        for j in range(n):
            if i != j and matrix[i, j] != matrix[0, n - 1]:
                return False
    return True


def are_related(tables: Tables, settings: Floats) -> bool:
    """Tell whether it counts who sits with whom, and not only how many of which numbers."""
    by_distance = settings[Setting.NETWORK_DECAY] > 0.0 and tables.globals[Globals.ROWS] > 1.0
    stated = is_uniform(tables.likings) and is_uniform(tables.gains) and is_uniform(tables.losses)
    return by_distance or not stated


def are_alike(tables: Tables, i: int, j: int, seats: bool) -> bool:
    """Tell whether two actors may stand for one another: equal numbers, and equal seats where these count."""
    for column in COUNTS:
        if tables.actors[column, i] != tables.actors[column, j]:
            return False
    for lever in range(N_LEVERS):
        if tables.levers[lever, i] != tables.levers[lever, j]:
            return False
    for g in range(tables.issues.shape[1]):
        for share in (Portfolio.STAKE, Portfolio.MISSION):
            if tables.portfolios[share, g, i] != tables.portfolios[share, g, j]:
                return False
    return have_equal_rights(tables, i, j, seats)


def have_equal_rights(tables: Tables, i: int, j: int, seats: bool) -> bool:
    """Tell whether two actors may sit in the same partnerships, neither leads one, and where asked both sit or not."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if int(tables.partnerships[Partnership.LEAD, p]) in (i, j):
            return False
        for right in (Membership.COMMITTED, Membership.BARRED_UNTIL):
            if tables.memberships[right, p, i] != tables.memberships[right, p, j]:
                return False
        if seats and tables.memberships[Membership.MEMBER, p, i] != tables.memberships[Membership.MEMBER, p, j]:
            return False
    return True


def fill_types(tables: Tables, settings: Floats, actors: Floats, seats: bool, types: Floats) -> int:
    """Write the type of each of these actors, numbered as they first appear; return how many types there are.

    With ``seats`` actors are alike only if they sit in the same partnerships.
    """
    related = are_related(tables, settings)
    count = 0
    first = np.zeros(actors.shape[0])
    for k in range(actors.shape[0]):
        i = int(actors[k])
        found = -1
        for kind in range(count):
            if not related and are_alike(tables, i, int(first[kind]), seats):
                found = kind
                break
        if found < 0:
            first[count] = i
            found = count
            count += 1
        types[k] = found
    return count


def gains_together(tables: Tables, settings: Floats, p: int, before: Floats) -> bool:
    """Tell whether nobody among p's members loses by p and somebody gains, against payoffs ``before`` it.

    With the tie rule that joins it is enough that nobody loses.
    """
    rest, terms = np.zeros((N_REST, tables.issues.shape[1])), np.zeros(N_TERMS)
    settle_issues(tables, settings, rest)
    somebody = settings[Setting.TIE] == 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        after = fill_standing(tables, settings, j, rest, terms) + transfer_of(tables, settings, p, j)
        gain = after - before[j] - switching_cost(tables, settings, j)
        least = EQUAL * max(abs(after), abs(before[j]))
        if gain < -least:
            return False
        somebody = somebody or gain > least
    return somebody


def may_found(tables: Tables, settings: Floats, p: int, i: int) -> bool:
    """Tell whether i may sit in the empty partnership p without giving up a rival seat."""
    return is_eligible(tables, settings, p, i, 0) and rival_club(tables, settings, p, i) < 0


def empty(tables: Tables, p: int) -> None:
    """Take everybody out of p."""
    while tables.partnerships[Partnership.SIZE, p] > 0.0:
        unseat(tables, p, int(tables.memberships[Membership.ROSTER, p, 0]))


def fill_last(numbers: Floats, most: Floats, first: int, left: int) -> int:
    """Spread ``left`` over the last places from ``first`` on, each up to its most; return what finds no place."""
    for k in range(numbers.shape[0] - 1, first - 1, -1):
        taken = min(left, int(most[k]))
        numbers[k] = taken
        left -= taken
    return left


def turn_to_next(numbers: Floats, most: Floats) -> bool:
    """Go on to the next way to write a sum in so many numbers up to their most; tell whether there is one.

    Examples
    --------
    >>> numbers, most, ways = np.array([0.0, 0.0, 2.0]), np.array([1.0, 1.0, 2.0]), []
    >>> while True:
    ...     ways.append(numbers.astype(int).tolist())
    ...     if not turn_to_next(numbers, most):
    ...         break
    >>> ways
    [[0, 0, 2], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    """
    left = 0
    for k in range(numbers.shape[0] - 1, -1, -1):
        if left > 0 and numbers[k] < most[k]:
            numbers[k] += 1.0
            fill_last(numbers, most, k + 1, left - 1)
            return True
        left += int(numbers[k])
    return False


def seat_group(tables: Tables, p: int, able: Floats, types: Floats, numbers: Floats) -> None:
    """Seat so many actors of each type in p, those first who come first."""
    seated = np.zeros(numbers.shape[0])
    for k in range(able.shape[0]):
        kind = int(types[k])
        if seated[kind] < numbers[kind]:
            seat(tables, p, int(able[k]))
            seated[kind] += 1.0


def shuffled(seed: int, step: int, p: int, actors: Floats) -> Floats:
    """Return actors in an order drawn by lot."""
    keys, order = np.zeros(actors.shape[0]), np.zeros(actors.shape[0])
    for k in range(actors.shape[0]):
        keys[k] = uniform(seed, Purpose.INVITATION, step, int(actors[k]), p)
    for k in range(actors.shape[0]):
        at = lowest(keys)
        order[k] = actors[at]
        keys[at] = math.inf
    return order


def able_to_found(tables: Tables, settings: Floats, p: int) -> Floats:
    """Return who may sit in the empty partnership p."""
    n = tables.actors.shape[1]
    able, count = np.zeros(n), 0
    for i in range(n):
        if may_found(tables, settings, p, i):
            able[count] = i
            count += 1
    return able[:count]


def found_partnership(tables: Tables, settings: Floats, seed: int, step: int, p: int) -> int:
    """Seat the smallest group of two or more that gains by founding p; return its size, 0 for none, -1 if not told."""
    able = shuffled(seed, step, p, able_to_found(tables, settings, p))
    types, before = np.zeros(able.shape[0]), np.zeros(tables.actors.shape[1])
    count = fill_types(tables, settings, able, True, types)
    numbers, most = np.zeros(count), np.zeros(count)
    for k in range(able.shape[0]):
        most[int(types[k])] += 1.0
    fill_payoffs(tables, settings, before)
    tried = 0
    for size in range(2, able.shape[0] + 1):
        fill_last(numbers, most, 0, size)
        while True:
            tried += 1
            if tried > MOST_GROUPS:
                return NOT_TOLD
            seat_group(tables, p, able, types, numbers)
            if gains_together(tables, settings, p, before):
                return size
            empty(tables, p)
            if not turn_to_next(numbers, most):
                break
    return 0


def found_empty(tables: Tables, settings: Floats, seed: int, step: int) -> int:
    """Let a group found each empty partnership where it gains, in random order; return how many were seated.

    -1 if there are too many groups to tell.
    """
    rows = int(tables.globals[Globals.ROWS])
    order = np.full(rows, math.inf)
    for p in range(rows):
        if tables.partnerships[Partnership.SIZE, p] == 0.0:
            order[p] = uniform(seed, Purpose.INITIATIVE_ORDER, step, p, 0)
    seated = 0
    while True:
        p = lowest(order)
        if p < 0:
            return seated
        order[p] = math.inf
        size = found_partnership(tables, settings, seed, step, p)
        if size < 0:
            return NOT_TOLD
        seated += size


def a_group_founds(tables: Tables, settings: Floats) -> int:
    """Tell whether some group would found an empty partnership (1, or 0; -1 if not told); it stays empty."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.SIZE, p] == 0.0:
            size = found_partnership(tables, settings, 0, 0, p)
            empty(tables, p)
            if size != 0:
                return 1 if size > 0 else NOT_TOLD
    return 0
