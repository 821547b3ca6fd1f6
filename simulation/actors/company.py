"""A company."""

from __future__ import annotations

from simulation.actors.base import ActorView


class Company(ActorView):
    """A company."""
