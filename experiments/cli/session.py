"""What ``run`` and ``sweep`` share: carry an experiment out in front of the user, and say how it went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import join

from rich.console import Console

from experiments.cli.exit_codes import DONE, SOME_FAILED
from experiments.execution.engine import MODEL
from experiments.execution.experiment import Experiment, Finished, RunOptions, default_workers, run_experiment
from experiments.execution.progress import Bar, duration
from experiments.execution.scheduler import Workers
from experiments.execution.watching import compile_first
from experiments.storage.ownership import at_home
from experiments.storage.store import Mending
from simulation.core.errors import MultipartnerError

NAMED_FAILURES = 5
SHOWN_COMMAND = 400
"""Letters of a command that are shown; the failures table has all of it."""


@dataclass(frozen=True)
class Options:
    """Options of ``run`` and ``sweep`` that change no number."""

    out: Path | None = None
    workers: int | None = None
    cluster: str | None = None
    fresh: bool = False
    retry_failed: bool = False

    def __post_init__(self) -> None:
        if self.out is not None:
            object.__setattr__(self, "out", at_home(self.out))

    def typed(self) -> list[str]:
        """Return what to type again to go on."""
        out = ["--out", str(self.out)] if self.out else []
        return out + (["--cluster", self.cluster] if self.cluster else [])


class Interrupted(Exception):
    """The user pressed Ctrl-C; what is finished is on disk."""


def check_out(out: Path | None) -> None:
    """Refuse results among other files."""
    if out is not None and out.resolve() == Path.cwd():
        raise MultipartnerError("--out must name a separate folder for the results, found the current folder.")


@contextmanager
def _workers(options: Options, folder: Path, console: Console) -> Iterator[Workers]:
    if options.cluster is None:
        yield Workers(default_workers() if options.workers is None else options.workers)
        return
    from experiments.execution.dask_cluster import cluster_workers

    def tell(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    with cluster_workers(options.cluster, folder.resolve(), tell) as workers:
        yield workers


def conduct(experiment: Experiment, options: Options, console: Console) -> Finished:
    """Carry out an experiment with a progress bar.

    Raises
    ------
    Interrupted
        After Ctrl-C, with the command that goes on printed.
    """

    def notice(found: Mending) -> None:
        _say_what_was_found(found, console)
        if experiment.engine.digest is MODEL.digest and len(found.done) < experiment.planned:
            compile_first(lambda line: console.print(line, highlight=False))

    try:
        with _workers(options, experiment.folder, console) as workers:
            how = RunOptions(
                workers, lambda total, done: Bar(console, total, done), notice, options.fresh, options.retry_failed
            )
            finished = run_experiment(experiment, how)
    except KeyboardInterrupt:
        console.print("\nStopped. What is finished is kept; the same command continues from there:")
        console.print(f"  {experiment.command} {join(options.typed())}".rstrip(), highlight=False, markup=False)
        raise Interrupted from None
    if finished.tally.done:
        console.print(f"{finished.tally.done} runs in {duration(finished.manifest.seconds)}.", highlight=False)
    return finished


def _say_what_was_found(found: Mending, console: Console) -> None:
    if found.stale:
        console.print(
            f"{found.stale} runs of an older model or scenario were set aside in stale/, and a new report replaces "
            "theirs; to keep both, press Ctrl-C and give another --out. The earlier command brings the runs back.",
            highlight=False,
        )
    if found.damaged:
        console.print(f"{len(found.damaged)} damaged files were set aside in damaged/; their runs are repeated.")
    if found.done:
        console.print(f"{len(found.done)} runs are already done.", highlight=False)
    if found.failed:
        console.print(
            f"{len(found.failed)} runs failed earlier and are not retried; --retry-failed retries them.",
            highlight=False,
        )


def name_failures(folder: Path, console: Console) -> int:
    """Name the runs that have failed, if any, and return the exit code."""
    from experiments.storage.frames import Results

    results = Results.open(folder)
    failures = results.failures
    if failures.empty:
        return DONE
    place = folder / "failures.parquet"
    planned = results.manifest.planned
    console.print(f"\n{len(failures)} of {planned} runs failed; all are in {place}:", style="bold", highlight=False)
    for each in failures.head(NAMED_FAILURES).itertuples():
        said = f"  {each.scenario}, history {each.history}, while {each.stage}: {each.error}"
        console.print(said, highlight=False, markup=False)
        command = str(each.command)
        shown = command if len(command) <= SHOWN_COMMAND else f"{command[:SHOWN_COMMAND]} … (all of it in {place})"
        console.print(f"    to reproduce it: {shown}", highlight=False, markup=False)
    return SOME_FAILED
