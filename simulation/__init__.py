"""An agent-based simulation of a multipolar and a multipartner world order.

>>> from simulation import WorldOrder
>>> world = WorldOrder("today", seed=7)

``WorldOrder`` and the agent classes are loaded on first use, so that the command line and workers that need no
Mesa do not import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.actors import NGO, City, Company, InternationalOrganisation, Partnership, Philanthropy, State
    from simulation.game import Game
    from simulation.model import WorldOrder
    from simulation.world import World

_HOMES = {
    "WorldOrder": "simulation.model",
    "World": "simulation.world",
    "Game": "simulation.game",
    "State": "simulation.actors",
    "Company": "simulation.actors",
    "NGO": "simulation.actors",
    "Philanthropy": "simulation.actors",
    "InternationalOrganisation": "simulation.actors",
    "City": "simulation.actors",
    "Partnership": "simulation.actors",
}

__all__ = [
    "NGO",
    "City",
    "Company",
    "Game",
    "InternationalOrganisation",
    "Partnership",
    "Philanthropy",
    "State",
    "World",
    "WorldOrder",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
