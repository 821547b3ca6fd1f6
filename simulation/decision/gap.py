"""What cooperation could reach: effort if everybody stood alone, effort at the joint optimum, and what closes the gap.

Both are reckoned by the functions that decide and pledge, at the means and values of the quarter: alone as actors
without a partnership do, together as members of one partnership of all under the joint optimum, with a productivity
of 1. Means are what actors have, whatever a purse lets them spend of it: policy moves neither end but by what it
does to the world. Each is where everybody's effort rests, so that games whose efforts settle stand exactly at 0 and 1.
"""

from __future__ import annotations

from simulation.core.bracket import Bracket, is_open, narrowed
from simulation.core.columns import Actor, Floats, Issue, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.asked_effort import joint_effort
from simulation.decision.effort import FACTOR, STEEPEST, STEPS, guess_by_price, marginal_at, rounding
from simulation.decision.outside_option import voluntary_effort


def effort_of_all(tables: Tables, settings: Floats, g: int, stakes: float, marginal: float, together: bool) -> float:
    """Return effective effort on issue g at a given b', all together or each alone, outside included [US$bn/yr]."""
    effective = tables.issues[Issue.OUTSIDE, g]
    for j in range(tables.actors.shape[1]):
        capacity = tables.portfolios[Portfolio.MEANS, g, j]
        if together:
            effort = joint_effort(tables, settings, g, j, capacity, stakes, marginal, 1.0)
        else:
            effort = settings[Setting.UNILATERAL] * voluntary_effort(tables, settings, g, j, capacity, marginal)
        effective += tables.actors[Actor.EFFECTIVENESS, j] * effort
    return effective


def missing_of_all(tables: Tables, settings: Floats, g: int, stakes: float, effort: float, together: bool) -> float:
    """Return by how much what all would do at b'(E) exceeds E [US$bn/yr]."""
    marginal = marginal_at(tables, settings, g, effort)
    return effort_of_all(tables, settings, g, stakes, marginal, together) - effort


def around_rest(tables: Tables, settings: Floats, g: int, stakes: float, together: bool) -> Bracket:
    """Return two efforts around where the effort of all comes to rest; the same one twice where it is that."""
    low = tables.issues[Issue.OUTSIDE, g]
    first = marginal_at(tables, settings, g, low)
    if first < STEEPEST:
        high = effort_of_all(tables, settings, g, stakes, first, together)
        if high <= low or first == marginal_at(tables, settings, g, high):
            return Bracket(high, high, 0.0, 0.0, 0)
        return Bracket(low, high, high - low, -missing_of_all(tables, settings, g, stakes, high, together), 0)
    low = high = tables.issues[Issue.SCALE, g]
    above = below = missing_of_all(tables, settings, g, stakes, high, together)
    while below > 0.0:
        low, above, high = high, below, FACTOR * high
        below = missing_of_all(tables, settings, g, stakes, high, together)
    while above <= 0.0 < low:
        high, below, low = low, above, low / FACTOR
        above = missing_of_all(tables, settings, g, stakes, low, together)
    return Bracket(low, high, above, -below, 0)


def effort_at_rest(tables: Tables, settings: Floats, g: int, together: bool) -> float:
    """Return where the effort of all comes to rest, all together or each alone, outside included [US$bn/yr]."""
    stakes = 0.0
    for j in range(tables.actors.shape[1]):
        stakes += tables.portfolios[Portfolio.VALUE, g, j]
    around = around_rest(tables, settings, g, stakes, together)
    if around.low == around.high:
        return around.high
    for step in range(STEPS):
        middle = guess_by_price(tables, settings, g, around, step)
        if not is_open(around, middle):
            break
        missing = missing_of_all(tables, settings, g, stakes, middle, together)
        if abs(missing) <= rounding(tables) * around.high:
            return middle
        around = narrowed(around, middle, missing)
    return around.high
