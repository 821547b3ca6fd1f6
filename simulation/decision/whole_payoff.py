"""An actor's whole payoff as memberships are: every issue and every partnership, not the difference that one makes.

Games report it, share surplus by it and test by it that a decision's difference is the difference of two such payoffs.
"""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.coalition import imagine_coalition
from simulation.decision.distance import network_access
from simulation.decision.effort import marginal_at, settled_effort
from simulation.decision.outside_option import NOBODY, alone_effort
from simulation.decision.payoff import N_TERMS, Term, fill_benefit, fill_membership_terms, penalties
from simulation.rules.cost import cost


def settle_issues(tables: Tables, settings: Floats, totals: Floats) -> None:
    """Write total effort on every issue with everybody's effort settled, shape (G,) [US$bn/yr]."""
    for g in range(tables.issues.shape[1]):
        totals[g] = settled_effort(tables, settings, g, NOBODY, NOBODY, False)


def add_issue(tables: Tables, settings: Floats, g: int, i: int, total: float, scratch: Floats, terms: Floats) -> None:
    """Add i's benefit from issue g, and what it costs to act alone if it has no partnership there."""
    fill_benefit(tables, settings, g, i, total, scratch)
    terms[Term.OWN_BENEFIT] += scratch[Term.OWN_BENEFIT]
    terms[Term.OTHERS_BENEFIT] += scratch[Term.OTHERS_BENEFIT]
    capacity = tables.portfolios[Portfolio.BUDGET, g, i]
    if tables.portfolios[Portfolio.TIES, g, i] == 0.0 and capacity > 0.0:
        effort = alone_effort(tables, settings, g, i, marginal_at(tables, settings, g, total))
        shape = int(settings[Setting.COST])
        terms[Term.COST] -= cost(shape, effort, capacity, settings[Setting.C0], settings[Setting.C1])


def add_seat(tables: Tables, settings: Floats, p: int, i: int, total: float, scratch: Floats, terms: Floats) -> None:
    """Add what member i of p gives there, and the terms that only members have."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    marginal = marginal_at(tables, settings, g, total)
    output, effort, _, _ = imagine_coalition(tables, settings, p, NOBODY, False, i, marginal, False)
    capacity = budget_in(tables, p, g, i, tables.portfolios[Portfolio.TIES, g, i])
    spent = cost(int(settings[Setting.COST]), effort, capacity, settings[Setting.C0], settings[Setting.C1])
    scratch[:] = 0.0
    fill_membership_terms(tables, settings, p, i, i, True, effort, output, scratch)
    scratch[Term.COST] = -spent
    for term in range(N_TERMS):
        terms[term] += scratch[term]


def fill_standing(tables: Tables, settings: Floats, i: int, totals: Floats, terms: Floats) -> float:
    """Write the terms of i's payoff as memberships are, without transfers; return their sum [US$bn/yr].

    ``totals`` holds total effort on each issue, as :func:`settle_issues` writes it.
    """
    terms[:] = 0.0
    scratch = np.zeros(N_TERMS)
    for g in range(tables.issues.shape[1]):
        add_issue(tables, settings, g, i, totals[g], scratch, terms)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
        if is_member:
            add_seat(tables, settings, p, i, totals[int(tables.partnerships[Partnership.ISSUE, p])], scratch, terms)
        terms[Term.PENALTIES] += penalties(tables, settings, p, i, i, is_member)
    if settings[Setting.NETWORK_DECAY] > 0.0:
        access = network_access(tables, settings[Setting.NETWORK_DECAY], NOBODY, i, i, False)
        terms[Term.NETWORK] = settings[Setting.NETWORK] * tables.actors[Actor.CAPACITY, i] * access
    total = 0.0
    for term in range(N_TERMS):
        total += terms[term]
    return total
