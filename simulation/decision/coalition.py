"""What the members of a partnership would give, with an actor inside or outside.

The *changed* actor is the one whose membership is imagined; every other membership is as it is. The members
re-optimise under the partnership's burden-sharing rule in both worlds. All sums over members are exact, corners
(no effort, all of the budget) included.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.asked_effort import Sharing, effort_of_member, joint_effort, key_of
from simulation.decision.budget import budget_in
from simulation.decision.in_force import rule_in_force
from simulation.decision.outside_option import NOBODY, alone_effort, members_marginal, ties_on_issue
from simulation.decision.running_sums import output_from_sums, parts_of_member
from simulation.decision.stretches import output_on_stretch, total_asked, total_on_stretch
from simulation.rules.burden_sharing import is_shared
from simulation.rules.cost import cost


def imagined_member(tables: Tables, p: int, k: int, changed: int, inside: bool) -> int:
    """Return the k-th member of p in the imagined world, ``NOBODY`` where there is none.

    The changed actor comes last, after the others in the order of seats: place ``SIZE`` is its own.
    """
    if k == int(tables.partnerships[Partnership.SIZE, p]):
        return changed if inside else NOBODY
    j = int(tables.memberships[Membership.ROSTER, p, k])
    return NOBODY if j == changed else j


def total_to_share(
    tables: Tables, settings: Floats, p: int, changed: int, inside: bool, stakes: float, marginal: float
) -> tuple[float, float]:
    """Return (total [US$bn/yr], sum of keys) of a shared rule: ambition x joint optimum, exactly over members."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    is_known, made, keys = total_on_stretch(tables, settings, p, changed, inside, stakes, marginal)
    if is_known:
        return total_asked(tables, p, made), keys
    productivity = tables.partnerships[Partnership.PRODUCTIVITY, p]
    for k in range(int(tables.partnerships[Partnership.SIZE, p]) + 1):
        j = imagined_member(tables, p, k, changed, inside)
        if j == NOBODY:
            continue
        capacity = budget_in(tables, p, g, j, ties_on_issue(tables, p, g, j, changed, inside))
        made += joint_effort(tables, settings, g, j, capacity, stakes, marginal, productivity)
        keys += key_of(tables, p, g, j)
    return total_asked(tables, p, made), keys


def is_inside(tables: Tables, p: int, j: int, changed: int, inside: bool) -> bool:
    """Tell whether j is a member of p in the imagined world."""
    return inside if j == changed else tables.memberships[Membership.MEMBER, p, j] > 0.0


def sharing(tables: Tables, settings: Floats, p: int, changed: int, inside: bool, marginal: float) -> Sharing:
    """Return what the efforts of p's members depend on, with the changed actor inside or outside.

    Parameters
    ----------
    tables, settings : state and settings
    p : row of the partnership
    changed : row of the actor whose membership is imagined, ``NOBODY`` for the members as they are
    inside : whether the changed actor is in
    marginal : b'(E) that members expect
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    stakes = tables.partnerships[Partnership.STAKES, p]
    if changed != NOBODY:
        entering = (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]
        stakes += entering * tables.portfolios[Portfolio.VALUE, g, changed]
    marginal = members_marginal(tables, settings, p, g, changed, inside, marginal)
    rule, target, productivity = rule_in_force(tables, settings, p, changed, inside)
    total = 0.0
    keys = 0.0
    if is_shared(rule):
        total, keys = total_to_share(tables, settings, p, changed, inside, stakes, marginal)
    return Sharing(rule, target, productivity, stakes, marginal, total, keys)


def output_by_sums(tables: Tables, settings: Floats, p: int, changed: int, inside: bool, shared: Sharing) -> float:
    """Return p's effective output in the imagined world from running sums, in O(1) [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    pull = tables.partnerships[Partnership.PULL, p]
    slope = tables.partnerships[Partnership.SLOPE, p]
    if changed != NOBODY:
        is_member = tables.memberships[Membership.MEMBER, p, changed] > 0.0
        if is_member != inside:
            ties = tables.portfolios[Portfolio.TIES, g, changed] + (1.0 if inside else 0.0)
            budget = budget_in(tables, p, g, changed, ties)
            own_pull, own_slope = parts_of_member(tables, p, g, changed, budget)
            pull += own_pull if inside else -own_pull
            slope += own_slope if inside else -own_slope
    return output_from_sums(tables, settings, p, pull, slope, shared.stakes, shared.marginal)


def output_by_members(tables: Tables, settings: Floats, p: int, changed: int, inside: bool, shared: Sharing) -> float:
    """Return p's effective output in the imagined world, member by member with all corners [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    effective = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p]) + 1):
        j = imagined_member(tables, p, k, changed, inside)
        if j != NOBODY:
            ties = ties_on_issue(tables, p, g, j, changed, inside)
            effective += tables.actors[Actor.EFFECTIVENESS, j] * effort_of_member(tables, settings, p, j, ties, shared)
    return shared.productivity * effective


def output_if(tables: Tables, settings: Floats, p: int, changed: int, inside: bool, shared: Sharing) -> float:
    """Return p's effective output with the changed actor inside or outside [US$bn/yr]."""
    if tables.partnerships[Partnership.EXACT, p] == 0.0:
        return output_by_sums(tables, settings, p, changed, inside, shared)
    is_known, output = output_on_stretch(tables, settings, p, changed, inside, shared)
    return output if is_known else output_by_members(tables, settings, p, changed, inside, shared)


def effort_if(tables: Tables, settings: Floats, p: int, j: int, changed: int, inside: bool, shared: Sharing) -> float:
    """Return j's effort in p with the changed actor inside or outside; 0 where j itself is outside [US$bn/yr]."""
    if not is_inside(tables, p, j, changed, inside):
        return 0.0
    g = int(tables.partnerships[Partnership.ISSUE, p])
    ties = ties_on_issue(tables, p, g, j, changed, inside)
    return effort_of_member(tables, settings, p, j, ties, shared)


def imagine_elsewhere(
    tables: Tables, settings: Floats, p: int, i: int, ties: float, is_member: bool, marginal: float
) -> tuple[float, float]:
    """Return (effective effort, cost) of i on p's issue outside p: in its other partnerships, or alone [US$bn/yr].

    ``ties`` is the number of i's partnerships on the issue in the imagined world. Its budget is diluted by them. In
    runs the totals and keys of the other partnerships are those of their last pledging; in games, whose imagined worlds
    are actually applied for the calculation, they are recomputed.
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    shape = int(settings[Setting.COST])
    effectiveness = tables.actors[Actor.EFFECTIVENESS, i]
    if ties == 0.0:
        alone = alone_effort(tables, settings, g, i, marginal)
        budget = tables.portfolios[Portfolio.BUDGET, g, i]
        spent = cost(shape, alone, budget, tables.actors[Actor.OWN_COST, i], settings[Setting.C1])
        return settings[Setting.UNILATERAL] * effectiveness * alone, spent
    effective = 0.0
    spent = 0.0
    is_lagged = int(settings[Setting.RESPONSE]) == Response.LAGGED
    if ties == 1.0 and is_member:
        return effective, spent
    for k in range(1, int(tables.seats[i, 0]) + 1):
        q = int(tables.seats[i, k])
        if q != p and int(tables.partnerships[Partnership.ISSUE, q]) == g:
            if is_lagged:
                productivity = tables.partnerships[Partnership.PRODUCTIVITY, q]
                last = Sharing(
                    int(tables.partnerships[Partnership.RULE, q]),
                    tables.partnerships[Partnership.TARGET, q],
                    productivity,
                    tables.partnerships[Partnership.STAKES, q],
                    marginal,
                    tables.partnerships[Partnership.TOTAL, q],
                    tables.partnerships[Partnership.KEYS, q],
                )
                effort = effort_of_member(tables, settings, q, i, ties, last)
            else:
                now = sharing(tables, settings, q, NOBODY, False, marginal)
                productivity = now.productivity
                effort = effort_if(tables, settings, q, i, NOBODY, False, now)
            effective += productivity * effectiveness * effort
            capacity = budget_in(tables, q, g, i, ties)
            spent += cost(shape, effort, capacity, tables.actors[Actor.OWN_COST, i], settings[Setting.C1])
    return effective, spent
