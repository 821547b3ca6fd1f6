"""``multipartner ablation``: what changes when a mechanism is left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from experiments.analysis.ablation import BASES, ablation_arms, ablation_table, cell, renewed_page, write_ablation
from experiments.cli.exit_codes import DONE, SOME_FAILED
from experiments.design.arms import arm_name
from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.progress import Bar
from experiments.execution.scheduler import Workers
from experiments.storage.folders import RESULTS
from experiments.storage.frames import Results
from experiments.storage.identity import Arm
from experiments.storage.ownership import at_home
from simulation.core.errors import MultipartnerError
from simulation.parameters import scenario_names
from simulation.parameters.files import text_of

FEWEST = 2


@dataclass(frozen=True)
class Ablation:
    """What was typed after ``multipartner ablation``."""

    scenarios: tuple[str, ...] = ()
    runs: int = 50
    seed: int = 0
    years: int | None = None
    workers: int | None = None
    out: Path = RESULTS / "ablation"
    page: Path | None = None

    @property
    def bases(self) -> tuple[str, ...]:
        """The scenarios from which mechanisms are left out."""
        return self.scenarios or tuple(name for name in BASES if name in scenario_names())


def ablate(request: Ablation, console: Console, engine: Engine = MODEL) -> int:
    """Leave out each mechanism in turn, write the tables, say what moved; return the exit code."""
    if request.runs < FEWEST:
        raise MultipartnerError(f"--runs must be at least {FEWEST}: an interval needs two histories.")
    if request.page is not None and not request.page.is_file():
        raise MultipartnerError(f"--page must name an existing page, found no file '{request.page}'.")
    named = [arm_name(base) for base in request.bases]
    for base in named:
        if named.count(base) > 1:
            raise MultipartnerError(
                f"Two scenarios are called '{base}', and would write into the same folder; rename one of the files."
            )
    failed = 0
    arms = {base: ablation_arms(base, request.years) for base in request.bases}
    if request.page is not None:
        text = text_of(request.page, str(request.page), kind="page")
        for made in arms.values():
            renewed_page(text, made[0].name, "")
    for made in arms.values():
        failed += ablate_one(request, made, console, engine)
    return SOME_FAILED if failed else DONE


def ablate_one(request: Ablation, arms: list[Arm], console: Console, engine: Engine) -> int:
    """Run one scenario and its arms, and write its tables; return how many runs failed."""
    base = arms[0].name
    folder = at_home(request.out) / base
    total = len(arms) * request.runs
    console.print(f"{base}: {len(arms)} arms × {request.runs} histories = {total} runs, into {folder}", highlight=False)
    question = "What changes when a mechanism is left out?"
    experiment = Experiment(arms, request.runs, folder, request.seed, engine, f"{base}, ablated", question)
    workers = Workers(request.workers) if request.workers else None
    finished = run_experiment(experiment, RunOptions(workers, lambda whole, done: Bar(console, whole, done)))
    for failure in finished.tally.failures:
        console.print(f"  failed: {failure.run.arm}: {failure.error}", highlight=False, markup=False)
    results = Results.open(folder)
    place = write_ablation(results, request.page)
    for line in answers(results):
        console.print(line, highlight=False, markup=False)
    console.print(f"Table: {place}", highlight=False)
    return finished.tally.failed


def answers(results: Results) -> list[str]:
    """Return a line for each mechanism: what moves clearly when it is left out."""
    frame = ablation_table(results)
    lines = []
    for mechanism, rows in frame.groupby("mechanism", sort=False):
        clear = rows[(rows["low"] > 0.0) | (rows["high"] < 0.0)]
        largest = clear.loc[clear["difference"].abs().sort_values(ascending=False).index].head(4)
        said = [f"{row['reading']} {cell(row).replace('*', '')} {row['unit']}" for _, row in largest.iterrows()]
        lines.append(f"  without {mechanism}: {'; '.join(said) if said else 'nothing moves clearly'}")
    return lines
