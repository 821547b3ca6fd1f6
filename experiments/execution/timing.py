"""How long a run takes here, for those who say beforehand how long many will take."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.execution.engine import Engine
    from simulation.parameters import Scenario


def seconds_of(engine: Engine, scenario: Scenario, seed: int) -> float:
    """Return how long one history takes to build and run [s]; one that fails is told of when it is run in earnest."""
    start = perf_counter()
    with suppress(Exception):
        engine.build(scenario, seed).run()
    return perf_counter() - start
