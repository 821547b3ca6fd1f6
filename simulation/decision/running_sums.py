"""Running sums over the members of a partnership, so that a decision need not go over all of them.

Where no corner can bind (no effort below 0 or above the budget, no value above the world's), a priced rule is linear
and a partnership's output follows from two sums; affinity, access, trust, trade and likeness of mind follow from
seven more. The sums are kept when somebody enters or leaves and recomputed every quarter. Where a corner may bind,
``EXACT`` says so and the sums go over members.
"""

from __future__ import annotations

from simulation.core.codes import BurdenRule, Cost
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.stretches import make_stale
from simulation.rules.benefit import marginal_benefit
from simulation.rules.burden_sharing import (
    interior_output,
    interior_pull,
    interior_slope,
    is_fixed,
    is_shared,
    weight_on_others,
)

SUMS = (
    Partnership.STAKES,
    Partnership.PULL,
    Partnership.SLOPE,
    Partnership.MASS,
    Partnership.MASS_POSITION,
    Partnership.MASS_SQUARE,
    Partnership.VISIBLE,
    Partnership.REACHES,
    Partnership.MASS_TRUST,
    Partnership.MASS_TRADE,
    Partnership.PRESENCES,
    Partnership.PRESENCE_SIZE,
    Partnership.PRESENCE_POSITION,
    Partnership.PRESENCE_SQUARE,
    Partnership.PRESENCE_REGIME,
    Partnership.PRESENCE_REGIME_SQUARE,
)
"""The columns that hold running sums."""


def parts_of_member(tables: Tables, p: int, g: int, j: int, capacity: float) -> tuple[float, float]:
    """Return (pull, slope) that j would add to p's running sums with a budget of ``capacity`` [US$bn/yr]."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    kept = 1.0 - tables.levers[Lever.BURDEN_SHIFT, j]
    effectiveness = tables.actors[Actor.EFFECTIVENESS, j]
    if is_fixed(rule):
        return kept * effectiveness * capacity * tables.partnerships[Partnership.TARGET, p], 0.0
    if rule == BurdenRule.HEGEMONIC and int(tables.partnerships[Partnership.LEAD, p]) != j:
        return 0.0, 0.0
    part = tables.actors[Actor.RECIPROCITY, j]
    weight = part * weight_on_others(rule, tables.partnerships[Partnership.AMBITION, p])
    own, plain = tables.portfolios[Portfolio.WILLING, g, j], tables.portfolios[Portfolio.VALUE, g, j]
    pull = interior_pull(kept, effectiveness, capacity, own, plain, weight)
    return pull, part * interior_slope(kept, effectiveness, capacity)


def output_from_sums(
    tables: Tables, settings: Floats, p: int, pull: float, slope: float, stakes: float, marginal: float
) -> float:
    """Return p's effective output from its sums [US$bn/yr]."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    productivity = tables.partnerships[Partnership.PRODUCTIVITY, p]
    if is_fixed(rule):
        return productivity * pull
    weight = weight_on_others(rule, tables.partnerships[Partnership.AMBITION, p])
    return interior_output(pull, slope, weight, stakes, marginal, productivity, settings[Setting.C1])


def reweigh(tables: Tables, g: int, i: int, sign: float) -> None:
    """Add (sign 1) or take off (sign -1) actor i's part in the sums of all its partnerships on issue g."""
    ties = tables.portfolios[Portfolio.TIES, g, i]
    if ties == 0.0:
        return
    for k in range(1, int(tables.seats[i, 0]) + 1):
        q = int(tables.seats[i, k])
        if int(tables.partnerships[Partnership.ISSUE, q]) == g:
            pull, slope = parts_of_member(tables, q, g, i, budget_in(tables, q, g, i, ties))
            tables.partnerships[Partnership.PULL, q] += sign * pull
            tables.partnerships[Partnership.SLOPE, q] += sign * slope
            make_stale(tables, q)


def add_fellow(tables: Tables, p: int, g: int, i: int, sign: float) -> None:
    """Add (sign 1) or take off (sign -1) actor i in the sums of p that do not depend on its other ties."""
    capacity = tables.actors[Actor.CAPACITY, i]
    position = tables.actors[Actor.POSITION, i]
    tables.partnerships[Partnership.STAKES, p] += sign * tables.portfolios[Portfolio.VALUE, g, i]
    tables.partnerships[Partnership.MASS, p] += sign * capacity
    tables.partnerships[Partnership.MASS_POSITION, p] += sign * capacity * position
    tables.partnerships[Partnership.MASS_SQUARE, p] += sign * capacity * position * position
    seen = sign * tables.actors[Actor.VISIBILITY, i]
    tables.partnerships[Partnership.VISIBLE, p] += seen
    tables.partnerships[Partnership.REACHES, p] += seen * tables.actors[Actor.REACH, i]
    tables.partnerships[Partnership.MASS_TRUST, p] += sign * capacity * tables.actors[Actor.TRUST, i]
    tables.partnerships[Partnership.MASS_TRADE, p] += sign * tables.actors[Actor.TRADE, i]
    add_presence(tables, p, i, sign)


def add_presence(tables: Tables, p: int, i: int, sign: float) -> None:
    """Add (sign 1) or take off (sign -1) what others see in member i: size, position and regime."""
    seen = sign * tables.actors[Actor.PRESENCE, i]
    if seen == 0.0:
        return
    position, regime = tables.actors[Actor.POSITION, i], tables.actors[Actor.REGIME_SCORE, i]
    tables.partnerships[Partnership.PRESENCES, p] += seen
    tables.partnerships[Partnership.PRESENCE_SIZE, p] += seen * tables.actors[Actor.SIZE_SCORE, i]
    tables.partnerships[Partnership.PRESENCE_POSITION, p] += seen * position
    tables.partnerships[Partnership.PRESENCE_SQUARE, p] += seen * position * position
    tables.partnerships[Partnership.PRESENCE_REGIME, p] += seen * regime
    tables.partnerships[Partnership.PRESENCE_REGIME_SQUARE, p] += seen * regime * regime


def add_distances(tables: Tables, p: int, i: int, sign: float) -> None:
    """Add (sign 1) or take off (sign -1) how far each state is from member i.

    Neither distances nor presence change in a run, so that these sums need not be recomputed.
    """
    seen = sign * tables.actors[Actor.PRESENCE, i]
    if seen != 0.0:
        home = int(tables.actors[Actor.HOME, i])
        for h in range(tables.distances.shape[0]):
            tables.memberships[Membership.DISTANCES, p, h] += seen * tables.distances[home, h]


def empty_sums(tables: Tables, p: int) -> None:
    """Write that nobody's part is in p's sums: what entering and leaving left of them by rounding is nothing."""
    for column in SUMS:
        tables.partnerships[column, p] = 0.0


def add_up_members(tables: Tables, p: int) -> None:
    """Recompute all sums of p, in the order of seats: no drift from entering and leaving."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    empty_sums(tables, p)
    pulls = 0.0
    slopes = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        add_fellow(tables, p, g, j, 1.0)
        budget = budget_in(tables, p, g, j, tables.portfolios[Portfolio.TIES, g, j])
        pull, slope = parts_of_member(tables, p, g, j, budget)
        pulls += pull
        slopes += slope
    tables.partnerships[Partnership.PULL, p] = pulls
    tables.partnerships[Partnership.SLOPE, p] = slopes


def corner_may_bind(
    tables: Tables, settings: Floats, p: int, top: float, reach: float, most_able: float, total: float, c0: float
) -> bool:
    """Tell whether any actor could hit a corner of p's rule this quarter; if in doubt, yes.

    Parameters
    ----------
    tables, settings, p : state, settings, row of the partnership
    top : largest own value with regard on the issue
    reach : largest such value times effectiveness
    most_able : largest effectiveness
    total : sum of all actors' plain values on the issue
    c0 : largest marginal cost of a first dollar, whatever its sign
    """
    if tables.partnerships[Partnership.LEAST, p] > 0.0:
        return True
    rule = int(tables.partnerships[Partnership.RULE, p])
    limit = settings[Setting.LIMIT]
    if is_fixed(rule):
        return tables.partnerships[Partnership.TARGET, p] > limit or tables.partnerships[Partnership.BY_HEAD, p] > 0.0
    is_linear = int(settings[Setting.COST]) == Cost.QUADRATIC and c0 == 0.0
    if is_shared(rule) or rule == BurdenRule.PRICE or not is_linear or settings[Setting.C1] <= 0.0:
        return True
    g = int(tables.partnerships[Partnership.ISSUE, p])
    weight = weight_on_others(rule, tables.partnerships[Partnership.AMBITION, p])
    if top + weight * total > tables.issues[Issue.CEILING, g]:
        return True
    shape = int(settings[Setting.BENEFIT])
    steepest = marginal_benefit(
        shape, tables.issues[Issue.OUTSIDE, g], tables.issues[Issue.SCALE, g], settings[Setting.OFFSET]
    )
    price = (reach + weight * total * most_able) * steepest * tables.partnerships[Partnership.PRODUCTIVITY, p]
    return price > settings[Setting.C1] * limit
