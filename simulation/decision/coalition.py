"""What the members of a partnership would give, with an actor inside or outside.

The *changed* actor is the one whose membership is imagined; every other membership is as it is. The members
re-optimise under the partnership's burden-sharing rule in both worlds. All sums over members are exact, corners
(no effort, all of the budget) included.

Kernels here gather the numbers of a member and hand them to scalar rules: that is where the equations are.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.in_force import rule_in_force
from simulation.decision.outside_option import NOBODY, alone_effort, members_marginal, ties_on_issue
from simulation.decision.running_sums import output_from_sums, parts_of_member
from simulation.rules.burden_sharing import (
    asked_effort,
    coalition_value,
    effect_of_own_dollar,
    is_shared,
    sharing_key,
)
from simulation.rules.cost import cost, effort_at_price, most_effort


def total_to_share(
    tables: Tables, settings: Floats, p: int, changed: int, inside: bool, stakes: float, marginal: float
) -> tuple[float, float]:
    """Return (total [US$bn/yr], sum of keys) of a shared rule: ambition x joint optimum, exactly over members."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    size = int(tables.partnerships[Partnership.SIZE, p])
    rule = int(tables.partnerships[Partnership.RULE, p])
    productivity = tables.partnerships[Partnership.PRODUCTIVITY, p]
    ceiling = tables.issues[Issue.CEILING, g]
    shape = int(settings[Setting.COST])
    total = 0.0
    keys = 0.0
    for k in range(size + 1):
        j = int(tables.memberships[Membership.ROSTER, p, k]) if k < size else changed
        if (k < size and j == changed) or (k == size and not inside):
            continue  # the changed actor is counted once, last
        ties = tables.portfolios[Portfolio.TIES, g, j]
        if j == changed:
            ties += 1.0 - tables.memberships[Membership.MEMBER, p, j]
        capacity = budget_in(tables, p, g, j, ties)
        plain = tables.portfolios[Portfolio.VALUE, g, j]
        value = coalition_value(tables.portfolios[Portfolio.WILLING, g, j], stakes - plain, 1.0, ceiling)
        price = value * effect_of_own_dollar(marginal, tables.actors[Actor.EFFECTIVENESS, j], productivity)
        most = most_effort(settings[Setting.LIMIT], capacity)
        c0, part = tables.actors[Actor.OWN_COST, j], tables.issues[Issue.PART, g]
        total += effort_at_price(shape, price, capacity, c0, settings[Setting.C1], most, part)
        keys += sharing_key(rule, tables.actors[Actor.ABILITY, j], tables.actors[Actor.RESPONSIBILITY, j], plain) * (
            1.0 - tables.actors[Actor.BURDEN_SHIFT, j]
        )
    stated = tables.partnerships[Partnership.STATED, p]
    return stated if stated > 0.0 else total * tables.partnerships[Partnership.AMBITION, p], keys


def is_inside(tables: Tables, p: int, j: int, changed: int, inside: bool) -> bool:
    """Tell whether j is a member of p in the imagined world."""
    return inside if j == changed else tables.memberships[Membership.MEMBER, p, j] > 0.0


def effort_of_member(
    tables: Tables,
    settings: Floats,
    p: int,
    j: int,
    ties: float,
    stakes: float,
    total: float,
    keys: float,
    marginal: float,
) -> float:
    """Return the effort that p's rule asks of member j with so many ties on the issue [US$bn/yr].

    ``stakes`` is the sum of members' own values; ``total`` and ``keys`` belong to a shared rule; ``marginal`` is b'(E).
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    rule = int(tables.partnerships[Partnership.RULE, p])
    plain = tables.portfolios[Portfolio.VALUE, g, j]
    capacity = budget_in(tables, p, g, j, ties)
    effectiveness = tables.actors[Actor.EFFECTIVENESS, j]
    return asked_effort(
        rule,
        int(tables.partnerships[Partnership.LEAD, p]) == j,
        tables.partnerships[Partnership.AMBITION, p] * tables.actors[Actor.RECIPROCITY, j],
        tables.partnerships[Partnership.TARGET, p],
        tables.partnerships[Partnership.BY_HEAD, p] > 0.0,
        tables.portfolios[Portfolio.WILLING, g, j],
        stakes - plain,
        tables.issues[Issue.CEILING, g],
        effect_of_own_dollar(marginal, effectiveness, tables.partnerships[Partnership.PRODUCTIVITY, p]),
        total,
        sharing_key(rule, tables.actors[Actor.ABILITY, j], tables.actors[Actor.RESPONSIBILITY, j], plain),
        keys,
        1.0 - tables.actors[Actor.BURDEN_SHIFT, j],
        int(settings[Setting.COST]),
        capacity,
        tables.actors[Actor.OWN_COST, j],
        settings[Setting.C1],
        most_effort(settings[Setting.LIMIT], capacity),
        tables.issues[Issue.PART, g],
    )


def imagine_sums(
    tables: Tables, settings: Floats, p: int, g: int, changed: int, inside: bool, stakes: float, marginal: float
) -> float:
    """Return p's effective output with the changed actor inside or outside, from running sums in O(1) [US$bn/yr]."""
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
    return output_from_sums(tables, settings, p, pull, slope, stakes, marginal)


def imagine_coalition(
    tables: Tables,
    settings: Floats,
    p: int,
    changed: int,
    inside: bool,
    viewer: int,
    marginal: float,
    write: bool,
) -> tuple[float, float, float, float]:
    """Return what p's members would pledge with the changed actor inside or outside.

    Parameters
    ----------
    tables, settings : state and settings
    p : row of the partnership
    changed : row of the actor whose membership is imagined, ``NOBODY`` for the members as they are
    inside : whether the changed actor is in
    viewer : row of the actor whose own effort is asked for
    marginal : b'(E) that members expect
    write : whether to write every member's pledge into the state

    Returns
    -------
    (output, effort, total, keys) : effective output [US$bn/yr], the viewer's effort [US$bn/yr], and the total and
        sum of keys of a shared rule
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    size = int(tables.partnerships[Partnership.SIZE, p])
    stakes = tables.partnerships[Partnership.STAKES, p]
    if changed != NOBODY:
        entering = (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]
        stakes += entering * tables.portfolios[Portfolio.VALUE, g, changed]
    rule, target, productivity = rule_in_force(tables, settings, p, changed, inside)
    lead = int(tables.partnerships[Partnership.LEAD, p])
    ambition = tables.partnerships[Partnership.AMBITION, p]
    by_head = tables.partnerships[Partnership.BY_HEAD, p] > 0.0
    ceiling = tables.issues[Issue.CEILING, g]
    shape = int(settings[Setting.COST])
    c1 = settings[Setting.C1]
    limit = settings[Setting.LIMIT]
    marginal = members_marginal(tables, settings, p, g, changed, inside, marginal)
    if tables.partnerships[Partnership.EXACT, p] == 0.0 and not write:
        output = imagine_sums(tables, settings, p, g, changed, inside, stakes, marginal)
        if viewer == NOBODY or not is_inside(tables, p, viewer, changed, inside):
            return output, 0.0, 0.0, 0.0
        ties = ties_on_issue(tables, p, g, viewer, changed, inside)
        return output, effort_of_member(tables, settings, p, viewer, ties, stakes, 0.0, 0.0, marginal), 0.0, 0.0
    total = 0.0
    keys = 0.0
    if is_shared(rule):
        total, keys = total_to_share(tables, settings, p, changed, inside, stakes, marginal)
    effective = 0.0
    viewed = 0.0
    for k in range(size + 1):
        j = int(tables.memberships[Membership.ROSTER, p, k]) if k < size else changed
        if (k < size and j == changed) or (k == size and not inside):
            continue
        ties = tables.portfolios[Portfolio.TIES, g, j]
        if j == changed:
            ties += 1.0 - tables.memberships[Membership.MEMBER, p, j]
        capacity = budget_in(tables, p, g, j, ties)
        plain = tables.portfolios[Portfolio.VALUE, g, j]
        effort = asked_effort(
            rule,
            lead == j,
            ambition * tables.actors[Actor.RECIPROCITY, j],
            target,
            by_head,
            tables.portfolios[Portfolio.WILLING, g, j],
            stakes - plain,
            ceiling,
            effect_of_own_dollar(marginal, tables.actors[Actor.EFFECTIVENESS, j], productivity),
            total,
            sharing_key(rule, tables.actors[Actor.ABILITY, j], tables.actors[Actor.RESPONSIBILITY, j], plain),
            keys,
            1.0 - tables.actors[Actor.BURDEN_SHIFT, j],
            shape,
            capacity,
            tables.actors[Actor.OWN_COST, j],
            c1,
            most_effort(limit, capacity),
            tables.issues[Issue.PART, g],
        )
        effective += tables.actors[Actor.EFFECTIVENESS, j] * effort
        if j == viewer:
            viewed = effort
        if write:
            tables.memberships[Membership.PLEDGED, p, j] = effort
    return productivity * effective, viewed, total, keys


def imagine_elsewhere(
    tables: Tables, settings: Floats, p: int, i: int, ties: float, is_member: bool, marginal: float
) -> tuple[float, float]:
    """Return (effective effort, cost) of i on p's issue outside p: in its other partnerships, or alone [US$bn/yr].

    ``ties`` is the number of i's partnerships on the issue in the imagined world. Its budget is diluted by them. In
    runs the totals and keys of the other partnerships are those of their last pledging; in games, whose imagined worlds
    are made real for the reckoning, they are reckoned anew.
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
                effort = effort_of_member(
                    tables,
                    settings,
                    q,
                    i,
                    ties,
                    tables.partnerships[Partnership.STAKES, q],
                    tables.partnerships[Partnership.TOTAL, q],
                    tables.partnerships[Partnership.KEYS, q],
                    marginal,
                )
            else:
                _, _, productivity = rule_in_force(tables, settings, q, NOBODY, False)
                _, effort, _, _ = imagine_coalition(tables, settings, q, NOBODY, False, i, marginal, False)
            effective += productivity * effectiveness * effort
            capacity = budget_in(tables, q, g, i, ties)
            spent += cost(shape, effort, capacity, tables.actors[Actor.OWN_COST, i], settings[Setting.C1])
    return effective, spent
