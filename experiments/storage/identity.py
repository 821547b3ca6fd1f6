"""What makes two runs the same run: the code, the scenario and the seed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulation.parameters import Scenario


def run_id(code: str, scenario: str, seed: int) -> str:
    """Return the identity of a run.

    Parameters
    ----------
    code : str
        Digest of the model's sources.
    scenario : str
        Digest of the resolved scenario.
    seed : int
        Seed of the history.

    Returns
    -------
    str
        32 hexadecimal digits.

    Examples
    --------
    >>> run_id("c", "s", 1) == run_id("c", "s", 1) != run_id("c", "s", 2)
    True
    """
    return blake2b("\n".join((code, scenario, str(seed))).encode(), digest_size=16).hexdigest()


FEW_ARMS = 16
"""Up to so many arms a worker keeps the start of each scenario; with more, histories come in growing batches."""


class ArmLike(Protocol):
    """One side of a comparison, or one point of a sweep."""

    @property
    def name(self) -> str:
        """Label, unique within an experiment."""

    @property
    def scenario(self) -> Scenario:
        """The resolved scenario."""

    @property
    def digest(self) -> str:
        """Digest of the scenario."""

    @property
    def years(self) -> int:
        """Length of its runs."""

    @property
    def command(self) -> str:
        """What to type for it after ``multipartner run``."""


@dataclass(frozen=True)
class Arm:
    """One side of a comparison: a scenario under the name that tables and figures show.

    Parameters
    ----------
    name : str
        Label, unique within an experiment.
    scenario : Scenario
        The resolved scenario.
    command : str
        What the user typed for it after ``multipartner run``; repeats it in messages about failures.
    """

    name: str
    scenario: Scenario
    command: str = ""

    @cached_property
    def digest(self) -> str:
        """Digest of the scenario."""
        return self.scenario.digest

    @property
    def years(self) -> int:
        """Length of its runs."""
        return self.scenario.years


@dataclass(frozen=True, slots=True)
class Run:
    """One history of one arm; the same history has the same seed, hence the same luck, in every arm."""

    id: str
    arm: str
    digest: str
    history: int
    seed: int


def batches(histories: int, arms: int) -> Iterator[range]:
    """Yield the histories that are done together, before any later one is begun in any arm.

    One by one for a few arms; with many arms in batches that double, so that the start of a scenario, which takes
    about a third of the time of a run, is not built again for every history.

    Examples
    --------
    >>> list(batches(3, arms=2)), list(batches(6, arms=500))
    ([range(0, 1), range(1, 2), range(2, 3)], [range(0, 1), range(1, 3), range(3, 6)])
    """
    first, size = 0, 1
    while first < histories:
        yield range(first, min(first + size, histories))
        first += size
        size *= 2 if arms > FEW_ARMS else 1


def planned_runs(code: str, arms: Sequence[ArmLike], histories: int, seed: int) -> Iterator[Run]:
    """Yield the runs of an experiment breadth first: history by history over all arms.

    Half an experiment is then already a balanced sample.

    Parameters
    ----------
    code : str
        Digest of the model's sources.
    arms : sequence of ArmLike
    histories : int
        Number of random histories of each arm.
    seed : int
        Seed of history 0; history k has ``seed + k``.
    """
    named = [(arm.name, arm.digest) for arm in arms]
    for batch in batches(histories, len(named)):
        for name, digest in named:
            for history in batch:
                yield Run(run_id(code, digest, seed + history), name, digest, history, seed + history)
