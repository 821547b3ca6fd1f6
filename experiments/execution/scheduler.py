"""Run many histories behind any executor, and let nothing stop the rest: not an error, not a dead worker.

The parent process only deals out chunks and counts; rows go from the worker to the disk. How many workers
there are, and how runs fall into chunks, changes file names and nothing else.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol

from experiments.execution.engine import Engine
from experiments.execution.pool import SameProcess, get_ready, may_have_children, process_pool, stop
from experiments.execution.worker import Chunk, ChunkReport, CodeChanged, Plan, failure, work, write_failures
from experiments.storage.identity import ArmLike, Run
from experiments.storage.schemas import Failure
from simulation.core.errors import MultipartnerError, OutOfMemoryError, StorageError
from simulation.core.whole import whole

LOG = logging.getLogger("multipartner.execution")
CHUNK_SECONDS = 0.6
"""Least time of a chunk: dealing out costs nothing then, and little is lost when it is killed."""
LONGEST_CHUNK = 3.0
"""Most time of a chunk, in long batches: every chunk writes files and waits for the disk."""
PART_OF_REST = 0.03
"""Part of a worker's time that is left, which a chunk may take: little, so that processes end together."""
PART_OF_REST_ALONE = 0.2
"""The same of a single worker."""
LEAST_RUNNING = 20.0
"""How many times as long as writing the files of a chunk its runs should take."""
LARGEST_CHUNK = 500
ASK_EVERY = 5.0
"""Seconds without a finished chunk after which one asks whether the workers are still there."""
MOST_WORKERS = 4_096
REMEMBERED = 20
"""Failures kept in memory to be named at the end; all of them are on disk."""


DEATHS = 5
"""So often must a worker die over one run alone before the run is blamed: a worker may be killed for other reasons."""


class WorkerDied(Exception):
    """A worker process ended while it worked on a run."""


class ExecutorLost(MultipartnerError):
    """Whoever runs the workers has gone."""


class Listener(Protocol):
    """Told about progress."""

    def advance(self, done: int, failed: int) -> None:
        """Hear that so many more runs are done and failed."""


@dataclass
class Tally:
    """How a batch went."""

    done: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    """Seconds of work, added over workers."""

    def add(self, report: ChunkReport) -> None:
        """Count a chunk."""
        self.done += report.done
        self.failed += len(report.failures)
        self.failures += report.failures[: max(0, REMEMBERED - len(self.failures))]
        self.seconds += report.seconds


@dataclass
class Pace:
    """Chunk size from measured time, which falls at once and rises slowly: first runs pay for compiling.

    Writing costs the same for one run and for many: it does not count as time of a run, but asks for longer chunks.
    """

    seconds_per_run: float | None = None
    writing: float = 0.0

    def heard(self, report: ChunkReport, runs: int) -> None:
        """Take in how long a chunk took."""
        self.writing = report.writing
        latest = (report.seconds - report.writing) / max(1, runs)
        if self.seconds_per_run is None or latest < self.seconds_per_run:
            self.seconds_per_run = latest
        else:
            self.seconds_per_run += 0.3 * (latest - self.seconds_per_run)

    def chunk_size(self, left: int, workers: int) -> int:
        """Return how many runs to deal out next, fewer toward the end so that all workers end together."""
        if self.seconds_per_run is None:
            return 1
        seconds_left = left * self.seconds_per_run / workers
        part = PART_OF_REST_ALONE if workers == 1 else PART_OF_REST
        wanted = min(max(CHUNK_SECONDS, part * seconds_left, LEAST_RUNNING * self.writing), LONGEST_CHUNK)
        by_time = int(wanted / max(self.seconds_per_run, 1e-6))
        share = left if workers == 1 else -(-left // (2 * workers))
        return max(1, min(by_time, LARGEST_CHUNK, share))


@dataclass
class Batch:
    """Runs of one experiment on their way to one results folder.

    Parameters
    ----------
    folder : Path
        Results folder.
    code : str
        Digest of the model.
    engine : Engine
        The model.
    arms : sequence of Arm
    """

    folder: Path
    code: str
    engine: Engine
    arms: Sequence[ArmLike]
    plan: Plan = field(default_factory=Plan)

    @cached_property
    def by_name(self) -> Mapping[str, ArmLike]:
        """Arms by name."""
        return {arm.name: arm for arm in self.arms}

    def chunk(self, runs: Sequence[Run]) -> Chunk:
        """Return a chunk with the arms that its runs need."""
        arms = {run.arm: self.by_name[run.arm] for run in runs}
        return Chunk(self.folder, self.code, self.engine, arms, tuple(runs), self.plan)


@dataclass(frozen=True)
class Workers:
    """Who does the work.

    Parameters
    ----------
    count : int
        How many at a time.
    executor : callable, optional
        Opens a ``concurrent.futures`` executor; by default a pool of processes, or this process for one worker.
    deadly : tuple of exception types
        What that executor raises for work during which a worker died.
    check : callable
        Raises when nobody is left who could answer.
    """

    count: int = 1
    executor: Callable[[], Executor] | None = None
    deadly: tuple[type[BaseException], ...] = (BrokenExecutor,)
    check: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", whole("workers", self.count, 1, MOST_WORKERS))


@dataclass
class _Dealer:
    """Deals runs to an executor, a few chunks ahead; after a death, suspects go one by one."""

    batch: Batch
    workers: int
    open_pool: Callable[[], Executor]
    listener: Listener | None
    waiting: Iterator[Run]
    left: int
    who: Workers = field(default_factory=Workers)
    suspects: deque[Run] = field(default_factory=deque)
    deaths: Counter[str] = field(default_factory=Counter)
    flying: dict[Future[ChunkReport], Chunk] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    tally: Tally = field(default_factory=Tally)

    def deal(self) -> Tally:
        pool = self.open_pool()
        try:
            while self.left or self.suspects or self.flying:
                if not self._fill(pool) or not self._collect():
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = self.open_pool()
        except BaseException:
            stop(pool)
            raise
        pool.shutdown()
        return self.tally

    def _next_chunk(self) -> Chunk | None:
        if self.suspects:
            return self.batch.chunk([self.suspects.popleft()]) if not self.flying else None
        ahead = 1 if self.workers == 1 else 2 * self.workers
        if not self.left or len(self.flying) >= ahead:
            return None
        runs = list(islice(self.waiting, self.pace.chunk_size(self.left, self.workers)))
        self.left -= len(runs)
        return self.batch.chunk(runs)

    def _fill(self, pool: Executor) -> bool:
        """Keep the pool busy; False when it turns out to be broken."""
        while (chunk := self._next_chunk()) is not None:
            try:
                self.flying[pool.submit(work, chunk)] = chunk
            except BrokenExecutor:
                self.suspects.extend(chunk.runs)
                self._suspect_all()
                return False
        return True

    def _collect(self) -> bool:
        """Take in finished chunks; False when a worker died and the pool with it."""
        alone = len(self.flying) == 1
        finished = self._finished()
        is_broken = False
        for future in finished:
            chunk = self.flying.pop(future)
            error = CancelledError() if future.cancelled() else future.exception()
            if isinstance(error, CodeChanged | StorageError | OutOfMemoryError):
                raise error
            if isinstance(error, CancelledError):
                raise ExecutorLost("The workers' scheduler is gone. What is finished is kept; start the run again.")
            is_broken |= isinstance(error, BrokenExecutor)
            if not isinstance(error, self.who.deadly):
                self._count(future.result() if error is None else self._lost(chunk, "working", error), chunk)
            elif alone and len(chunk.runs) == 1 and self._has_killed(chunk.runs[0]):
                self._blame(chunk)
            else:
                self.suspects.extend(chunk.runs)
        if is_broken:
            self._suspect_all()
        return not is_broken

    def _finished(self) -> set[Future[ChunkReport]]:
        """Wait for a chunk, asking now and then whether there is still somebody at work, and once more after a wait."""
        has_waited = False
        while True:
            finished, _ = wait(self.flying, timeout=ASK_EVERY, return_when=FIRST_COMPLETED)
            if has_waited or not finished:
                self.who.check()
            if finished:
                return finished
            has_waited = True

    def _has_killed(self, run: Run) -> bool:
        """Count a death over a run that was alone in work, and tell whether that was one too many."""
        self.deaths[run.id] += 1
        return self.deaths[run.id] >= DEATHS

    def _blame(self, chunk: Chunk) -> None:
        """Record the one run that was in work when its process died."""
        died = WorkerDied(f"the worker process died {DEATHS} times over this run, perhaps for lack of memory")
        self._count(self._lost(chunk, "running", died), chunk)

    def _suspect_all(self) -> None:
        self.suspects.extend(run for chunk in self.flying.values() for run in chunk.runs)
        self.flying.clear()

    def _lost(self, chunk: Chunk, stage: str, error: BaseException) -> ChunkReport:
        failures = tuple(failure(chunk.arms[run.arm], run, stage, error) for run in chunk.runs)
        write_failures(chunk.folder, chunk.code, failures)
        return ChunkReport(0, failures, 0.0)

    def _count(self, report: ChunkReport, chunk: Chunk) -> None:
        self.tally.add(report)
        if report.done:
            self.pace.heard(report, len(chunk.runs))
        for lost in report.failures:
            LOG.warning("%s, history %d, failed while %s: %s", lost.run.arm, lost.run.history, lost.stage, lost.error)
        if self.listener is not None:
            self.listener.advance(report.done, len(report.failures))


def run_many(
    batch: Batch, runs: Iterable[Run], total: int, workers: Workers, listener: Listener | None = None
) -> Tally:
    """Simulate runs and store them.

    The first run is done in this process: it compiles the kernels once for all workers, and measures how long
    a run takes, from which chunks are sized. Runs are taken one by one as they are dealt out, so that a million
    of them need no more memory than ten.

    Parameters
    ----------
    batch : Batch
        Where to, with which model.
    runs : iterable of Run
        In the order in which to start them.
    total : int
        How many there are.
    workers : Workers
    listener : Listener, optional
        Told about progress.

    Returns
    -------
    Tally
    """
    waiting = iter(runs)
    if workers.executor is None and min(workers.count, total - 1) > 1 and may_have_children():
        get_ready()
    first = _Dealer(batch, 1, SameProcess, listener, islice(waiting, 1), min(1, total))
    first.deal()
    left = total - 1
    if left <= 0:
        return first.tally
    few = min(workers.count, left) if may_have_children() else 1
    executor = workers.executor or (SameProcess if few <= 1 else lambda: process_pool(few))
    count = max(1, workers.count)
    rest = _Dealer(batch, count, executor, listener, waiting, left, workers, pace=first.pace, tally=first.tally)
    return rest.deal()
