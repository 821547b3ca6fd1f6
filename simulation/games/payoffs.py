"""Everybody's whole payoff as memberships are, transfers included."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Floats, Globals, Partnership, Tables
from simulation.decision.payoff import N_TERMS
from simulation.decision.transfers import fill_claims, fill_transfers
from simulation.decision.whole_payoff import N_REST, fill_standing, settle_issues


def fill_payoffs(tables: Tables, settings: Floats, payoffs: Floats) -> None:
    """Write everybody's payoff as memberships are, transfers included, shape (N,)."""
    n = payoffs.shape[0]
    rest, terms = np.zeros((N_REST, tables.issues.shape[1])), np.zeros(N_TERMS)
    settle_issues(tables, settings, rest)
    for i in range(n):
        payoffs[i] = fill_standing(tables, settings, i, rest, terms)
    gains, transfers = np.zeros(n), np.zeros(n)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.SHARED, p] > 0.0:
            surplus, weights = fill_claims(tables, settings, p, gains)
            transfers[:] = 0.0
            fill_transfers(tables, settings, p, gains, surplus, weights, transfers)
            for i in range(n):
                payoffs[i] += transfers[i]
