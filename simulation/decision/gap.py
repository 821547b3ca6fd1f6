"""What cooperation could reach: effort if everybody stood alone, effort at the joint optimum, and what closes the gap.

Both are reckoned by the equations that decide and pledge, at the means and values of the quarter: alone as actors
without a partnership do, together as members of one partnership of all under the joint optimum, with a productivity
of 1. Means are what actors have, whatever a purse lets them spend of it: policy moves neither end but by what it
does to the world. Each is where everybody's effort rests, so that games whose efforts settle stand exactly at 0 and 1.
"""

from __future__ import annotations

import numpy as np

from simulation.core.bracket import Bracket, is_open, narrowed
from simulation.core.codes import Cost
from simulation.core.columns import Actor, Floats, Issue, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.effort import FACTOR, STEEPEST, STEPS, guess_by_price, marginal_at, rounding
from simulation.rules.burden_sharing import coalition_value, effect_of_own_dollar
from simulation.rules.cost import effort_at_price, effort_on_line, most_effort


def fill_values(tables: Tables, g: int, together: bool, values: Floats) -> None:
    """Write the value of an effective dollar for which each actor works on issue g, all together or each alone."""
    stakes = 0.0
    for j in range(values.shape[0]):
        stakes += tables.portfolios[Portfolio.VALUE, g, j]
    for j in range(values.shape[0]):
        own = tables.portfolios[Portfolio.WILLING, g, j]
        if together:
            others = stakes - tables.portfolios[Portfolio.VALUE, g, j]
            values[j] = coalition_value(own, others, 1.0, tables.issues[Issue.CEILING, g])
        else:
            values[j] = own


def fill_efforts(
    tables: Tables, settings: Floats, g: int, values: Floats, productivity: float, marginal: float, efforts: Floats
) -> None:
    """Write the effort at which each actor's marginal cost is what it is worth [US$bn/yr].

    Several at a time where costs are quadratic.
    """
    shape, c1, limit = int(settings[Setting.COST]), settings[Setting.C1], settings[Setting.LIMIT]
    part = tables.issues[Issue.PART, g]
    is_line = shape == Cost.QUADRATIC and c1 > 0.0
    for j in range(values.shape[0]):
        capacity = tables.portfolios[Portfolio.MEANS, g, j]
        price = values[j] * effect_of_own_dollar(marginal, tables.actors[Actor.EFFECTIVENESS, j], productivity)
        c0, most = tables.actors[Actor.OWN_COST, j], most_effort(limit, capacity)
        if is_line:
            efforts[j] = effort_on_line(price, capacity, c0, c1, most)
        else:
            efforts[j] = effort_at_price(shape, price, capacity, c0, c1, most, part)


def effort_of_all(
    tables: Tables, settings: Floats, g: int, values: Floats, productivity: float, marginal: float, efforts: Floats
) -> float:
    """Return effective effort on issue g at a given b', outside included [US$bn/yr]; overwrites the efforts."""
    effective = tables.issues[Issue.OUTSIDE, g]
    fill_efforts(tables, settings, g, values, productivity, marginal, efforts)
    for j in range(values.shape[0]):
        effective += tables.actors[Actor.EFFECTIVENESS, j] * (productivity * efforts[j])
    return effective


def missing_of_all(
    tables: Tables, settings: Floats, g: int, values: Floats, productivity: float, effort: float, efforts: Floats
) -> float:
    """Return by how much what all would do at b'(E) exceeds E [US$bn/yr]; overwrites the efforts."""
    marginal = marginal_at(tables, settings, g, effort)
    return effort_of_all(tables, settings, g, values, productivity, marginal, efforts) - effort


def around_rest(
    tables: Tables, settings: Floats, g: int, values: Floats, productivity: float, efforts: Floats
) -> Bracket:
    """Return two efforts around where the effort of all comes to rest; the same one twice where it is that."""
    low = tables.issues[Issue.OUTSIDE, g]
    first = marginal_at(tables, settings, g, low)
    if first < STEEPEST:
        high = effort_of_all(tables, settings, g, values, productivity, first, efforts)
        if high <= low or first == marginal_at(tables, settings, g, high):
            return Bracket(high, high, 0.0, 0.0, 0)
        missing = missing_of_all(tables, settings, g, values, productivity, high, efforts)
        return Bracket(low, high, high - low, -missing, 0)
    low = high = tables.issues[Issue.SCALE, g]
    above = below = missing_of_all(tables, settings, g, values, productivity, high, efforts)
    while below > 0.0:
        low, above, high = high, below, FACTOR * high
        below = missing_of_all(tables, settings, g, values, productivity, high, efforts)
    while above <= 0.0 < low:
        high, below, low = low, above, low / FACTOR
        above = missing_of_all(tables, settings, g, values, productivity, low, efforts)
    return Bracket(low, high, above, -below, 0)


def effort_at_rest(tables: Tables, settings: Floats, g: int, together: bool) -> float:
    """Return where the effort of all comes to rest, all together or each alone, outside included [US$bn/yr]."""
    if not together and settings[Setting.OUTSIDER] == 0.0:
        return tables.issues[Issue.OUTSIDE, g]
    n = tables.actors.shape[1]
    values, efforts = np.zeros(n), np.zeros(n)
    fill_values(tables, g, together, values)
    productivity = 1.0 if together else settings[Setting.UNILATERAL]
    around = around_rest(tables, settings, g, values, productivity, efforts)
    if around.low == around.high:
        return around.high
    for step in range(STEPS):
        middle = guess_by_price(tables, settings, g, around, step)
        if not is_open(around, middle):
            break
        missing = missing_of_all(tables, settings, g, values, productivity, middle, efforts)
        if abs(missing) <= rounding(tables) * around.high:
            return middle
        around = narrowed(around, middle, missing)
    return around.high
