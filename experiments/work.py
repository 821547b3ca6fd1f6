"""What a worker does with a chunk of runs: simulate them, write their parts, say how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from traceback import extract_tb

import pyarrow as pa

from experiments.engine import Engine
from experiments.identity import ArmLike, Run
from experiments.parts import Header, write_part
from experiments.tables import (
    Failure,
    WorldLike,
    actors_table,
    failures_table,
    ledger_table,
    outcomes_table,
)
from simulation.core.errors import MultipartnerError


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
    from experiments.detail import run_in_detail
    from simulation.world import World

    assert isinstance(world, World)
    return run_in_detail(run, world, details)


def _simulate(chunk: Chunk, run: Run) -> dict[str, pa.Table] | Failure:
    """Simulate one run; any error becomes a row, since the other runs go on."""
    arm = chunk.arms[run.arm]
    stage = "building the world"
    try:
        world = chunk.engine.build(arm.scenario, run.seed)
        stage = "running"
        tables = _run(run, world, chunk.details_of(run))
        stage = "recording"
        tables["runs"] = outcomes_table(run, world, chunk.engine.measures())
        if "ledger" in chunk.plan.keeps:
            tables["ledger"] = ledger_table(run, world)
        if "actors" in chunk.plan.keeps and run.history == 0:
            tables["actors"] = actors_table(run, world)
    except Exception as error:  # noqa: BLE001 - whatever the model throws must not stop the other runs
        return failure(arm, run, stage, error)
    return tables


def part_of(folder: Path, table: str) -> Path:
    """Return the folder of one of the datasets of an experiment."""
    return folder / f"{table}.parquet"


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
    rows: dict[str, list[pa.Table]] = {table: [] for table in chunk.plan.datasets}
    held: dict[str, list[Run]] = {table: [] for table in chunk.plan.datasets}
    failures: list[Failure] = []
    for run in chunk.runs:
        result = _simulate(chunk, run)
        if isinstance(result, Failure):
            failures.append(result)
            continue
        for table, content in result.items():
            rows[table].append(content)
            held[table].append(run)
    run_until = perf_counter()
    for table in chunk.plan.datasets:
        if held[table]:
            joined = pa.concat_tables(rows[table]).unify_dictionaries()
            write_part(part_of(chunk.folder, table), joined, Header(chunk.code, tuple(held[table])))
    write_failures(chunk.folder, chunk.code, failures)
    end = perf_counter()
    return ChunkReport(len(held["runs"]), tuple(failures), end - start, end - run_until)
