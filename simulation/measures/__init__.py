"""What is measured each quarter."""

from simulation.measures.outcomes import OUTCOMES, Measure, Outcome

__all__ = ["OUTCOMES", "Measure", "Outcome"]
