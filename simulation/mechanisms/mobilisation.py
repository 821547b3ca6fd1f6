"""Mobilisation: partnerships draw in private money, more with companies, measurable goals and lenders at the table."""

from __future__ import annotations

from simulation.core.columns import Floats, Issue, Tables
from simulation.core.phase import Phase
from simulation.decision.mobilised import count_mobilised


def mobilise(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write what partnerships on each issue draw in this quarter."""
    count_mobilised(tables, settings)


PHASE = Phase(
    "mobilisation",
    mobilise,
    "partnerships draw in private money where companies, measurable goals and lenders meet, and pledges are kept",
    (Issue.MOBILISED,),
)
