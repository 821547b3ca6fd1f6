"""What a burden-sharing rule asks of one member: its numbers are gathered here and handed to scalar rules."""

from __future__ import annotations

from typing import NamedTuple

from simulation.core.columns import Actor, Floats, Issue, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.rules.burden_sharing import (
    asked_price,
    coalition_value,
    effect_of_own_dollar,
    fixed_quantity,
    is_fixed,
    is_shared,
    share_of_total,
    sharing_key,
)
from simulation.rules.cost import effort_at_price, most_effort


class Sharing(NamedTuple):
    """What all members' efforts in an imagined coalition depend on.

    Parameters
    ----------
    rule, target, productivity : of the partnership in the imagined world
    stakes : sum of members' own values
    marginal : b'(E) at which members work
    total, keys : total [US$bn/yr] and sum of keys of a shared rule, else 0
    """

    rule: int
    target: float
    productivity: float
    stakes: float
    marginal: float
    total: float
    keys: float


def joint_effort(
    tables: Tables,
    settings: Floats,
    g: int,
    j: int,
    capacity: float,
    stakes: float,
    marginal: float,
    productivity: float,
) -> float:
    """Return what j would give on issue g out of ``capacity`` under the joint optimum of those with these stakes."""
    others = stakes - tables.portfolios[Portfolio.VALUE, g, j]
    value = coalition_value(tables.portfolios[Portfolio.WILLING, g, j], others, 1.0, tables.issues[Issue.CEILING, g])
    return effort_at_price(
        int(settings[Setting.COST]),
        value * effect_of_own_dollar(marginal, tables.actors[Actor.EFFECTIVENESS, j], productivity),
        capacity,
        tables.actors[Actor.OWN_COST, j],
        settings[Setting.C1],
        most_effort(settings[Setting.LIMIT], capacity),
        tables.issues[Issue.PART, g],
    )


def key_of(tables: Tables, p: int, g: int, j: int) -> float:
    """Return member j's key in the shared rule of p, less what it shifts to others."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    value = tables.portfolios[Portfolio.VALUE, g, j]
    key = sharing_key(rule, tables.actors[Actor.ABILITY, j], tables.actors[Actor.RESPONSIBILITY, j], value)
    return key * (1.0 - tables.levers[Lever.BURDEN_SHIFT, j])


def effort_of_member(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> float:
    """Return the effort that p's rule asks of member j with so many ties on the issue [US$bn/yr].

    What a member shifts to others is not given, or taken off its key.
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    rule = shared.rule
    capacity = budget_in(tables, p, g, j, ties)
    most = most_effort(settings[Setting.LIMIT], capacity)
    if is_shared(rule):
        return share_of_total(shared.total, key_of(tables, p, g, j), shared.keys, most)
    kept = 1.0 - tables.levers[Lever.BURDEN_SHIFT, j]
    if is_fixed(rule):
        return kept * fixed_quantity(shared.target, capacity, tables.partnerships[Partnership.BY_HEAD, p] > 0.0, most)
    price = asked_price(
        rule,
        int(tables.partnerships[Partnership.LEAD, p]) == j,
        tables.partnerships[Partnership.AMBITION, p] * tables.actors[Actor.RECIPROCITY, j],
        shared.target,
        tables.portfolios[Portfolio.WILLING, g, j],
        shared.stakes - tables.portfolios[Portfolio.VALUE, g, j],
        tables.issues[Issue.CEILING, g],
        effect_of_own_dollar(shared.marginal, tables.actors[Actor.EFFECTIVENESS, j], shared.productivity),
    )
    shape = int(settings[Setting.COST])
    c0, part = tables.actors[Actor.OWN_COST, j], tables.issues[Issue.PART, g]
    return kept * effort_at_price(shape, price, capacity, c0, settings[Setting.C1], most, part)
