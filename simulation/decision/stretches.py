"""Sums over members where corners bind: along a stretch of the coalition's value nobody comes to a corner or leaves it.

Under quadratic costs each member's effort is a line in the sum of members' values, broken where it reaches 0, its most
or the world's value; a share of a total is a line in the total per key, broken at the member's most. So sums over
members are lines, too, as far as the nearest break of any member. They are added up when they are first needed after
somebody entered or left; beyond their stretch sums go over members.

What is known lasts from the summing of a quarter until its production: values, budgets and the marginal benefit that
actors expect stay as they are so long.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from simulation.core.codes import BurdenRule, Cost, Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.decision.asked_effort import Sharing, effort_of_member, joint_effort, key_of
from simulation.decision.budget import budget_in
from simulation.decision.freshness import FRESH, OFF, STALE
from simulation.decision.outside_option import NOBODY
from simulation.rules.burden_sharing import (
    answer_to_stakes,
    effect_of_own_dollar,
    is_fixed,
    is_shared,
    weight_on_others,
)
from simulation.rules.cost import most_effort

STRETCHES = (
    Partnership.STRETCH,
    Partnership.OUTPUT_FLAT,
    Partnership.OUTPUT_RISE,
    Partnership.OUTPUT_FROM,
    Partnership.OUTPUT_TO,
    Partnership.TOTAL_FLAT,
    Partnership.TOTAL_RISE,
    Partnership.TOTAL_FROM,
    Partnership.TOTAL_TO,
    Partnership.ALL_KEYS,
)
"""The columns that hold them."""

FAR = 1e300
"""Stands for no end."""


class Stretch(NamedTuple):
    """A line ``flat + rise x`` that holds for x from low to high."""

    flat: float
    rise: float
    low: float
    high: float


def may_serve(tables: Tables, settings: Floats, p: int) -> bool:
    """Tell whether p's members answer in broken lines, at a marginal benefit that stays the same for the quarter."""
    is_lagged = int(settings[Setting.RESPONSE]) == Response.LAGGED
    is_quadratic = int(settings[Setting.COST]) == Cost.QUADRATIC and settings[Setting.C1] > 0.0
    return is_lagged and is_quadratic and tables.partnerships[Partnership.LEAST, p] == 0.0


def answer_of_member(
    tables: Tables, settings: Floats, p: int, j: int, capacity: float, weight: float, shared: Sharing
) -> tuple[float, float, float]:
    """Return (rise, low, high): how j's effort rises with the members' values, and from where to where."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    return answer_to_stakes(
        tables.portfolios[Portfolio.WILLING, g, j],
        tables.portfolios[Portfolio.VALUE, g, j],
        weight,
        tables.issues[Issue.CEILING, g],
        effect_of_own_dollar(shared.marginal, tables.actors[Actor.EFFECTIVENESS, j], shared.productivity),
        capacity,
        tables.actors[Actor.OWN_COST, j],
        settings[Setting.C1],
        settings[Setting.LIMIT],
        shared.stakes,
    )


def weight_of_member(tables: Tables, p: int, j: int, rule: int) -> float:
    """Return the weight that p's priced rule lets j put on the other members' values."""
    if is_fixed(rule) or rule == BurdenRule.PRICE:
        return 0.0
    if rule == BurdenRule.HEGEMONIC and int(tables.partnerships[Partnership.LEAD, p]) != j:
        return 0.0
    return weight_on_others(rule, tables.partnerships[Partnership.AMBITION, p] * tables.actors[Actor.RECIPROCITY, j])


def priced_stretch(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> Stretch:
    """Return the line of j's effective effort in the members' values, around what they are."""
    effective = tables.actors[Actor.EFFECTIVENESS, j] * effort_of_member(tables, settings, p, j, ties, shared)
    capacity = budget_in(tables, p, int(tables.partnerships[Partnership.ISSUE, p]), j, ties)
    weight = weight_of_member(tables, p, j, shared.rule)
    rise, low, high = answer_of_member(tables, settings, p, j, capacity, weight, shared)
    rise *= tables.actors[Actor.EFFECTIVENESS, j] * (1.0 - tables.levers[Lever.BURDEN_SHIFT, j])
    return Stretch(effective - rise * shared.stakes, rise, low, high)


def joint_stretch(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> Stretch:
    """Return the line of what j would give under the joint optimum, the total of a shared rule being a part of that."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    capacity = budget_in(tables, p, g, j, ties)
    effort = joint_effort(tables, settings, g, j, capacity, shared.stakes, shared.marginal, shared.productivity)
    rise, low, high = answer_of_member(tables, settings, p, j, capacity, 1.0, shared)
    return Stretch(effort - rise * shared.stakes, rise, low, high)


def shared_stretch(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> Stretch:
    """Return the line of j's effective share in the total per key, around what that is."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    effectiveness, key = tables.actors[Actor.EFFECTIVENESS, j], key_of(tables, p, g, j)
    most = most_effort(settings[Setting.LIMIT], budget_in(tables, p, g, j, ties))
    if key <= 0.0 or shared.keys <= 0.0:
        return Stretch(0.0, 0.0, -math.inf, math.inf)
    if shared.total * key / shared.keys >= most:
        return Stretch(effectiveness * most, 0.0, most / key, math.inf)
    return Stretch(0.0, effectiveness * key, -math.inf, most / key)


def now_in(tables: Tables, p: int, marginal: float) -> Sharing:
    """Return what the efforts of p's members as they are depend on, by the sums that stand in the table."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    stakes, productivity = tables.partnerships[Partnership.STAKES, p], tables.partnerships[Partnership.PRODUCTIVITY, p]
    total, keys = 0.0, 0.0
    if is_shared(rule):
        made = tables.partnerships[Partnership.TOTAL_FLAT, p] + tables.partnerships[Partnership.TOTAL_RISE, p] * stakes
        total, keys = total_asked(tables, p, made), tables.partnerships[Partnership.ALL_KEYS, p]
    return Sharing(rule, tables.partnerships[Partnership.TARGET, p], productivity, stakes, marginal, total, keys)


def total_asked(tables: Tables, p: int, made: float) -> float:
    """Return the total that a shared rule divides: what is stated, or a part of what the joint optimum would make."""
    stated = tables.partnerships[Partnership.STATED, p]
    return stated if stated > 0.0 else made * tables.partnerships[Partnership.AMBITION, p]


def own_stretch(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> Stretch:
    """Return the line of j's effective effort in p: in the members' values, or in the total per key."""
    if is_shared(shared.rule):
        return shared_stretch(tables, settings, p, j, ties, shared)
    return priced_stretch(tables, settings, p, j, ties, shared)


def added_up(tables: Tables, settings: Floats, p: int, marginal: float, of_total: bool) -> Stretch:
    """Return the sum of members' lines, of joint efforts or of effective ones, as far as all of them hold."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    shared = now_in(tables, p, marginal)
    flat, rise, low, high = 0.0, 0.0, -FAR, FAR
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        ties = tables.portfolios[Portfolio.TIES, g, j]
        if of_total:
            own = joint_stretch(tables, settings, p, j, ties, shared)
        else:
            own = own_stretch(tables, settings, p, j, ties, shared)
        flat, rise, low, high = flat + own.flat, rise + own.rise, max(low, own.low), min(high, own.high)
    return Stretch(flat, rise, low, high)


def add_up_totals(tables: Tables, settings: Floats, p: int, marginal: float) -> None:
    """Add up what members would give under the joint optimum, and their keys."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    line = added_up(tables, settings, p, marginal, True)
    tables.partnerships[Partnership.TOTAL_FLAT, p] = line.flat
    tables.partnerships[Partnership.TOTAL_RISE, p] = line.rise
    tables.partnerships[Partnership.TOTAL_FROM, p] = line.low
    tables.partnerships[Partnership.TOTAL_TO, p] = line.high
    keys = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        keys += key_of(tables, p, g, int(tables.memberships[Membership.ROSTER, p, k]))
    tables.partnerships[Partnership.ALL_KEYS, p] = keys


def add_up_output(tables: Tables, settings: Floats, p: int, marginal: float) -> None:
    """Add up members' effective efforts."""
    line = added_up(tables, settings, p, marginal, False)
    tables.partnerships[Partnership.OUTPUT_FLAT, p] = line.flat
    tables.partnerships[Partnership.OUTPUT_RISE, p] = line.rise
    tables.partnerships[Partnership.OUTPUT_FROM, p] = line.low
    tables.partnerships[Partnership.OUTPUT_TO, p] = line.high


def serves(tables: Tables, settings: Floats, p: int, marginal: float) -> bool:
    """Tell whether p's sums can be used; they are added up if somebody entered or left since they were."""
    if tables.partnerships[Partnership.STRETCH, p] == OFF:
        return False
    if tables.partnerships[Partnership.STRETCH, p] == STALE:
        if is_shared(int(tables.partnerships[Partnership.RULE, p])):
            add_up_totals(tables, settings, p, marginal)
        add_up_output(tables, settings, p, marginal)
        tables.partnerships[Partnership.STRETCH, p] = FRESH
    return True


def make_stale(tables: Tables, p: int) -> None:
    """Let p's sums be recomputed before they are used again."""
    tables.partnerships[Partnership.STRETCH, p] = min(tables.partnerships[Partnership.STRETCH, p], STALE)


def moves(tables: Tables, p: int, changed: int, inside: bool) -> float:
    """Return 1 if the changed actor enters p in the imagined world, -1 if it leaves, 0 if it stays as it is."""
    if changed == NOBODY:
        return 0.0
    return (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]


def total_on_stretch(
    tables: Tables, settings: Floats, p: int, changed: int, inside: bool, stakes: float, marginal: float
) -> tuple[bool, float, float]:
    """Return (whether it is known, what members would give under the joint optimum [US$bn/yr], their keys)."""
    if not serves(tables, settings, p, marginal):
        return False, 0.0, 0.0
    column = tables.partnerships
    if not column[Partnership.TOTAL_FROM, p] <= stakes <= column[Partnership.TOTAL_TO, p]:
        return False, 0.0, 0.0
    made = column[Partnership.TOTAL_FLAT, p] + column[Partnership.TOTAL_RISE, p] * stakes
    keys = column[Partnership.ALL_KEYS, p]
    enters = moves(tables, p, changed, inside)
    if enters == 0.0:
        return True, made, keys
    g = int(column[Partnership.ISSUE, p])
    keys += enters * key_of(tables, p, g, changed)
    ties = tables.portfolios[Portfolio.TIES, g, changed]
    if enters > 0.0:
        capacity, productivity = budget_in(tables, p, g, changed, ties + 1.0), column[Partnership.PRODUCTIVITY, p]
        return True, made + joint_effort(tables, settings, g, changed, capacity, stakes, marginal, productivity), keys
    own = joint_stretch(tables, settings, p, changed, ties, now_in(tables, p, marginal))
    return True, max(0.0, made - own.flat - own.rise * stakes), max(0.0, keys)


def output_on_stretch(
    tables: Tables, settings: Floats, p: int, changed: int, inside: bool, shared: Sharing
) -> tuple[bool, float]:
    """Return (whether it is known, p's effective output with the changed actor inside or outside [US$bn/yr])."""
    if not serves(tables, settings, p, shared.marginal):
        return False, 0.0
    column = tables.partnerships
    at = shared.stakes
    if is_shared(shared.rule):
        at = shared.total / shared.keys if shared.keys > 0.0 else 0.0
    if not column[Partnership.OUTPUT_FROM, p] <= at <= column[Partnership.OUTPUT_TO, p]:
        return False, 0.0
    effective = column[Partnership.OUTPUT_FLAT, p] + column[Partnership.OUTPUT_RISE, p] * at
    enters = moves(tables, p, changed, inside)
    if enters != 0.0:
        ties = tables.portfolios[Portfolio.TIES, int(column[Partnership.ISSUE, p]), changed]
        if enters > 0.0:
            asked = effort_of_member(tables, settings, p, changed, ties + 1.0, shared)
            effective += tables.actors[Actor.EFFECTIVENESS, changed] * asked
        else:
            own = own_stretch(tables, settings, p, changed, ties, now_in(tables, p, shared.marginal))
            effective -= own.flat + own.rise * at
    return True, shared.productivity * max(0.0, effective)
