"""What an actor can spend in one partnership."""

from __future__ import annotations

from simulation.core.columns import Partnership, Portfolio, Tables


def gives(tables: Tables, p: int) -> bool:
    """Tell whether p gives: its output goes to those in need, or its list names donors only."""
    return tables.partnerships[Partnership.RECIPIENTS, p] + tables.partnerships[Partnership.DONORS_ONLY, p] > 0.0


def budget_in(tables: Tables, p: int, g: int, i: int, ties: float) -> float:
    """Return i's budget in p (K_ip) with so many ties on p's issue g [US$bn/yr].

    An equal part of its budget for the issue; where p gives, times its generosity, and more where others have left.
    """
    budget = tables.portfolios[Portfolio.BUDGET, g, i] / max(ties, 1.0)
    if not gives(tables, p):
        return budget
    return (
        budget * tables.portfolios[Portfolio.GENEROSITY, g, i] * (1.0 + tables.partnerships[Partnership.ASKED_MORE, p])
    )
