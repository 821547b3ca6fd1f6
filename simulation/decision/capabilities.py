"""Shares of states in the world's capabilities, from incomes and military budgets."""

from __future__ import annotations

from simulation.core.columns import Actor, Tables
from simulation.rules.conflict import capability


def share_capabilities(tables: Tables, n_states: int) -> None:
    """Write every state's share of capabilities; states are the first rows."""
    actors = tables.actors
    incomes, budgets = 0.0, 0.0
    for i in range(n_states):
        incomes += actors[Actor.INCOME, i]
        budgets += actors[Actor.SECURITY_CAPACITY, i]
    for i in range(n_states):
        economy = actors[Actor.INCOME, i] / incomes if incomes > 0.0 else 0.0
        military = actors[Actor.SECURITY_CAPACITY, i] / budgets if budgets > 0.0 else 0.0
        actors[Actor.CAPABILITY, i] = min(1.0, capability(economy, military))
