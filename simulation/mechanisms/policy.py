"""Policy: the dated stance of the United States, and of any other power named in the scenario, is applied."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Lever, Tables
from simulation.core.phase import Phase


def apply_policy(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Copy the levers in force into the columns of each power."""
    for k in range(tables.policy.shape[1]):
        i = int(tables.policy[step, k, Lever.ACTOR])
        camp = tables.policy[step, k, Lever.CAMP]
        if camp >= 0.0 and camp != tables.actors[Actor.CAMP, i]:
            continue
        tables.actors[Actor.TRANSACTIONALISM, i] = tables.policy[step, k, Lever.TRANSACTIONALISM]
        tables.actors[Actor.REGARD, i] = tables.policy[step, k, Lever.REGARD]
        tables.actors[Actor.EFFORT_SHARE, i] = tables.policy[step, k, Lever.EFFORT_SHARE]
        tables.actors[Actor.SEEDING, i] = tables.policy[step, k, Lever.LEAD_SEED]
        tables.actors[Actor.SEATS, i] = tables.policy[step, k, Lever.SEATS]
        tables.actors[Actor.PARTNER_FILTER, i] = tables.policy[step, k, Lever.PARTNER_FILTER]
        tables.actors[Actor.BURDEN_SHIFT, i] = tables.policy[step, k, Lever.BURDEN_SHIFT]
        tables.actors[Actor.PRESSURE, i] = tables.policy[step, k, Lever.PRESSURE]
        tables.actors[Actor.SPENDING, i] = tables.policy[step, k, Lever.SPENDING]


PHASE = Phase(
    "policy",
    apply_policy,
    "the dated stance of each power is applied",
    (
        Actor.TRANSACTIONALISM,
        Actor.REGARD,
        Actor.EFFORT_SHARE,
        Actor.SEEDING,
        Actor.SEATS,
        Actor.PARTNER_FILTER,
        Actor.BURDEN_SHIFT,
        Actor.PRESSURE,
        Actor.SPENDING,
    ),
)
