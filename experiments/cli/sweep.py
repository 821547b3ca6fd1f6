"""``multipartner sweep``: from a design file to a table of samples and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from shlex import join

from rich.console import Console

from experiments.cli.exit_codes import INTERRUPTED
from experiments.cli.session import Interrupted, Options, check_out, conduct, name_failures
from experiments.cli.terminal import screen
from experiments.design.file import load_design
from experiments.execution.engine import MODEL, Engine
from experiments.report.sweep_folder import write_sweep
from experiments.storage.folders import folder_for
from experiments.sweeps import Sweep, sweep_experiment


@dataclass(frozen=True)
class SweepRequest:
    """What was typed after ``multipartner sweep``."""

    design: str
    runs: int | None = None
    seed: int | None = None
    years: int | None = None
    samples: int | None = None
    settings: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)

    @property
    def command(self) -> str:
        """The command that asks for the same results."""
        given = {"--runs": self.runs, "--seed": self.seed, "--years": self.years, "--samples": self.samples}
        numbers = [part for name, value in given.items() if value is not None for part in (name, str(value))]
        settings = [part for text in self.settings for part in ("--set", text)]
        return join(["multipartner", "sweep", self.design, *numbers, *settings])


def run_sweep(request: SweepRequest, console: Console | None = None, engine: Engine = MODEL) -> int:
    """Run a design, write tables and figures, name failures; return the exit code."""
    console = console or screen()
    check_out(request.options.out)
    design = load_design(
        request.design,
        engine.measures(),
        request.settings,
        histories=request.runs,
        seed=request.seed,
        years=request.years,
        samples=request.samples,
    )
    own = folder_for([design.name], request.settings, years=request.years, seed=request.seed)
    folder = request.options.out or own
    experiment = sweep_experiment(design, folder, engine, request.command)
    points, histories = len(experiment.arms), design.histories
    console.print(
        f"{points} points × {histories} histor{'y' if histories == 1 else 'ies'} = {experiment.planned} runs, "
        f"into {folder}",
        highlight=False,
    )
    try:
        finished = conduct(experiment, request.options, console)
    except Interrupted:
        return INTERRUPTED
    if finished.tally.done or finished.mending.done:
        write_sweep(Sweep.open(folder), console)
    return name_failures(folder, console)
