"""A city: it answers to its people as a state does, and has seats, money and a home as non-states have."""

from __future__ import annotations

from simulation.actors.base import ActorView


class City(ActorView):
    """A city: it has a part of its home's stake, a budget of its own, and no seat where only states may sit."""

    @property
    def home_state(self) -> ActorView:
        """The state in which it lies, as an agent."""
        return self.model.actor_rows[int(self.home)]
