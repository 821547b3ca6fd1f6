"""What an actor does outside any partnership, and how outsiders together answer what members do."""

from __future__ import annotations

import math

from simulation.core.codes import Cost, Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.rules.benefit import curvature
from simulation.rules.burden_sharing import effect_of_own_dollar, leaders_part
from simulation.rules.cost import INDIFFERENT, answer_to_price, effort_at_price, most_effort

NOBODY = -1


def ties_on_issue(tables: Tables, p: int, g: int, j: int, changed: int, inside: bool) -> float:
    """Return the number of j's partnerships on issue g in the imagined world."""
    ties = tables.portfolios[Portfolio.TIES, g, j]
    if j != changed or p == NOBODY:
        return ties
    return ties + (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, j]


def alone_effort(tables: Tables, settings: Floats, g: int, j: int, marginal: float) -> float:
    """Return j's effort outside any partnership, out of its budget [US$bn/yr]."""
    return voluntary_effort(tables, settings, g, j, tables.portfolios[Portfolio.BUDGET, g, j], marginal)


def voluntary_effort(tables: Tables, settings: Floats, g: int, j: int, capacity: float, marginal: float) -> float:
    """Return j's effort out of ``capacity``: the voluntary rule at the productivity of acting alone [US$bn/yr]."""
    if settings[Setting.OUTSIDER] == 0.0:
        return 0.0
    price = tables.portfolios[Portfolio.WILLING, g, j] * effect_of_own_dollar(
        marginal, tables.actors[Actor.EFFECTIVENESS, j], settings[Setting.UNILATERAL]
    )
    return effort_at_price(
        int(settings[Setting.COST]),
        price,
        capacity,
        tables.actors[Actor.OWN_COST, j],
        settings[Setting.C1],
        most_effort(settings[Setting.LIMIT], capacity),
        tables.issues[Issue.PART, g],
    )


def answer_of_outsider(tables: Tables, settings: Floats, g: int, j: int, marginal: float) -> float:
    """Return how j's effort alone grows with the price of effort; 0 at a corner [US$bn/yr].

    Just where it comes to give all that it may it answers in part: what is less than a leader would do if it still
    answered, and more than if it did no longer, is best there.
    """
    capacity = tables.portfolios[Portfolio.BUDGET, g, j]
    effect = tables.actors[Actor.EFFECTIVENESS, j] * settings[Setting.UNILATERAL]
    price = tables.portfolios[Portfolio.WILLING, g, j] * effect * marginal
    shape, c0, c1 = int(settings[Setting.COST]), tables.actors[Actor.OWN_COST, j], settings[Setting.C1]
    most = most_effort(settings[Setting.LIMIT], capacity)
    wanted = effort_at_price(shape, price, capacity, c0, c1, math.inf, 1.0) if shape != Cost.LINEAR else 0.0
    if most < math.inf and abs(wanted - most) <= INDIFFERENT * most:
        part = 1.0 - tables.issues[Issue.PART, g]
        return part * answer_to_price(shape, price, wanted, capacity, c1, math.inf)
    return answer_to_price(shape, price, min(wanted, most), capacity, c1, most)


def answer_of_outsiders(
    tables: Tables, settings: Floats, p: int, g: int, changed: int, inside: bool, marginal: float
) -> float:
    """Return how the effective effort of those without a partnership on the issue grows with b'(E) [US$bn/yr]."""
    answer = 0.0
    for j in range(tables.actors.shape[1]):
        if ties_on_issue(tables, p, g, j, changed, inside) == 0.0 and settings[Setting.OUTSIDER] > 0.0:
            effect = tables.actors[Actor.EFFECTIVENESS, j] * settings[Setting.UNILATERAL]
            worth = tables.portfolios[Portfolio.WILLING, g, j] * effect
            answer += effect * worth * answer_of_outsider(tables, settings, g, j, marginal)
    return answer


def members_marginal(
    tables: Tables, settings: Floats, p: int, g: int, changed: int, inside: bool, marginal: float
) -> float:
    """Return the b'(E) at which members work: lower if they lead and foresee the outsiders' answer."""
    if int(settings[Setting.RESPONSE]) != Response.LEADER:
        return marginal
    answer = answer_of_outsiders(tables, settings, p, g, changed, inside, marginal)
    if answer == 0.0:
        return marginal  # the curvature of a logarithm is infinite at 0
    bend = curvature(int(settings[Setting.BENEFIT]), marginal, tables.issues[Issue.SCALE, g])
    return marginal * leaders_part(answer, bend)
