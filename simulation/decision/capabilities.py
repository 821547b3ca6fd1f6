"""Shares of states in the world's capabilities, from incomes and military budgets, and what luck makes of these."""

from __future__ import annotations

import math

from simulation.core.columns import Actor, Floats, Tables
from simulation.core.settings import QUARTER, Setting
from simulation.rules.conflict import capability
from simulation.rules.growth import log_of_mean


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


def mean_of_luck(settings: Floats, step: int) -> float:
    """Return the logarithm of the mean multiple that luck makes of military shares by a step; it is taken off again."""
    return log_of_mean(settings[Setting.ARMS_PERSISTENCE], settings[Setting.ARMS_SPREAD], QUARTER, float(step))


def armed_now(tables: Tables, i: int, common: float) -> float:
    """Return i's military share of income as a multiple of the start, luck included, less what is common to all."""
    return tables.actors[Actor.ARMED, i] * math.exp(tables.actors[Actor.ARMED_LUCK, i] - common)
