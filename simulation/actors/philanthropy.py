"""A philanthropic foundation."""

from __future__ import annotations

from simulation.actors.base import ActorView


class Philanthropy(ActorView):
    """A philanthropic foundation."""
