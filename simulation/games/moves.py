"""Who would move: kernels that try memberships one after another, by the engine's own decision."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import BurdenRule
from simulation.core.columns import Floats, Globals, Membership, Partnership, Tables
from simulation.core.ordering import lowest
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible, members_consent
from simulation.decision.choice import chance_of_being_in, gain_of_change, rival_club, switching_cost
from simulation.decision.payoff import N_TERMS
from simulation.decision.running_sums import add_up_members
from simulation.decision.seats import seat, unseat
from simulation.decision.transfers import fill_gains, fill_transfers, transfer_of
from simulation.decision.whole_payoff import fill_standing, settle_issues

MOST_TRIED = 12
"""Actors up to which all groups are tried as founders; beyond, groups grow at random."""
EQUAL = 1e-9
"""Relative difference of two payoffs that counts as none."""


def place(tables: Tables, wanted: Floats) -> None:
    """Make exactly the wanted actors members, shape (P, N), and add up every partnership anew."""
    for p in range(wanted.shape[0]):
        for i in range(wanted.shape[1]):
            if wanted[p, i] == 0.0 and tables.memberships[Membership.MEMBER, p, i] > 0.0:
                unseat(tables, p, i)
    for p in range(wanted.shape[0]):
        for i in range(wanted.shape[1]):
            if wanted[p, i] > 0.0 and tables.memberships[Membership.MEMBER, p, i] == 0.0:
                seat(tables, p, i)
    for p in range(wanted.shape[0]):
        add_up_members(tables, p)


def chance_in(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the probability that i is in p after its decision; a rival partnership would be left for it."""
    gain = gain_of_change(tables, settings, p, i, rival_club(tables, p, i), terms_in, terms_out)
    return chance_of_being_in(tables, settings, p, i, gain, terms_in, terms_out)


def chance_to_move(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the probability that i enters or leaves p when it decides; 0 where it may not, or members refuse."""
    is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    if not is_member and not is_eligible(tables, settings, p, i, 0):
        return 0.0
    chance = chance_in(tables, settings, p, i, terms_in, terms_out)
    if is_member:
        return 1.0 - chance
    may_enter = chance > 0.0 and members_consent(tables, settings, 0, 0, p, i, terms_in, terms_out)
    return chance if may_enter else 0.0


def fill_payoffs(tables: Tables, settings: Floats, payoffs: Floats) -> None:
    """Write everybody's payoff as memberships are, transfers included, shape (N,)."""
    n = payoffs.shape[0]
    totals, terms = np.zeros(tables.issues.shape[1]), np.zeros(N_TERMS)
    settle_issues(tables, settings, totals)
    for i in range(n):
        payoffs[i] = fill_standing(tables, settings, i, totals, terms)
    gains, transfers = np.zeros(n), np.zeros(n)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.SHARED, p] > 0.0:
            surplus, weights = 0.0, 0.0
            if int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.OPTIMAL:
                surplus, weights = fill_gains(tables, settings, p, gains)
            transfers[:] = 0.0
            fill_transfers(tables, settings, p, gains, surplus, weights, transfers)
            for i in range(n):
                payoffs[i] += transfers[i]


def gains_together(tables: Tables, settings: Floats, p: int, before: Floats) -> bool:
    """Tell whether nobody among p's members loses by p and somebody gains, against payoffs ``before`` it.

    With the tie rule that joins it is enough that nobody loses.
    """
    totals, terms = np.zeros(tables.issues.shape[1]), np.zeros(N_TERMS)
    settle_issues(tables, settings, totals)
    somebody = settings[Setting.TIE] == 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        after = fill_standing(tables, settings, j, totals, terms) + transfer_of(tables, settings, p, j)
        gain = after - before[j] - switching_cost(tables, settings, j)
        least = EQUAL * max(abs(after), abs(before[j]))
        if gain < -least:
            return False
        somebody = somebody or gain > least
    return somebody


def may_found(tables: Tables, settings: Floats, p: int, i: int) -> bool:
    """Tell whether i may sit in the empty partnership p without giving up a rival seat."""
    return is_eligible(tables, settings, p, i, 0) and rival_club(tables, p, i) < 0


def empty(tables: Tables, p: int) -> None:
    """Take everybody out of p."""
    while tables.partnerships[Partnership.SIZE, p] > 0.0:
        unseat(tables, p, int(tables.memberships[Membership.ROSTER, p, 0]))


def try_group(tables: Tables, settings: Floats, p: int, able: Floats, group: int, size: int, before: Floats) -> bool:
    """Tell whether the group whose bits are set, if it has so many members, gains by founding p; p is empty after."""
    count = 0
    for k in range(able.shape[0]):
        count += (group >> k) & 1
    if count != size:
        return False
    for k in range(able.shape[0]):
        if (group >> k) & 1 == 1:
            seat(tables, p, int(able[k]))
    does_gain = gains_together(tables, settings, p, before)
    empty(tables, p)
    return does_gain


def smallest_group(tables: Tables, settings: Floats, seed: int, step: int, p: int, able: Floats, before: Floats) -> int:
    """Return the smallest group of two or more that gains by founding p, as bits; by lot among several, 0 for none."""
    for size in range(2, able.shape[0] + 1):
        best, found = math.inf, 0
        for group in range(1, 1 << able.shape[0]):
            draw = uniform(seed, Purpose.INVITATION, step, group, p)
            if draw < best and try_group(tables, settings, p, able, group, size, before):
                best, found = draw, group
        if found > 0:
            return found
    return 0


def grow_group(tables: Tables, settings: Floats, seed: int, step: int, p: int, able: Floats, before: Floats) -> bool:
    """Seat one able actor after another in random order until everybody in p gains; tell whether that came about."""
    keys = np.zeros(able.shape[0])
    for k in range(able.shape[0]):
        keys[k] = uniform(seed, Purpose.INVITATION, step, int(able[k]), p)
    for size in range(1, able.shape[0] + 1):
        k = lowest(keys)
        keys[k] = math.inf
        seat(tables, p, int(able[k]))
        if size > 1 and gains_together(tables, settings, p, before):
            return True
    empty(tables, p)
    return False


def found_partnership(tables: Tables, settings: Floats, seed: int, step: int, p: int) -> bool:
    """Seat the smallest group that gains by founding the empty partnership p together; tell whether there is one."""
    n = tables.actors.shape[1]
    able, count = np.zeros(n), 0
    for i in range(n):
        if may_found(tables, settings, p, i):
            able[count] = i
            count += 1
    able = able[:count]
    before = np.zeros(n)
    fill_payoffs(tables, settings, before)
    if count > MOST_TRIED:
        return grow_group(tables, settings, seed, step, p, able, before)
    group = smallest_group(tables, settings, seed, step, p, able, before)
    for k in range(count):
        if (group >> k) & 1 == 1:
            seat(tables, p, int(able[k]))
    return group > 0


def found_empty(tables: Tables, settings: Floats, seed: int, step: int) -> int:
    """Let a group found each empty partnership where it gains, in random order; return how many actors were seated."""
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
        if found_partnership(tables, settings, seed, step, p):
            seated += int(tables.partnerships[Partnership.SIZE, p])


def somebody_moves(tables: Tables, settings: Floats, terms_in: Floats, terms_out: Floats) -> bool:
    """Tell whether any single actor would enter or leave a partnership."""
    for p in range(int(tables.globals[Globals.ROWS])):
        for i in range(tables.actors.shape[1]):
            if chance_to_move(tables, settings, p, i, terms_in, terms_out) > 0.0:
                return True
    return False


def a_group_founds(tables: Tables, settings: Floats) -> bool:
    """Tell whether some group would found an empty partnership; it stays empty."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.SIZE, p] == 0.0 and found_partnership(tables, settings, 0, 0, p):
            empty(tables, p)
            return True
    return False


def fill_at_rest(tables: Tables, settings: Floats, profiles: Floats, founding: bool, found: Floats) -> None:
    """Write 1 for each profile, shape (M, P, N), in which nobody moves, alone or by founding together."""
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    for m in range(profiles.shape[0]):
        place(tables, profiles[m])
        rests = not somebody_moves(tables, settings, terms_in, terms_out)
        if rests and founding:
            rests = not a_group_founds(tables, settings)
        found[m] = 1.0 if rests else 0.0
