"""``multipartner run``: from scenario names to a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shlex import join

from rich.console import Console

from experiments.arms import load_arms, title_and_question
from experiments.cli import DONE, INTERRUPTED, SOME_FAILED
from experiments.engine import MODEL, Engine
from experiments.folders import folder_for
from experiments.identity import Arm
from simulation.core.errors import MultipartnerError

NAMED_FAILURES = 5
MOST_RUNS = 10_000_000
PLAIN_WIDTH = 150


@dataclass(frozen=True)
class Request:
    """What was typed after ``multipartner run``."""

    scenarios: tuple[str, ...]
    runs: int
    seed: int = 0
    years: int | None = None
    settings: tuple[str, ...] = ()
    out: Path | None = None
    workers: int | None = None
    fresh: bool = False

    @property
    def command(self) -> str:
        """The command that asks for the same results."""
        years = ["--years", str(self.years)] if self.years is not None else []
        settings = [part for text in self.settings for part in ("--set", text)]
        numbers = ["--runs", str(self.runs), "--seed", str(self.seed)]
        return join(["multipartner", "run", *self.scenarios, *numbers, *years, *settings])


def screen() -> Console:
    """Return the console: as wide as the terminal, or wide enough for a table where output goes to a file."""
    console = Console()
    return console if console.is_terminal else Console(width=PLAIN_WIDTH)


def run_scenarios(request: Request) -> int:
    """Run scenarios side by side, write everything, print the answer; return the exit code."""
    console = screen()
    _check(request)
    arms = load_arms(request.scenarios, request.settings, request.years)
    lengths = sorted({arm.scenario.years for arm in arms})
    if len(lengths) > 1:
        raise MultipartnerError(
            f"Scenarios that are compared must be equally long, found {lengths[0]} and {lengths[-1]} years; "
            "give all of them --years."
        )
    return run_arms(request, arms, console)


def _check(request: Request) -> None:
    """Refuse what could only fail later: too many runs, seeds past the largest, results among other files."""
    from simulation.world import LARGEST_SEED

    if not 1 <= request.runs <= MOST_RUNS:
        raise MultipartnerError(f"--runs must be from 1 to {MOST_RUNS}, got {request.runs}.")
    if not 0 <= request.seed <= LARGEST_SEED - request.runs:
        raise MultipartnerError(f"--seed must be from 0 to {LARGEST_SEED} less the runs, got {request.seed}.")
    if request.out is not None and request.out.resolve() == Path.cwd():
        raise MultipartnerError("--out must name a folder of its own for the results, found the current folder.")


def run_arms(request: Request, arms: list[Arm], console: Console, engine: Engine = MODEL) -> int:
    """Run arms that are loaded already; see :func:`run_scenarios`."""
    folder = request.out or folder_for([arm.name for arm in arms])
    total = len(arms) * request.runs
    what = f"{len(arms)} scenario{'s' if len(arms) > 1 else ''} × {request.runs} histories = {total} runs"
    console.print(f"{what}, into {folder}", highlight=False)

    from experiments.experiment import Experiment, run_experiment
    from experiments.progress import Bar, duration
    from experiments.store import Mending

    def notice(found: Mending) -> None:
        _say_what_was_found(found, console)
        if engine is MODEL and len(found.done) < total:
            _say_if_compiling(console)

    title, question = title_and_question([arm.name for arm in arms])
    experiment = Experiment(arms, request.runs, folder, request.seed, engine, title, question, request.command)
    try:
        finished = run_experiment(
            experiment,
            request.workers,
            listen=lambda whole, already: Bar(console, whole, already),
            fresh=request.fresh,
            notice=notice,
        )
    except KeyboardInterrupt:
        again = request.command + (f" --out {folder}" if request.out else "")
        console.print("\nStopped. What is finished is kept; the same command goes on from there:")
        console.print(f"  {again}", highlight=False, markup=False)
        return INTERRUPTED
    tally = finished.tally
    if tally.done:
        console.print(f"{tally.done} runs in {duration(finished.manifest.seconds)}.", highlight=False)
    _write(folder, console, everything_failed=tally.done == 0 and not finished.mending.done)
    if tally.failed:
        _name_failures(finished.tally.failures, tally.failed, total, folder, console)
    return SOME_FAILED if tally.failed else DONE


def _say_what_was_found(found: object, console: Console) -> None:
    from experiments.store import Mending

    assert isinstance(found, Mending)
    if found.stale:
        console.print(f"{found.stale} runs of an older model or scenario were set aside in stale/.", highlight=False)
    if found.damaged:
        console.print(f"{len(found.damaged)} damaged files were set aside in damaged/; their runs are done again.")
    if found.done:
        console.print(f"{len(found.done)} runs are there already.", highlight=False)


def _say_if_compiling(console: Console) -> None:
    from simulation.core.compiling import is_compiled_before

    if not is_compiled_before():
        console.print("Compiling the model first, once for this version of it (seconds to a minute) …")


def _write(folder: Path, console: Console, *, everything_failed: bool) -> None:
    if everything_failed:
        return
    from experiments.frames import Results
    from experiments.outputs import print_answer, write_everything

    results = Results.open(folder)
    places = write_everything(results)
    print_answer(results, console)
    console.print(f"\nReport: {places[-1]}   Figures: {places[1]}", highlight=False)


def _name_failures(failures: object, failed: int, total: int, folder: Path, console: Console) -> None:
    from experiments.tables import Failure

    console.print(
        f"\n[bold]{failed} of {total} runs failed[/bold]; all are in {folder / 'failures.parquet'}:",
        highlight=False,
    )
    assert isinstance(failures, list)
    for each in failures[:NAMED_FAILURES]:
        assert isinstance(each, Failure)
        run = each.run
        console.print(
            f"  {run.arm}, history {run.history}, while {each.stage}: {each.error}",
            highlight=False,
            markup=False,
        )
        console.print(f"    to see it again: {each.command}", highlight=False, markup=False)
