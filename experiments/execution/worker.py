"""What a worker does with a chunk of runs: simulate them, write their parts, say how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from traceback import extract_tb

import pyarrow as pa

from experiments.execution.engine import Engine
from experiments.execution.histories import History, table_of_dataset
from experiments.storage.identity import ArmLike, Run
from experiments.storage.parts import Header, part_of, write_part
from experiments.storage.schemas import Failure, WorldLike, failures_table
from simulation.core.errors import MultipartnerError, OutOfMemoryError, StorageError
from simulation.core.numba.kernel_cache import cache_folder


class CodeChanged(MultipartnerError):
    """The model's files are no longer those that the experiment started with."""


@dataclass(frozen=True)
class Plan:
    """What is stored of each run.

    Parameters
    ----------
    keeps : tuple of str
        Of ``runs``, ``ledger`` and ``actors``; sweeps keep the first alone.
    details : tuple of str
        Tables by quarter.
    detailed : int
        How many histories of each arm get them.
    """

    keeps: tuple[str, ...] = ("runs", "ledger", "actors")
    details: tuple[str, ...] = ()
    detailed: int = 1

    @property
    def detailed_datasets(self) -> tuple[str, ...]:
        """Names of the datasets by quarter."""
        return tuple(f"detail/{name}" for name in self.details)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Names of all datasets; the one that says a run is done comes last."""
        return (*self.detailed_datasets, *reversed(self.keeps))

    @property
    def needed(self) -> tuple[str, ...]:
        """Datasets that a run must be in to count as done."""
        return tuple(name for name in self.keeps if name != "actors")


@dataclass(frozen=True)
class Chunk:
    """A handful of runs for one worker; `arms` holds just the arms of these runs."""

    folder: Path
    code: str
    engine: Engine
    arms: dict[str, ArmLike]
    runs: tuple[Run, ...]
    plan: Plan

    def details_of(self, run: Run) -> tuple[str, ...]:
        """Return the tables by quarter that a run is to have."""
        return self.plan.details if run.history < self.plan.detailed else ()


@dataclass(frozen=True)
class ChunkReport:
    """How a chunk went: small, since it travels back to the parent."""

    done: int
    failures: tuple[Failure, ...]
    seconds: float
    writing: float = 0.0
    """Seconds of these that went into files."""


def command_for(arm: ArmLike, run: Run) -> str:
    """Return the command that repeats one run."""
    return f"multipartner run {arm.command or arm.name} --runs 1 --seed {run.seed} --workers 1"


def _where(error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    return f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""


def failure(arm: ArmLike, run: Run, stage: str, error: BaseException) -> Failure:
    """Return the row that a failed run leaves."""
    text = f"{type(error).__name__}: {' '.join(str(error).split())}{_where(error)}"
    return Failure(run, stage, text, command_for(arm, run))


def _run(run: Run, world: WorldLike, details: tuple[str, ...]) -> dict[str, pa.Table]:
    """Run a world to its end; return the tables by quarter that were asked for."""
    if not details:
        world.run()
        return {}
    from experiments.execution.extra_tables import run_in_detail
    from simulation.world import World

    assert isinstance(world, World)
    return run_in_detail(run, world, details)


def _simulate(chunk: Chunk, run: Run) -> History | Failure:
    """Simulate one run; any error becomes a row, since the other runs go on."""
    arm = chunk.arms[run.arm]
    stage = "building the world"
    try:
        world = chunk.engine.build(arm.scenario, run.seed)
        stage = "running"
        details = _run(run, world, chunk.details_of(run))
        stage = "recording"
        return History.of(run, world, chunk.engine.measures(), details)
    except StorageError:
        raise
    except MemoryError:
        raise OutOfMemoryError from None
    except OSError as error:  # a model has no business with files; its compiled kernels are kept in some
        raise StorageError(error.filename or cache_folder(), error) from None
    except Exception as error:  # noqa: BLE001 - whatever the model throws must not stop the other runs
        return failure(arm, run, stage, error)


def write_failures(folder: Path, code: str, failures: Sequence[Failure]) -> None:
    """Store failed runs."""
    if failures:
        header = Header(code, tuple(each.run for each in failures))
        write_part(part_of(folder, "failures"), failures_table(failures), header)


def work(chunk: Chunk) -> ChunkReport:
    """Simulate the runs of a chunk and write one part a table.

    The outcome part comes last: where it is, the others are.

    Raises
    ------
    CodeChanged
        When this process would run other code than the experiment was started with.
    """
    if chunk.engine.digest() != chunk.code:
        raise CodeChanged("The model's files changed while it ran. What is finished is kept; start the run again.")
    start = perf_counter()
    ended = [_simulate(chunk, run) for run in chunk.runs]
    run_until = perf_counter()
    histories = [each for each in ended if isinstance(each, History)]
    failures = tuple(each for each in ended if isinstance(each, Failure))
    for dataset in chunk.plan.datasets:
        held = [history for history in histories if history.is_in(dataset)]
        if held:
            table = table_of_dataset(dataset, held, chunk.engine.measures())
            write_part(part_of(chunk.folder, dataset), table, Header(chunk.code, tuple(each.run for each in held)))
    write_failures(chunk.folder, chunk.code, failures)
    end = perf_counter()
    return ChunkReport(len(histories), failures, end - start, end - run_until)
