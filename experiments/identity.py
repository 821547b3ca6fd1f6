"""What makes two runs the same run: the code, the scenario and the seed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Run:
    """One history of one arm; the same history has the same seed, hence the same luck, in every arm."""

    id: str
    arm: str
    digest: str
    history: int
    seed: int


def planned_runs(code: str, arms: Sequence[Arm], histories: int, seed: int) -> Iterator[Run]:
    """Yield the runs of an experiment breadth first: history by history over all arms.

    Half an experiment is then already a balanced sample.

    Parameters
    ----------
    code : str
        Digest of the model's sources.
    arms : sequence of Arm
    histories : int
        Number of random histories of each arm.
    seed : int
        Seed of history 0; history k has ``seed + k``.
    """
    digests = [arm.scenario.digest for arm in arms]
    for history in range(histories):
        for arm, digest in zip(arms, digests, strict=True):
            yield Run(run_id(code, digest, seed + history), arm.name, digest, history, seed + history)
