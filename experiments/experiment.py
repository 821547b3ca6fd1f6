"""An experiment: arms × random histories, paired by seed, in one results folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from experiments.engine import MODEL, Engine
from experiments.identity import Arm, planned_runs
from experiments.manifest import ArmRecord, Manifest, git_commit, library_versions, merged_arms, this_machine
from experiments.runner import Batch, Listener, Tally, run_many
from experiments.store import Mending, Store, Wanted


@dataclass(frozen=True)
class Experiment:
    """What to run, and where its results go.

    Parameters
    ----------
    arms : sequence of Arm
        The first is the one that others are compared with.
    histories : int
        Random histories of each arm.
    folder : Path
        Results folder.
    seed : int
        Seed of history 0.
    engine : Engine
        The model.
    """

    arms: Sequence[Arm]
    histories: int
    folder: Path
    seed: int = 0
    engine: Engine = MODEL
    title: str = ""
    question: str = ""
    command: str = ""

    @property
    def planned(self) -> int:
        """How many runs that is."""
        return len(self.arms) * self.histories


@dataclass(frozen=True)
class Finished:
    """How an experiment went."""

    tally: Tally
    mending: Mending
    manifest: Manifest


ListenerMaker = Callable[[int, int], AbstractContextManager[Listener]]


def default_workers() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_experiment(
    experiment: Experiment,
    workers: int | None = None,
    executor: Callable[[], Executor] | None = None,
    listen: ListenerMaker | None = None,
    *,
    fresh: bool = False,
    notice: Callable[[Mending], None] | None = None,
) -> Finished:
    """Compute what is missing of an experiment.

    Parameters
    ----------
    experiment : Experiment
    workers : int, optional
        Worker processes; by default one a core.
    executor : callable, optional
        Opens another executor, see :func:`experiments.runner.run_many`.
    listen : callable, optional
        (total, done already) to a context that yields a progress listener.
    fresh : bool
        Forget what the folder holds.
    notice : callable, optional
        Told what was found in the folder, before anything runs.

    Returns
    -------
    Finished
    """
    started = monotonic()
    workers = workers or default_workers()
    code = experiment.engine.digest()
    store = Store(experiment.folder)
    if fresh:
        store.clear()
    wanted = Wanted(code, {arm.name: (arm.scenario.digest, experiment.seed) for arm in experiment.arms})
    mending = store.mend(wanted)
    manifest = _manifest(experiment, code, workers)
    _record(store, manifest)
    todo = [run for run in planned_runs(code, experiment.arms, experiment.histories, experiment.seed)
            if run.id not in mending.done]  # fmt: skip
    if notice is not None:
        notice(mending)
    tally = Tally()
    state = "interrupted"
    try:
        already = experiment.planned - len(todo)
        listening: AbstractContextManager[Any] = listen(experiment.planned, already) if listen else nullcontext()
        with listening as listener:
            batch = Batch(experiment.folder, code, experiment.engine, experiment.arms)
            tally = run_many(batch, todo, workers, executor, listener)
        state = "done"
    finally:
        store.compact()
        manifest.state = state
        manifest.failed = tally.failed
        manifest.runs = len(store.finished())
        manifest.seconds = round(monotonic() - started, 3)
        _record(store, manifest)
    return Finished(tally, mending, manifest)


def _manifest(experiment: Experiment, code: str, workers: int) -> Manifest:
    return Manifest(
        code=code,
        arms=[ArmRecord.of(arm, experiment.histories, experiment.seed) for arm in experiment.arms],
        title=experiment.title,
        question=experiment.question,
        command=experiment.command,
        commit=git_commit(),
        versions=library_versions(),
        machine=this_machine(),
        workers=workers,
    )


def _record(store: Store, manifest: Manifest) -> None:
    """Write the manifest, keeping what another experiment has put into the same folder meanwhile."""
    with store.locked():
        manifest.arms = merged_arms(store, manifest.code, manifest.arms)
        manifest.write(store)
