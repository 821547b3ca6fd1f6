"""An agent-based simulation of a multipolar and a multipartner world order.

>>> import multipartner as mp
>>> world = mp.WorldOrder("today", seed=7)

``WorldOrder`` and the agent classes are loaded on first use, so that the command line and workers that need no
Mesa do not import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.actors import NGO, City, Company, InternationalOrganisation, Partnership, Philanthropy, State
    from simulation.core.errors import MultipartnerError
    from simulation.game import Game
    from simulation.model import WorldOrder
    from simulation.parameters import Scenario, load_scenario, scenario_names
    from simulation.world import World

_HOMES = {
    "WorldOrder": "model",
    "World": "world",
    "Game": "game",
    "State": "actors",
    "Company": "actors",
    "NGO": "actors",
    "Philanthropy": "actors",
    "InternationalOrganisation": "actors",
    "City": "actors",
    "Partnership": "actors",
    "Scenario": "parameters",
    "load_scenario": "parameters",
    "scenario_names": "parameters",
    "MultipartnerError": "core.errors",
}

__all__ = [
    "NGO",
    "City",
    "Company",
    "Game",
    "InternationalOrganisation",
    "MultipartnerError",
    "Partnership",
    "Philanthropy",
    "Scenario",
    "State",
    "World",
    "WorldOrder",
    "load_scenario",
    "scenario_names",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
