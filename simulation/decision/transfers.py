"""What transfers add to a decision: the gain of a partnership is divided by its rule.

Where members share the gain, a member's payoff inside includes its transfer. The joint value is what the members
have together; each member's outside option is what it would have if it left and the others answered.
"""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule, Response
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.coalition import effort_if, output_if, sharing
from simulation.decision.counterfactual import fill_both_worlds, payoff_inside
from simulation.decision.enumeration import MOST_ENUMERATED, fill_enumerated_shapley
from simulation.decision.in_force import is_in_force
from simulation.decision.outside_option import NOBODY
from simulation.decision.payoff import N_TERMS, Term, gain_in_terms
from simulation.decision.rest import expected_effort
from simulation.decision.seats import fill_roster, reseat, seat, unseat
from simulation.rules.burden_sharing import interior_slope
from simulation.rules.cost import cost
from simulation.rules.transfers import chander_tulkens_transfer, lindahl_transfer, shapley_value, share_of_surplus


def plain_gain(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return i's payoff in p minus its payoff outside, before transfers and switching cost [US$bn/yr]."""
    fill_both_worlds(tables, settings, p, i, i, terms_in, terms_out)
    return gain_in_terms(terms_in, terms_out)


def are_some_committed(tables: Tables, p: int) -> bool:
    """Tell whether some of p's members are committed to it and others are not."""
    committed = 0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        if tables.memberships[Membership.COMMITTED, p, int(tables.memberships[Membership.ROSTER, p, k])] > 0.0:
            committed += 1
    return 0 < committed < int(tables.partnerships[Partnership.SIZE, p])


def fill_gains_of_committed(tables: Tables, settings: Floats, p: int, gains: Floats) -> None:
    """Write what p's committed members gain from the company of the others, who are unseated for the calculation only.

    The committed will not leave: what they have without the others is their outside option (Adapted [carraro1993]: the
    commitment of a few that pay newcomers).
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    roster = np.zeros(tables.actors.shape[1])
    size = fill_roster(tables, p, roster)
    for k in range(size):
        j = int(roster[k])
        if tables.memberships[Membership.COMMITTED, p, j] > 0.0:
            gains[j] = payoff_inside(tables, settings, p, j, terms_in, terms_out)
    for k in range(size):
        if tables.memberships[Membership.COMMITTED, p, int(roster[k])] == 0.0:
            unseat(tables, p, int(roster[k]))
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        gains[j] -= payoff_inside(tables, settings, p, j, terms_in, terms_out)
    reseat(tables, p, roster, size)


def fill_gains(tables: Tables, settings: Floats, p: int, gains: Floats) -> tuple[float, float]:
    """Write every member's gain before transfers, by actor; return (surplus, sum of bargaining weights).

    The surplus is the members' joint payoff less the sum of their outside options: not negative iff some sharing
    of the gain could hold the coalition together (potential internal stability, Exact [eyckmans2009]).
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    some_committed = are_some_committed(tables, p)
    if some_committed:
        fill_gains_of_committed(tables, settings, p, gains)
    surplus = 0.0
    weights = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        if not some_committed or tables.memberships[Membership.COMMITTED, p, j] == 0.0:
            gains[j] = plain_gain(tables, settings, p, j, terms_in, terms_out)
        surplus += gains[j]
        weights += tables.actors[Actor.BARGAINING, j]
    return surplus, weights


def fill_without(tables: Tables, settings: Floats, p: int, payoffs: Floats, costs: Floats) -> None:
    """Write what each of p's members would get, and spend on effort, if p had no members at all, shape (N,)."""
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    roster = np.zeros(tables.actors.shape[1])
    size = fill_roster(tables, p, roster)
    for k in range(size):
        unseat(tables, p, int(roster[k]))
    for k in range(size):
        j = int(roster[k])
        fill_both_worlds(tables, settings, p, j, j, terms_in, terms_out)
        payoffs[j] = 0.0
        for term in range(N_TERMS):
            payoffs[j] += terms_out[term]
        costs[j] = -terms_out[Term.COST]
    reseat(tables, p, roster, size)


def fill_gains_over_none(tables: Tables, settings: Floats, p: int, gains: Floats) -> tuple[float, float]:
    """Write what every member gains over no agreement at all; return (sum of gains, sum of bargaining weights).

    Exact [nash1950]: with money to move, the bargaining solution divides the gain over disagreement by the weights.
    """
    n = tables.actors.shape[1]
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    without, costs = np.zeros(n), np.zeros(n)
    fill_without(tables, settings, p, without, costs)
    surplus, weights = 0.0, 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        gains[j] = payoff_inside(tables, settings, p, j, terms_in, terms_out) - without[j]
        surplus += gains[j]
        weights += tables.actors[Actor.BARGAINING, j]
    return surplus, weights


def fill_claims(tables: Tables, settings: Floats, p: int, gains: Floats) -> tuple[float, float]:
    """Write every member's gain over what p's rule takes as its claim; return (surplus, sum of bargaining weights)."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    if rule == BurdenRule.NASH_BARGAINING:
        return fill_gains_over_none(tables, settings, p, gains)
    return fill_gains(tables, settings, p, gains) if rule == BurdenRule.OPTIMAL else (0.0, 0.0)


def chander_tulkens_of(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return member i's transfer where the extra cost of the agreement is shared by marginal benefit [US$bn/yr]."""
    n = tables.actors.shape[1]
    g = int(tables.partnerships[Partnership.ISSUE, p])
    without, costs = np.zeros(n), np.zeros(n)
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    fill_without(tables, settings, p, without, costs)
    extras, own = 0.0, 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        payoff_inside(tables, settings, p, j, terms_in, terms_out)
        extra = -terms_in[Term.COST] - costs[j]
        extras += extra
        own = extra if j == i else own
    value = tables.portfolios[Portfolio.VALUE, g, i]
    return chander_tulkens_transfer(own, extras, value, tables.partnerships[Partnership.STAKES, p])


def marginal_of_members(tables: Tables, settings: Floats, p: int) -> float:
    """Return the b'(E) that p's members expect, as they are."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    _, marginal = expected_effort(tables, settings, g)
    return marginal


def effort_now(tables: Tables, settings: Floats, p: int, j: int, marginal: float) -> tuple[float, float]:
    """Return (p's effective output, member j's effort) as the members are [US$bn/yr]."""
    shared = sharing(tables, settings, p, NOBODY, False, marginal)
    output = output_if(tables, settings, p, NOBODY, False, shared)
    return output, effort_if(tables, settings, p, j, NOBODY, False, shared)


def lindahl_of(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return member i's transfer at Lindahl prices [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    marginal = marginal_of_members(tables, settings, p)
    output, effort = effort_now(tables, settings, p, i, marginal)
    own = tables.partnerships[Partnership.PRODUCTIVITY, p] * tables.actors[Actor.EFFECTIVENESS, i] * effort
    value = marginal * tables.portfolios[Portfolio.VALUE, g, i]
    return lindahl_transfer(value, marginal * tables.partnerships[Partnership.STAKES, p], own, output)


def shapley_of(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return member i's transfer to its Shapley value at the present b'(E) [US$bn/yr].

    The game is exact where benefit is linear and no corner binds; what the members have beyond the sum of these
    values is divided equally, so that transfers sum to zero.
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    marginal = marginal_of_members(tables, settings, p)
    productivity = tables.partnerships[Partnership.PRODUCTIVITY, p]
    size = int(tables.partnerships[Partnership.SIZE, p])
    v, s, sum_v, sum_vv, sum_s, sum_vs = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    own_cost, costs, output = 0.0, 0.0, 0.0
    for k in range(size):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        value = marginal * tables.portfolios[Portfolio.VALUE, g, j]
        capacity = budget_in(tables, p, g, j, tables.portfolios[Portfolio.TIES, g, j])
        kept = 1.0 - tables.levers[Lever.BURDEN_SHIFT, j]
        slope = interior_slope(kept, tables.actors[Actor.EFFECTIVENESS, j], capacity)
        answer = productivity * productivity * slope / settings[Setting.C1] if settings[Setting.C1] > 0.0 else 0.0
        output, effort = effort_now(tables, settings, p, j, marginal)
        spent = cost(
            int(settings[Setting.COST]), effort, capacity, tables.actors[Actor.OWN_COST, j], settings[Setting.C1]
        )
        sum_v += value
        sum_vv += value * value
        sum_s += answer
        sum_vs += value * answer
        costs += spent
        if j == i:
            v, s, own_cost = value, answer, spent
    total = sum_v * output - costs
    left = (total - 0.5 * sum_v * sum_v * sum_s) / size
    return shapley_value(v, s, sum_v, sum_vv, sum_s, sum_vs) + left - (v * output - own_cost)


def is_enumerated(tables: Tables, settings: Floats, p: int) -> bool:
    """Tell whether Shapley values are exact whatever the benefit and the costs, by going through sub-coalitions."""
    is_small = int(tables.partnerships[Partnership.SIZE, p]) <= MOST_ENUMERATED
    is_shapley = int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.SHAPLEY
    return is_shapley and is_small and int(settings[Setting.RESPONSE]) != Response.LAGGED


def transfer_by_theory(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return the transfer that member i receives by a rule that names it without a bargain [US$bn/yr]."""
    if int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.LINDAHL:
        return lindahl_of(tables, settings, p, i)
    if int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.CHANDER_TULKENS:
        return chander_tulkens_of(tables, settings, p, i)
    return shapley_of(tables, settings, p, i)


def is_bargain(tables: Tables, p: int) -> bool:
    """Tell whether p's members divide a surplus by bargaining weights."""
    rule = int(tables.partnerships[Partnership.RULE, p])
    return rule in (BurdenRule.OPTIMAL, BurdenRule.NASH_BARGAINING)


def transfer_to_member(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return the transfer that member i receives under p's rule, the members as they are [US$bn/yr]."""
    gains = np.zeros(tables.actors.shape[1])
    if is_enumerated(tables, settings, p):
        fill_enumerated_shapley(tables, settings, p, gains)
        return gains[i]
    if not is_bargain(tables, p):
        return transfer_by_theory(tables, settings, p, i)
    surplus, weights = fill_claims(tables, settings, p, gains)
    return share_of_surplus(tables.actors[Actor.BARGAINING, i], weights, surplus, gains[i])


def fill_transfers(
    tables: Tables, settings: Floats, p: int, gains: Floats, surplus: float, weights: float, transfers: Floats
) -> None:
    """Write the transfer of each member under p's rule, shape (N,); gains, surplus, weights as :func:`fill_claims`."""
    if not is_in_force(tables, p, NOBODY, False):
        transfers[:] = 0.0
        return
    if is_enumerated(tables, settings, p):
        fill_enumerated_shapley(tables, settings, p, transfers)
        return
    is_divided = is_bargain(tables, p)
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        if is_divided:
            transfers[j] = share_of_surplus(tables.actors[Actor.BARGAINING, j], weights, surplus, gains[j])
        else:
            transfers[j] = transfer_by_theory(tables, settings, p, j)


def transfer_of(tables: Tables, settings: Floats, p: int, i: int) -> float:
    """Return the transfer that i receives as a member of p; an outsider is seated for the calculation only."""
    if tables.partnerships[Partnership.SHARED, p] == 0.0:
        return 0.0
    is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    if not is_member:
        seat(tables, p, i)
    received = transfer_to_member(tables, settings, p, i) if is_in_force(tables, p, NOBODY, False) else 0.0
    if not is_member:
        unseat(tables, p, i)
    return received
