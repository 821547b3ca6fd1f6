"""A non-governmental organisation."""

from __future__ import annotations

from simulation.actors.base import ActorView


class NGO(ActorView):
    """A non-governmental organisation."""
