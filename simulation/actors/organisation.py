"""An international organisation: a mandate, input legitimacy, little money of its own."""

from __future__ import annotations

from simulation.actors.base import ActorView


class InternationalOrganisation(ActorView):
    """An international organisation: a mandate, input legitimacy, little money of its own."""
