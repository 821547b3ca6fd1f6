"""A sweep: the points of a design, run, stored and read back; from the command line and from Python alike."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.analysis.paired import LEAST_DECIDED
from experiments.analysis.study import Study
from experiments.design.file import Design, load_design
from experiments.design.outcomes import OutcomeSpec
from experiments.design.points import arms_of, design_table, distinct, read_design_table
from experiments.design.problem import Problem
from experiments.design.record import outcomes_of, problem_of, record_of
from experiments.design.samples import samples
from experiments.ensembles import refuse_failures
from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import Experiment, RunOptions, default_workers, run_experiment
from experiments.execution.scheduler import Workers
from experiments.execution.worker import Plan
from experiments.figures.drawing import Drawing, basis_of
from experiments.storage.folders import kept_in
from experiments.storage.frames import Results
from simulation.core.errors import MultipartnerError

if TYPE_CHECKING:
    from experiments.figures.answers import Answer


def sweep_experiment(design: Design, folder: Path, engine: Engine = MODEL, command: str = "") -> Experiment:
    """Return the experiment that a design asks for: its arms are the distinct points."""
    arms = arms_of(design)
    return Experiment(
        arms=distinct(arms),
        histories=design.histories,
        folder=folder,
        seed=design.seed,
        engine=engine,
        title=design.title,
        question=design.question,
        command=command,
        plan=Plan(keeps=("runs",)),
        design=record_of(design, len(arms)),
        points=design_table(design, arms),
    )


MOST_SENTENCES = 12
"""Sentences shown in a notebook."""


@dataclass(frozen=True)
class Sweep:
    """What a sweep found.

    Parameters
    ----------
    results : Results
    problem : Problem
        The factors, and how points were drawn.
    frame : pandas.DataFrame
        One row a point and history: point, history, factors, outcomes; units in ``attrs["units"]``.
    specs : tuple of OutcomeSpec
        The outcomes.
    study : Study
        The same, ready for analysis.
    """

    results: Results
    problem: Problem
    frame: pd.DataFrame
    specs: tuple[OutcomeSpec, ...]
    study: Study

    @staticmethod
    def open(folder: str | PathLike[str]) -> Sweep:
        """Open the results folder of a sweep."""
        results = Results.open(Path(folder))
        frame = samples(Path(folder))
        design = results.manifest.design
        assert design is not None
        problem = problem_of(design)
        points = read_design_table(Path(folder)).set_index("scenario")[list(problem.names)]
        planned = len(points) * int(design["histories"])
        study = Study.of(frame, problem, points, planned, basis_of(results).origin)
        return Sweep(results, problem, frame, outcomes_of(design), study)

    @property
    def outcomes(self) -> list[str]:
        """Names of the outcomes."""
        return [spec.name for spec in self.specs]

    @property
    def design(self) -> dict[str, Any]:
        """What the manifest keeps of the design."""
        return self.results.manifest.design or {}

    @property
    def compared_with(self) -> dict[str, Any]:
        """Values of levers that others are compared with, where the design names them."""
        return dict(self.design["compared_with"])

    @property
    def years(self) -> float:
        """Length of the runs."""
        return float(self.design["bases"][0]["scenario"]["years"])

    def courses(self, measure: str) -> pd.DataFrame:
        """Return one measure by quarter: point, history, quarter, year, value."""
        return self.results.columns("runs", ["scenario", "history", "quarter", "year", measure])

    @cached_property
    def unclaimed(self) -> dict[str, str]:
        """Outcomes about which no effect of a lever is claimed, with the reason: actors decide too little of them."""
        said = {}
        for spec in self.specs:
            threat = spec.measure.removeprefix("level_")
            share = f"model_share_{threat}"
            if threat != spec.measure and share in self.results.names_of("runs"):
                decided = float(self.results.columns("runs", ["scenario", "history", share])[share].mean())
                if decided < LEAST_DECIDED:
                    said[spec.name] = f"the model's actors decide only {100 * decided:.0f} % of the effort on {threat}"
        return said

    @cached_property
    def answers(self) -> list[Answer]:
        """What the sweep answers by itself: heat maps, sensitivities, robustness, where a sign flips."""
        from experiments.figures.answers import answers

        return answers(self)

    @property
    def sentences(self) -> list[str]:
        """What the sweep allows to say; about outcomes that actors hardly decide, no more than that."""
        opens = "No claim about" if self.problem.levers else "Policy can hardly move"
        notes = [f"{opens} {name}: {why}." for name, why in self.unclaimed.items()]
        claims = (text for answer in self.answers if answer.outcome not in self.unclaimed for text in answer.sentences)
        return [*notes, *claims]

    def plot(self) -> Drawing:
        """Draw the most important answer; ``answers`` has the others."""
        if not self.answers:
            raise MultipartnerError("This sweep has no figure of its own; its table is in `frame`.")
        return self.answers[0].drawing

    @property
    def missing(self) -> int:
        """How many runs were asked for and are not there."""
        return self.results.missing

    def _repr_html_(self) -> str:
        manifest = self.results.manifest
        missing = f"; {self.missing} of {manifest.planned} runs are missing" if self.missing else ""
        said = f"{self.frame['scenario'].nunique()} points, {len(self.frame)} rows{missing}"
        listed = "".join(f"<li>{escape(text)}</li>" for text in self.sentences[:MOST_SENTENCES])
        table = self.frame[self.outcomes].describe().loc[["mean", "std", "min", "max"]].round(4).to_html(border=0)
        return f"<p><b>{escape(manifest.title)}</b>: {escape(manifest.question)} ({said})</p><ul>{listed}</ul>{table}"


def sweep(
    design: str | PathLike[str],
    runs: int | None = None,
    seed: int | None = None,
    *,
    years: int | None = None,
    samples: int | None = None,
    settings: Sequence[str] = (),
    workers: int | None = None,
    cluster: str | None = None,
    out: str | PathLike[str] | None = None,
    engine: Engine = MODEL,
) -> Sweep:
    """Run a design and return what it found.

    Parameters
    ----------
    design : str or path
        Name of a shipped design, or path of a file.
    runs, seed, years, samples : int, optional
        Histories of each point, seed of the first, length, and size of the sample, instead of what the design says.
    settings : sequence of str
        ``key=value`` changes of the scenario that is varied.
    workers : int, optional
        Worker processes; by default one a core.
    cluster : str, optional
        Address of a Dask scheduler to give the work to.
    out : path, optional
        Keep results there, and go on from what it holds.

    Raises
    ------
    MultipartnerError
        When the design is wrong or a run fails.
    """
    said = load_design(design, engine.measures(), settings, histories=runs, seed=seed, years=years, samples=samples)
    with TemporaryDirectory(prefix="multipartner-") as temporary:
        folder = kept_in(out, temporary)
        with _workers(workers, cluster, folder) as hands:
            run_experiment(sweep_experiment(said, folder, engine), RunOptions(hands))
        found = Sweep.open(folder)
        refuse_failures(found.results)
        _ = found.sentences, found.missing  # read before the folder may be gone
    return found


def _workers(count: int | None, cluster: str | None, folder: Path) -> AbstractContextManager[Workers]:
    if cluster is None:
        return nullcontext(Workers(default_workers() if count is None else count))
    from experiments.execution.dask_cluster import cluster_workers

    return cluster_workers(cluster, folder.resolve(), lambda line: print(line, file=sys.stderr))  # noqa: T201
