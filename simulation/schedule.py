"""The order of events of a quarter: one visible tuple, which is what runs and what is printed."""

from __future__ import annotations

from simulation.core.phase import Phase
from simulation.mechanisms import (
    attention,
    delivery,
    legitimacy,
    measuring,
    pledging,
    policy,
    production,
    review,
    shocks,
    threats,
)

PHASES: tuple[Phase, ...] = (
    policy.PHASE,
    shocks.PHASE,
    attention.PHASE,
    review.PHASE,
    pledging.PHASE,
    delivery.PHASE,
    production.PHASE,
    legitimacy.PHASE,
    threats.PHASE,
    measuring.PHASE,
)
"""The phases of a quarter in the order in which they run."""


def describe(phases: tuple[Phase, ...] = PHASES) -> str:
    """Return the schedule as text, one phase a line."""
    width = max(len(phase.name) for phase in phases)
    return "\n".join(f"{k:2}. {phase.name:<{width}}  {phase.summary}" for k, phase in enumerate(phases, start=1))
