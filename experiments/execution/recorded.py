"""The model's world with what the tables record of its start."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats
from simulation.parameters import Scenario
from simulation.world import World


class RecordedWorld(World):
    """A world that remembers the capacity its actors started with.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        super().__init__(scenario, seed)
        self.capacity: Floats = self.column(Actor.CAPACITY).copy()
        """(actors) US$bn/yr for global issues."""
