"""Policy: the dated stance of the United States, and of any other power named in the scenario, is applied."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Holder, Tables
from simulation.core.levers import N_LEVERS, Lever
from simulation.core.phase import Phase


def apply_policy(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Put the levers of each power in force; of two camps those of the one that governs."""
    for k in range(tables.policy.shape[1]):
        i = int(tables.holders[step, k, Holder.ACTOR])
        camp = tables.holders[step, k, Holder.CAMP]
        if camp < 0.0 or camp == tables.actors[Actor.CAMP, i]:
            for lever in range(N_LEVERS):
                tables.levers[lever, i] = tables.policy[step, k, lever]


PHASE = Phase("policy", apply_policy, "the dated stance of each power is applied", tuple(Lever))
