"""An actor's whole payoff as memberships are: every issue and every partnership, not the difference that one makes.

Games report it, share surplus by it and test by it that a decision's difference is the difference of two such payoffs.
"""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.budget import budget_in
from simulation.decision.coalition import effort_if, output_if, sharing
from simulation.decision.distance import network_access
from simulation.decision.outside_option import NOBODY, alone_effort
from simulation.decision.payoff import N_TERMS, Term, fill_benefit, fill_membership_terms, penalties
from simulation.decision.rest import settled_effort
from simulation.rules.cost import cost

N_REST = 3
"""What is known of an issue at rest: total effort E [US$bn/yr], b'(E), and the part that the indifferent give."""


def settle_issues(tables: Tables, settings: Floats, rest: Floats) -> None:
    """Write how every issue comes to rest as memberships are, shape (``N_REST``, G)."""
    for g in range(tables.issues.shape[1]):
        rest[0, g], rest[1, g] = settled_effort(tables, settings, g)
        rest[2, g] = tables.issues[Issue.PART, g]


def add_issue(tables: Tables, settings: Floats, g: int, i: int, rest: Floats, scratch: Floats, terms: Floats) -> None:
    """Add i's benefit from issue g, and what it costs to act alone if it has no partnership there."""
    fill_benefit(tables, settings, g, i, rest[0, g], scratch)
    terms[Term.OWN_BENEFIT] += scratch[Term.OWN_BENEFIT]
    terms[Term.OTHERS_BENEFIT] += scratch[Term.OTHERS_BENEFIT]
    capacity = tables.portfolios[Portfolio.BUDGET, g, i]
    if tables.portfolios[Portfolio.TIES, g, i] == 0.0 and capacity > 0.0:
        effort = alone_effort(tables, settings, g, i, rest[1, g])
        shape, c0 = int(settings[Setting.COST]), tables.actors[Actor.OWN_COST, i]
        terms[Term.COST] -= cost(shape, effort, capacity, c0, settings[Setting.C1])


def add_seat(tables: Tables, settings: Floats, p: int, i: int, marginal: float, scratch: Floats, terms: Floats) -> None:
    """Add what member i of p gives there, and the terms that only members have."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    shared = sharing(tables, settings, p, NOBODY, False, marginal)
    output = output_if(tables, settings, p, NOBODY, False, shared)
    effort = effort_if(tables, settings, p, i, NOBODY, False, shared)
    capacity = budget_in(tables, p, g, i, tables.portfolios[Portfolio.TIES, g, i])
    c0, c1 = tables.actors[Actor.OWN_COST, i], settings[Setting.C1]
    spent = cost(int(settings[Setting.COST]), effort, capacity, c0, c1)
    scratch[:] = 0.0
    fill_membership_terms(tables, settings, p, i, i, True, effort, output, scratch)
    scratch[Term.COST] = -spent
    for term in range(N_TERMS):
        terms[term] += scratch[term]


def fill_standing(tables: Tables, settings: Floats, i: int, rest: Floats, terms: Floats) -> float:
    """Write the terms of i's payoff as memberships are, without transfers; return their sum [US$bn/yr].

    ``rest`` is what :func:`settle_issues` writes.
    """
    terms[:] = 0.0
    scratch = np.zeros(N_TERMS)
    for g in range(tables.issues.shape[1]):
        tables.issues[Issue.PART, g] = rest[2, g]
        add_issue(tables, settings, g, i, rest, scratch, terms)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
        if is_member:
            add_seat(tables, settings, p, i, rest[1, int(tables.partnerships[Partnership.ISSUE, p])], scratch, terms)
        terms[Term.PENALTIES] += penalties(tables, settings, p, i, i, is_member)
    if settings[Setting.NETWORK_DECAY] > 0.0:
        access = network_access(tables, settings[Setting.NETWORK_DECAY], NOBODY, i, i, False)
        terms[Term.NETWORK] = settings[Setting.NETWORK] * tables.actors[Actor.CAPACITY, i] * access
    total = 0.0
    for term in range(N_TERMS):
        total += terms[term]
    return total
