"""``multipartner decompose``: which differences between two scenarios make the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shlex import join

from rich.console import Console

from experiments.cli.exit_codes import DONE, INTERRUPTED
from experiments.cli.session import Interrupted, Options, check_out, conduct, name_failures
from experiments.decomposition import Decomposition
from experiments.design.arms import load_arms
from experiments.design.mixes import grouped, mixes, settings_apart
from experiments.design.outcomes import asked_outcomes
from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import Experiment
from experiments.execution.preconditions import check_sizes
from experiments.storage.csv_text import as_csv
from experiments.storage.folders import folder_for
from experiments.storage.frames import Results
from experiments.storage.manifest import MIXES
from experiments.storage.parts import write_whole


@dataclass(frozen=True)
class Asked:
    """What was typed after ``multipartner decompose``."""

    a: str
    b: str
    runs: int
    seed: int = 0
    years: int | None = None
    settings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    outcomes: str = ""
    options: Options = field(default_factory=Options)

    @property
    def command(self) -> str:
        """The command that asks for the same results."""
        years = ["--years", str(self.years)] if self.years is not None else []
        settings = [part for text in self.settings for part in ("--set", text)]
        groups = [part for text in self.groups for part in ("--group", text)]
        outcomes = ["--outcomes", self.outcomes] if self.outcomes else []
        numbers = ["--runs", str(self.runs), "--seed", str(self.seed)]
        return join(["multipartner", "decompose", self.a, self.b, *numbers, *years, *settings, *groups, *outcomes])


def decompose(asked: Asked, console: Console, engine: Engine = MODEL) -> int:
    """Run every mix of two scenarios, write tables and figure, say which groups make the difference."""
    check_sizes(asked.runs, asked.seed, ("--runs", "--seed"))
    check_out(asked.options.out)
    one, other = load_arms((asked.a, asked.b), asked.settings, asked.years)
    groups = grouped(settings_apart(one.scenario, other.scenario), asked.groups)
    arms = mixes(one.scenario, other.scenario, groups)
    said = (*asked.settings, *asked.groups)
    folder = asked.options.out or folder_for(
        ["decompose", one.name, other.name], said, years=asked.years, seed=asked.seed or None
    )
    specs = asked_outcomes(asked.outcomes, engine.measures())
    title = f"What makes the difference between {other.name} and {one.name}"
    question = "Which differences between two scenarios account for the difference between their outcomes?"
    experiment = Experiment(
        arms, asked.runs, folder, asked.seed, engine, title, question, asked.command, outcomes=specs, kind=MIXES
    )
    what = f"{len(groups)} groups, {len(arms)} scenarios × {asked.runs} histories = {experiment.planned} runs"
    console.print(f"{what}, into {folder}", highlight=False)
    try:
        conduct(experiment, asked.options, console)
    except Interrupted:
        return INTERRUPTED
    code = name_failures(folder, console)
    if code == DONE:
        named = tuple(arm.name for arm in arms)
        write(Decomposition(Results.open(folder), tuple(groups), (one.name, other.name), named), console)
    return code


def write(found: Decomposition, console: Console) -> Sequence[Path]:
    """Write tables and figure of a decomposition into its folder, and print what they say."""
    place = found.results.place
    places = [place / "tables" / "decomposition.csv", place / "tables" / "interactions.csv"]
    for path, frame in zip(places, (found.frame, found.pairs), strict=True):
        write_whole(path, as_csv(frame))
    drawn = found.plot().save(place / "figures")
    for line in found.answers():
        console.print(line, highlight=False, markup=False)
    console.print(f"\nTables: {places[0].parent}   Figure: {drawn[0]}", highlight=False)
    return [*places, *drawn]
