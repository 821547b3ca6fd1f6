"""``multipartner run``: from scenario names to a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shlex import join

from rich.console import Console

from experiments.cli.exit_codes import INTERRUPTED
from experiments.cli.session import Interrupted, Options, check_out, conduct, name_failures
from experiments.cli.terminal import screen
from experiments.design.arms import load_arms, title_and_question
from experiments.design.equal import SUFFIX, at_equal_money
from experiments.design.outcomes import asked_outcomes
from experiments.execution.engine import MODEL, Engine, fitted
from experiments.execution.experiment import Experiment
from experiments.execution.preconditions import check_sizes
from experiments.execution.worker import Plan
from experiments.storage.csv_text import Dialect
from experiments.storage.folders import folder_for
from experiments.storage.identity import Arm


@dataclass(frozen=True)
class Request:
    """What was typed after ``multipartner run``."""

    scenarios: tuple[str, ...]
    runs: int
    seed: int = 0
    years: int | None = None
    settings: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    detailed: int = 1
    outcomes: str = ""
    dialect: Dialect = "plain"
    options: Options = field(default_factory=Options)
    equal: str | None = None

    @property
    def command(self) -> str:
        """The command that asks for the same results."""
        years = ["--years", str(self.years)] if self.years is not None else []
        settings = [part for text in self.settings for part in ("--set", text)]
        numbers = ["--runs", str(self.runs), "--seed", str(self.seed)]
        detailed = ["--detailed", str(self.detailed)] if self.detailed != 1 else []
        tables = ["--tables", ",".join(self.tables), *detailed] if self.tables else []
        outcomes = ["--outcomes", self.outcomes] if self.outcomes else []
        csv = ["--csv", self.dialect] if self.dialect != "plain" else []
        equal = ["--equal", self.equal] if self.equal else []
        return join(
            ["multipartner", "run", *self.scenarios, *numbers, *years, *settings, *tables, *outcomes, *csv, *equal]
        )


def run_scenarios(request: Request) -> int:
    """Run scenarios side by side, write everything, print the answer; return the exit code."""
    check_sizes(request.runs, request.seed, ("--runs", "--seed"))
    check_out(request.options.out)
    arms = at_equal_money(load_arms(request.scenarios, request.settings, request.years), request.equal)
    return run_arms(request, arms, screen())


def run_arms(request: Request, arms: Sequence[Arm], console: Console, engine: Engine = MODEL) -> int:
    """Run arms that are loaded already; see :func:`run_scenarios`."""
    names = [arm.name for arm in arms if not arm.name.endswith(SUFFIX)]
    seed = request.seed or None
    said = (*request.settings, f"equal={request.equal}") if request.equal else request.settings
    folder = request.options.out or folder_for(names, said, years=request.years, seed=seed)
    plan = Plan(details=request.tables, detailed=request.detailed)
    title, question = title_and_question([arm for arm in arms if arm.name in names])
    engine = fitted(engine, [arm.scenario for arm in arms])
    outcomes = asked_outcomes(request.outcomes, engine.measures())
    experiment = Experiment(
        arms,
        request.runs,
        folder,
        request.seed,
        engine,
        title,
        question,
        request.command,
        plan,
        outcomes=outcomes,
    )
    what = f"{len(arms)} scenario{'s' if len(arms) > 1 else ''} × {request.runs} histories = {experiment.planned} runs"
    console.print(f"{what}, into {folder}", highlight=False)
    try:
        finished = conduct(experiment, request.options, console)
    except Interrupted:
        return INTERRUPTED
    if finished.tally.done or finished.mending.done:
        _write(folder, request, arms, console)
    return name_failures(folder, console)


def _write(folder: Path, request: Request, arms: Sequence[Arm], console: Console) -> None:
    from experiments.execution.own_partnerships import own_partnerships
    from experiments.report.run_folder import print_answer, write_everything
    from experiments.storage.frames import Results

    results = Results.open(folder)
    places = write_everything(results, request.dialect, own_partnerships(arms, request.seed))
    if request.tables:
        from experiments.storage.extra_files import write_detail

        detail: Path = write_detail(results, request.tables, request.dialect)
        console.print(f"Tables by quarter: {detail}", highlight=False)
    print_answer(results, console)
    console.print(f"\nReport: {places[-1]}   Figures: {places[1]}", highlight=False)
