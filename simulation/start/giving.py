"""What is a donor's own: drawn once for a history, on top of its habit, so that it persists."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Portfolio, Tables
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import Setting
from simulation.rules.giving import donors_own_effect


def draw_donors(tables: Tables, settings: Floats, seed: int) -> None:
    """Multiply the generosity of each state by its own effect, with luck addressed to (seed, state)."""
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            spread = settings[Setting.GIVING_SPREAD]
            if tables.actors[Actor.AID, i] == 0.0:
                spread = settings[Setting.GIVING_SPREAD_OUTSIDE]
            luck = uniform(seed, Purpose.DONOR, 0, int(tables.actors[Actor.IDENTITY, i]), 0)
            effect = donors_own_effect(normal_quantile(luck), spread)
            for g in range(tables.issues.shape[1]):
                tables.portfolios[Portfolio.GENEROSITY, g, i] *= effect
