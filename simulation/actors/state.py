"""A sovereign state."""

from __future__ import annotations

from simulation.actors.base import ActorView
from simulation.actors.city import City


class State(ActorView):
    """A sovereign state."""

    @property
    def cities(self) -> list[City]:
        """The cities at home in it, as agents."""
        return [each for each in self.model.actor_rows if isinstance(each, City) and each.home == self.row]
