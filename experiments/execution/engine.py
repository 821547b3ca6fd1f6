"""The model as the runner sees it: three functions. Tests and other models bring their own three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from experiments.design.equal import HeldEqual
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


def build_world(scenario: Scenario | HeldEqual, seed: int) -> WorldLike:
    """Build the model's world for one history; at equal money, after the world whose money it spends has run."""
    return build_measured_world(scenario, seed, ())


def outcome_measures() -> Sequence[MeasureLike]:
    """Return the outcomes that the model records each quarter."""
    from simulation.measures import OUTCOMES

    return OUTCOMES


def build_measured_world(scenario: Scenario | HeldEqual, seed: int, issues: tuple[tuple[str, bool], ...]) -> WorldLike:
    """Build a world that records what all scenarios of an experiment measure, nothing where it has no such issue."""
    from experiments.execution.recorded import RecordedWorld, purses_of

    if isinstance(scenario, HeldEqual):
        return RecordedWorld(scenario.scenario, seed, issues, purses_of(scenario.reference, seed))
    return RecordedWorld(scenario, seed, issues)


def measures_with(issues: tuple[tuple[str, bool], ...]) -> Sequence[MeasureLike]:
    """Return the outcomes of worlds with issues of their own."""
    from simulation.measures.outcomes import measures_of

    return measures_of(issues)


def fitted(engine: Engine, scenarios: Iterable[Scenario]) -> Engine:
    """Return the engine for scenarios of which some have issues of their own: all record the measures of each.

    Parameters
    ----------
    engine : Engine
        Any but the model's own is returned as it is.
    scenarios : iterable of Scenario
    """
    if engine is not MODEL:
        return engine
    from simulation.parameters.own_issues import own_measured

    plain = (scenario.scenario if isinstance(scenario, HeldEqual) else scenario for scenario in scenarios)
    issues = tuple(dict.fromkeys(each for scenario in plain for each in own_measured(scenario)))
    if not issues:
        return engine
    build = partial(build_measured_world, issues=issues)
    return Engine(build, partial(measures_with, issues), model_digest)


def model_digest() -> str:
    """Return the digest of the model's sources and data."""
    from simulation.core.numba.kernel_cache import code_digest

    return code_digest()


MODEL = Engine(build_world, outcome_measures, model_digest)
"""The multipartner model itself."""
