"""An experiment: arms × random histories, paired by seed, in one results folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import pyarrow as pa

from experiments.design.outcomes import OutcomeSpec
from experiments.execution.engine import MODEL, Engine
from experiments.execution.preconditions import check_fit, check_lengths, check_sizes
from experiments.execution.scheduler import Batch, Listener, Tally, Workers, run_many
from experiments.execution.threads import check_compiler_settings
from experiments.execution.worker import Plan
from experiments.storage.compaction import compact
from experiments.storage.identity import ArmLike, Run, planned_runs
from experiments.storage.manifest import (
    SIDE_BY_SIDE,
    ArmRecord,
    Manifest,
    earlier_manifest,
    git_commit,
    library_versions,
    merged_arms,
    this_machine,
)
from experiments.storage.ownership import claim_for_experiment
from experiments.storage.points import write_design_table
from experiments.storage.store import Mending, Store, Wanted

LOG = logging.getLogger("multipartner.execution")


@dataclass(frozen=True)
class Experiment:
    """What to run, and where its results go.

    Parameters
    ----------
    arms : sequence of ArmLike
        The first is the one that others are compared with; for a sweep, its points.
    histories : int
        Random histories of each arm.
    folder : Path
        Results folder.
    seed : int
        Seed of history 0.
    engine : Engine
        The model.
    plan : Plan
        What is stored of each run.
    design : dict, optional
        For a sweep, what the manifest keeps of its design.
    points : pyarrow.Table, optional
        For a sweep, its table of points.
    outcomes : sequence of OutcomeSpec, optional
        What the summary looks at, instead of levels, damage and money.
    kind : str
        What the arms are to one another; a folder holds one kind.
    """

    arms: Sequence[ArmLike]
    histories: int
    folder: Path
    seed: int = 0
    engine: Engine = MODEL
    title: str = ""
    question: str = ""
    command: str = ""
    plan: Plan = field(default_factory=Plan)
    design: dict[str, Any] | None = None
    points: pa.Table | None = None
    outcomes: Sequence[OutcomeSpec] = ()
    kind: str = SIDE_BY_SIDE

    def __post_init__(self) -> None:
        check_sizes(self.histories, self.seed)
        check_lengths(self.arms)

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


NAMED = 8
"""Arms that are named in a line of the log."""
ListenerMaker = Callable[[int, int], AbstractContextManager[Listener]]


def default_workers() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class RunOptions:
    """How an experiment is carried out; changes no number.

    Parameters
    ----------
    workers : Workers, optional
        Who does the work; by default one process a core.
    listen : callable, optional
        (total, done already) to a context that yields a progress listener.
    notice : callable, optional
        Told what was found in the folder, before anything runs.
    fresh : bool
        Forget what the folder holds.
    retry_failed : bool
        Try runs again that failed with this very code and scenario.
    """

    workers: Workers | None = None
    listen: ListenerMaker | None = None
    notice: Callable[[Mending], None] | None = None
    fresh: bool = False
    retry_failed: bool = False


def run_experiment(experiment: Experiment, how: RunOptions | None = None) -> Finished:
    """Compute what is missing of an experiment.

    Raises
    ------
    MultipartnerError
        When the folder holds something that this experiment does not fit, or the model changes under way.
    """
    check_compiler_settings()
    how = how or RunOptions()
    workers = how.workers or Workers(default_workers())
    store = Store(experiment.folder)
    code = experiment.engine.digest()
    manifest = _manifest(experiment, code, workers.count)
    claim_for_experiment(experiment.folder)
    with ExitStack() as while_in_use:
        with store.locked():  # of two commands that start at once, the second must find what the first has said
            check_fit(store, manifest, fresh=how.fresh)
            while_in_use.enter_context(store.in_use())
            if how.fresh:
                store.clear()
            _record(store, manifest, experiment.points)
        return _run(experiment, store, manifest, workers, how)


def _run(experiment: Experiment, store: Store, manifest: Manifest, workers: Workers, how: RunOptions) -> Finished:
    started = monotonic()
    arms = {arm.name: (arm.digest, experiment.seed) for arm in experiment.arms}
    mending = store.mend(Wanted(manifest.code, arms), experiment.plan.needed)
    if how.retry_failed and mending.failed:
        store.forget_failures()
        mending.failed.clear()
    with store.locked():
        detailed = store.held_in(experiment.plan.detailed_datasets) if experiment.plan.details else set()
    todo = sum(1 for _ in _missing(experiment, manifest.code, mending, detailed))
    names = ", ".join(arm.name for arm in experiment.arms[:NAMED]) + (" …" if len(experiment.arms) > NAMED else "")
    LOG.info(
        "%d runs of %s into %s, %d of them done before", experiment.planned, names, experiment.folder, len(mending.done)
    )
    if mending.stale or mending.damaged:
        LOG.warning("%d stale runs and %d damaged files were set aside", mending.stale, len(mending.damaged))
    if how.notice is not None:
        how.notice(mending)
    tally, state = Tally(), "interrupted"
    try:
        already = experiment.planned - todo
        listening: AbstractContextManager[Any] = (
            how.listen(experiment.planned, already) if how.listen else nullcontext()
        )
        with listening as listener:
            batch = Batch(
                experiment.folder.resolve(), manifest.code, experiment.engine, experiment.arms, experiment.plan
            )
            tally = run_many(batch, _missing(experiment, manifest.code, mending, detailed), todo, workers, listener)
        state = "done"
    finally:
        compact(store)
        manifest.state = state
        manifest.failed = tally.failed + len(mending.failed)
        with store.locked():
            manifest.runs = len(store.held_in(experiment.plan.needed))
            manifest.seconds = round(monotonic() - started, 3)
            _record(store, manifest)
        LOG.info("%s: %d runs done, %d failed, %.1f seconds", state, tally.done, tally.failed, manifest.seconds)
    return Finished(tally, mending, manifest)


def _missing(experiment: Experiment, code: str, found: Mending, detailed: set[str]) -> Iterator[Run]:
    """Yield the runs to compute: neither done nor failed, or without the tables by quarter that are wanted."""
    plan = experiment.plan
    for run in planned_runs(code, experiment.arms, experiment.histories, experiment.seed):
        lacks_detail = bool(plan.details) and run.history < plan.detailed and run.id not in detailed
        if run.id not in found.failed and (run.id not in found.done or lacks_detail):
            yield run


def _manifest(experiment: Experiment, code: str, workers: int) -> Manifest:
    return Manifest(
        code=code,
        arms=[ArmRecord.of(arm, experiment.histories, experiment.seed) for arm in experiment.arms]
        if experiment.design is None
        else [
            ArmRecord(arm.name, arm.name, arm.digest, experiment.seed, experiment.histories) for arm in experiment.arms
        ],
        title=experiment.title,
        question=experiment.question,
        command=experiment.command,
        commit=git_commit(),
        versions=library_versions(),
        machine=this_machine(),
        workers=workers,
        design=experiment.design,
        outcomes=[asdict(each) for each in experiment.outcomes],
        kind=experiment.kind,
    )


def _record(store: Store, manifest: Manifest, points: pa.Table | None = None) -> None:
    """Write the manifest, keeping what another experiment has put into the same folder meanwhile. Call while locked."""
    if points is not None:
        write_design_table(store.folder, points)
    if manifest.design is None:
        manifest.arms = merged_arms(earlier_manifest(store.folder), manifest.code, manifest.arms)
    manifest.write(store)
