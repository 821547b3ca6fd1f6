"""The order of events of a quarter: one visible tuple, which is what runs and what is printed."""

from __future__ import annotations

from simulation.core.phase import Phase
from simulation.mechanisms import (
    alignment,
    arms,
    attention,
    bargaining,
    clubs,
    coercion,
    dates,
    delivery,
    elections,
    founding,
    growth,
    legitimacy,
    lifecycle,
    measuring,
    mediation,
    mobilisation,
    norms,
    outside,
    pledging,
    policy,
    production,
    purse,
    reactions,
    relations,
    review,
    seeding,
    shocks,
    summing,
    threats,
    wars,
    withdrawals,
)

PHASES: tuple[Phase, ...] = (
    growth.PHASE,
    elections.PHASE,
    policy.PHASE,
    withdrawals.PHASE,
    dates.PHASE,
    shocks.PHASE,
    mediation.PHASE,
    wars.PHASE,
    arms.PHASE,
    attention.PHASE,
    alignment.PHASE,
    coercion.PHASE,
    summing.PHASE,
    lifecycle.PHASE,
    founding.PHASE,
    review.PHASE,
    pledging.PHASE,
    purse.PHASE,
    bargaining.PHASE,
    clubs.PHASE,
    delivery.PHASE,
    production.PHASE,
    seeding.PHASE,
    legitimacy.PHASE,
    mobilisation.PHASE,
    outside.PHASE,
    threats.PHASE,
    reactions.PHASE,
    relations.PHASE,
    norms.PHASE,
    measuring.PHASE,
)
"""The phases of a quarter in the order in which they run."""


def describe(phases: tuple[Phase, ...] = PHASES) -> str:
    """Return the schedule as text, one phase a line."""
    width = max(len(phase.name) for phase in phases)
    return "\n".join(f"{k:2}. {phase.name:<{width}}  {phase.summary}" for k, phase in enumerate(phases, start=1))
