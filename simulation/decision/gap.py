"""What cooperation could reach: effort if everybody stood alone, effort at the joint optimum, and what closes the gap.

Both are reckoned by the functions that decide and pledge, at the budgets and values of the quarter: alone as actors
without a partnership do, together as members of one partnership of all under the joint optimum, with a productivity
of 1. Each is where everybody's effort rests, so that games whose efforts settle stand exactly at 0 and 1.
"""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Issue, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.effort import EXACTNESS, FACTOR, STEEPEST, STEPS, guess_between, marginal_at
from simulation.decision.outside_option import alone_effort
from simulation.rules.burden_sharing import coalition_value, effect_of_own_dollar
from simulation.rules.cost import effort_at_price, most_effort


def joint_effort(tables: Tables, settings: Floats, g: int, j: int, stakes: float, marginal: float) -> float:
    """Return what j would give in a partnership of all under the joint optimum [US$bn/yr]."""
    capacity = tables.portfolios[Portfolio.BUDGET, g, j]
    others = stakes - tables.portfolios[Portfolio.VALUE, g, j]
    value = coalition_value(tables.portfolios[Portfolio.WILLING, g, j], others, 1.0, tables.issues[Issue.CEILING, g])
    return effort_at_price(
        int(settings[Setting.COST]),
        value * effect_of_own_dollar(marginal, tables.actors[Actor.EFFECTIVENESS, j], 1.0),
        capacity,
        tables.actors[Actor.OWN_COST, j],
        settings[Setting.C1],
        most_effort(settings[Setting.LIMIT], capacity),
        tables.issues[Issue.PART, g],
    )


def effort_of_all(tables: Tables, settings: Floats, g: int, stakes: float, marginal: float, together: bool) -> float:
    """Return effective effort on issue g at a given b', all together or each alone, outside included [US$bn/yr]."""
    effective = tables.issues[Issue.OUTSIDE, g]
    for j in range(tables.actors.shape[1]):
        if together:
            effort = joint_effort(tables, settings, g, j, stakes, marginal)
        else:
            effort = settings[Setting.UNILATERAL] * alone_effort(tables, settings, g, j, marginal)
        effective += tables.actors[Actor.EFFECTIVENESS, j] * effort
    return effective


def effort_at_rest(tables: Tables, settings: Floats, g: int, together: bool) -> float:
    """Return where the effort of all comes to rest, all together or each alone, outside included [US$bn/yr]."""
    stakes = 0.0
    for j in range(tables.actors.shape[1]):
        stakes += tables.portfolios[Portfolio.VALUE, g, j]
    low = tables.issues[Issue.OUTSIDE, g]
    first = marginal_at(tables, settings, g, low)
    if first >= STEEPEST:
        high = tables.issues[Issue.SCALE, g]
        while effort_of_all(tables, settings, g, stakes, marginal_at(tables, settings, g, high), together) > high:
            low, high = high, FACTOR * high
    else:
        high = effort_of_all(tables, settings, g, stakes, first, together)
        if high <= low or first == marginal_at(tables, settings, g, high):
            return high
    above, below = high - low, high - low
    for step in range(STEPS):
        middle = guess_between(low, high, above, below, step)
        if not low < middle < high:
            break
        made = effort_of_all(tables, settings, g, stakes, marginal_at(tables, settings, g, middle), together)
        missing = made - middle
        if abs(missing) <= EXACTNESS * high:
            return middle
        if missing > 0.0:
            low, above, below = middle, missing, 0.5 * below
        else:
            high, below, above = middle, -missing, 0.5 * above
    return high
