"""What every actor would gain by a seat in one partnership, how likely it holds one, and what it would give there."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Issue, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.choice import gain_of_membership, switching_cost
from simulation.decision.coalition import effort_if, sharing
from simulation.decision.effort import marginal_at
from simulation.decision.payoff import N_TERMS
from simulation.rules.participation import long_run_log_odds

FURTHEST = 300.0
"""Largest log-odds either way, so that odds stay numbers; Assumed: no chance is told from 0 or 1 there."""


def fill_prospects(
    tables: Tables, settings: Floats, p: int, terms: Floats, log_odds: Floats, eligible: Floats, efforts: Floats
) -> None:
    """Write what the one decision says of every actor and partnership p, its own seat out, the others as they are.

    Parameters
    ----------
    tables, settings, p : state, settings, row of the partnership
    terms : what a seat changes, term by term, shape (N, terms) [log-odds of one choice without switching cost]
    log_odds : of the share of time in which the actor is in, shape (N,)
    eligible : 1 where the actor may be a member at all, shape (N,)
    efforts : what it would give as a member, shape (N,) [US$bn/yr]
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    g = int(tables.partnerships[Partnership.ISSUE, p])
    marginal = marginal_at(tables, settings, g, tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g])
    for i in range(tables.actors.shape[1]):
        gain = gain_of_membership(tables, settings, p, i, terms_in, terms_out)
        noise = settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i]
        eligible[i] = 1.0 if is_eligible(tables, settings, p, i, 0) else 0.0
        log_odds[i] = FURTHEST if gain > 0.0 else -FURTHEST
        if noise > 0.0:
            found = long_run_log_odds(gain / noise, switching_cost(tables, settings, i) / noise)
            log_odds[i] = min(FURTHEST, max(-FURTHEST, found))
        for term in range(N_TERMS):
            terms[i, term] = (terms_in[term] - terms_out[term]) / noise if noise > 0.0 else 0.0
        shared = sharing(tables, settings, p, i, True, marginal)
        efforts[i] = effort_if(tables, settings, p, i, i, True, shared)
