"""Members that lead: among the efforts at which nobody would change anything, the one that is best for the members.

A leader's first-order condition may hold at several efforts, as outsiders that stop giving, or give all they can, bend
what it gains by one more unit. All of them are looked for between the efforts at which an outsider comes to a corner.
"""

from __future__ import annotations

import math

import numpy as np

from simulation.core.bracket import Bracket
from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.ordering import sort_rising
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.coalition import effort_if, sharing
from simulation.decision.effort import marginal_at, missing_effort, settled_between
from simulation.decision.outside_option import NOBODY
from simulation.rules.benefit import benefit, effort_at_marginal
from simulation.rules.cost import cost, marginal_cost, most_effort

GRID = 48
"""Efforts looked at on an even grid, and as many on a geometric one."""
FINEST = 1e-6
"""Smallest effort on the geometric grid, as a part of the largest."""
NEXT = 1e-8
"""How far beside a corner, as a part of the effort there."""
FACTOR = 4.0
BEYOND = 16.0
"""How far the search goes on beyond an effort that is more than is made."""


def payoff_of_members(tables: Tables, settings: Floats, g: int, effort: float, marginal: float) -> float:
    """Return the members' benefit of effort less what it costs them; of the lead alone where only it gives."""
    shape, cost_shape = int(settings[Setting.BENEFIT]), int(settings[Setting.COST])
    worth = benefit(shape, effort, tables.issues[Issue.SCALE, g], settings[Setting.OFFSET])
    payoff = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0 or int(tables.partnerships[Partnership.ISSUE, p]) != g:
            continue
        is_led = int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.HEGEMONIC
        shared = sharing(tables, settings, p, NOBODY, False, marginal)
        for k in range(int(tables.partnerships[Partnership.SIZE, p])):
            j = int(tables.memberships[Membership.ROSTER, p, k])
            if is_led and j != int(tables.partnerships[Partnership.LEAD, p]):
                continue
            own = effort_if(tables, settings, p, j, NOBODY, False, shared)
            capacity = budget_in(tables, p, g, j, tables.portfolios[Portfolio.TIES, g, j])
            payoff += tables.portfolios[Portfolio.WILLING, g, j] * worth
            payoff -= cost(cost_shape, own, capacity, tables.actors[Actor.OWN_COST, j], settings[Setting.C1])
    return payoff


def corner_effort(tables: Tables, settings: Floats, g: int, j: int, own: float) -> float:
    """Return the total effort at which outsider j does just ``own``; infinite where it never does [US$bn/yr]."""
    capacity = tables.portfolios[Portfolio.BUDGET, g, j]
    shape, c0 = int(settings[Setting.COST]), tables.actors[Actor.OWN_COST, j]
    worth = tables.portfolios[Portfolio.WILLING, g, j] * tables.actors[Actor.EFFECTIVENESS, j]
    spent = marginal_cost(shape, own, capacity, c0, settings[Setting.C1])
    if worth <= 0.0 or spent <= 0.0 or spent == math.inf:
        return math.inf
    scale, offset = tables.issues[Issue.SCALE, g], settings[Setting.OFFSET]
    return effort_at_marginal(int(settings[Setting.BENEFIT]), spent / worth, scale, offset)


def grid_of_efforts(tables: Tables, settings: Floats, g: int, low: float, high: float) -> Floats:
    """Return total efforts between two in rising order: even and geometric grids, and either side of every corner."""
    n = tables.actors.shape[1]
    grid = np.full(2 * GRID + 4 * n + 2, high)
    grid[0] = low
    for k in range(GRID):
        grid[1 + k] = low + (high - low) * (k + 1.0) / (GRID + 1.0)
        grid[1 + GRID + k] = low + (high - low) * FINEST ** (1.0 - k / GRID)
    place = 1 + 2 * GRID
    for j in range(n):
        capacity = tables.portfolios[Portfolio.BUDGET, g, j]
        if tables.portfolios[Portfolio.TIES, g, j] > 0.0 or capacity == 0.0:
            continue
        most = most_effort(settings[Setting.LIMIT], capacity)
        for own in (0.0, most):
            at = corner_effort(tables, settings, g, j, own) if own < math.inf else high
            for side in (1.0 - NEXT, 1.0 + NEXT):
                grid[place] = min(max(low, at * side), high)
                place += 1
    sort_rising(grid)
    return grid


def settled_by_leaders(tables: Tables, settings: Floats, g: int) -> tuple[float, float]:
    """Return (E, b'(E)) at rest where members lead: of several, the one that gives the members most together."""
    low = tables.issues[Issue.OUTSIDE, g]
    high = max(FACTOR * low, tables.issues[Issue.SCALE, g])
    while missing_effort(tables, settings, g, high) > 0.0 and marginal_at(tables, settings, g, high) > 0.0:
        high *= FACTOR
    if marginal_at(tables, settings, g, high) == 0.0:
        high = max(high, high + missing_effort(tables, settings, g, high))
    else:
        high *= BEYOND
    grid = grid_of_efforts(tables, settings, g, low, high)
    best, effort, marginal, part = -math.inf, low, marginal_at(tables, settings, g, low), 1.0
    before = missing_effort(tables, settings, g, low)
    for k in range(1, grid.shape[0]):
        if grid[k] == grid[k - 1]:
            continue
        tables.issues[Issue.PART, g] = 1.0
        after = missing_effort(tables, settings, g, grid[k])
        if before > 0.0 >= after:
            at, price = settled_between(tables, settings, g, Bracket(grid[k - 1], grid[k], before, -after, 0))
            payoff = payoff_of_members(tables, settings, g, at, price)
            if payoff > best:
                best, effort, marginal, part = payoff, at, price, tables.issues[Issue.PART, g]
        before = after
    tables.issues[Issue.PART, g] = part
    return effort, marginal
