"""The model as the runner sees it: three functions. Tests and other models bring their own three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.storage.schemas import MeasureLike, WorldLike

if TYPE_CHECKING:
    from simulation.parameters import Scenario


@dataclass(frozen=True)
class Engine:
    """Module-level functions, so that worker processes find them by name.

    Parameters
    ----------
    build : callable
        (scenario, seed) to a world that has not run yet.
    measures : callable
        () to the columns of the outcome table.
    digest : callable
        () to the digest of the model's sources.
    """

    build: Callable[[Scenario, int], WorldLike]
    measures: Callable[[], Sequence[MeasureLike]]
    digest: Callable[[], str]


def build_world(scenario: Scenario, seed: int) -> WorldLike:
    """Build the model's world for one history."""
    from experiments.execution.recorded import RecordedWorld

    return RecordedWorld(scenario, seed)


def outcome_measures() -> Sequence[MeasureLike]:
    """Return the outcomes that the model records each quarter."""
    from simulation.measures import OUTCOMES

    return OUTCOMES


def model_digest() -> str:
    """Return the digest of the model's sources and data."""
    from simulation.core.numba.kernel_cache import code_digest

    return code_digest()


MODEL = Engine(build_world, outcome_measures, model_digest)
"""The multipartner model itself."""
