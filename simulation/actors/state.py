"""A sovereign state."""

from __future__ import annotations

from simulation.actors.base import ActorView
from simulation.core.codes import THREATS
from simulation.core.columns import Portfolio


class State(ActorView):
    """A sovereign state: the only kind with a stake in the damage that threats do."""

    @property
    def stakes(self) -> dict[str, float]:
        """Its share of world damage from each threat."""
        stakes = self.model.world.column(Portfolio.STAKE)[: len(THREATS), self.row]
        return dict(zip(THREATS, stakes.tolist(), strict=True))
