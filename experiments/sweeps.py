"""A sweep: the points of a design, run, stored and read back; from the command line and from Python alike."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from experiments.analysis.answers import Answer, answers, unanswered
from experiments.analysis.sweep_results import SweepResults
from experiments.design.file import Design, load_design
from experiments.design.points import arms_of, design_table, distinct
from experiments.design.record import record_of
from experiments.ensembles import refuse_failures
from experiments.execution.engine import MODEL, Engine, fitted
from experiments.execution.experiment import Experiment, default_workers, run_experiment
from experiments.execution.scheduler import Workers
from experiments.execution.watching import watched
from experiments.execution.worker import Plan
from experiments.figures.drawing import Drawing
from experiments.figures.findings import draw
from experiments.storage.folders import kept_in
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed


def sweep_experiment(design: Design, folder: Path, engine: Engine = MODEL, command: str = "") -> Experiment:
    """Return the experiment that a design asks for: its arms are the distinct points."""
    arms = arms_of(design)
    return Experiment(
        arms=distinct(arms),
        histories=design.histories,
        folder=folder,
        seed=design.seed,
        engine=fitted(engine, [base.scenario for base in design.bases]),
        title=design.title,
        question=design.question,
        command=command,
        plan=Plan(keeps=("runs",)),
        design=record_of(design, len(arms)),
        points=design_table(design, arms),
    )


MOST_SENTENCES = 12
"""Sentences shown in a notebook."""


class Sweep(SweepResults):
    """What a sweep found: its results, what they answer, and the figures of the answers."""

    @cached_property
    def answers(self) -> list[Answer]:
        """What the sweep answers by itself: heat maps, sensitivities, robustness, where a sign flips."""
        return answers(self)

    @cached_property
    def drawings(self) -> list[Drawing]:
        """The figure of every answer."""
        return [replace(draw(answer.finding), name=answer.name) for answer in self.answers]

    @property
    def sentences(self) -> list[str]:
        """What the sweep allows you to say; of outcomes that actors hardly decide, only that."""
        opens = "No claim about" if self.problem.levers else "Policy can hardly move"
        notes = [f"{opens} {name}: {why}." for name, why in self.unclaimed.items()]
        notes += unanswered(self, self.answers)
        claims = (text for answer in self.answers if answer.outcome not in self.unclaimed for text in answer.sentences)
        return [*notes, *claims]

    def plot(self) -> Drawing:
        """Draw the most important answer; ``drawings`` has the others."""
        if not self.answers:
            raise MultipartnerError("This sweep has no figure of its own; its table is in `frame`.")
        return self.drawings[0]

    def __repr__(self) -> str:
        points, factors = self.frame["scenario"].nunique(), len(self.problem.factors)
        return f"Sweep({self.design['name']}: {points} points of {factors} factors, {len(self.frame)} rows)"

    def _repr_html_(self) -> str:
        manifest = self.results.manifest
        missing = f"; {self.missing} of {manifest.planned} runs are missing" if self.missing else ""
        said = f"{self.frame['scenario'].nunique()} points, {len(self.frame)} rows{missing}"
        listed = "".join(f"<li>{escape(text)}</li>" for text in self.sentences[:MOST_SENTENCES])
        table = self.frame[self.outcomes].describe().loc[["mean", "std", "min", "max"]].round(4).to_html(border=0)
        return f"<p><b>{escape(manifest.title)}</b>: {escape(manifest.question)} ({said})</p><ul>{listed}</ul>{table}"


@typed
def sweep(
    design: str | PathLike[str],
    runs: int | None = None,
    seed: int | None = None,
    *,
    years: int | None = None,
    samples: int | None = None,
    settings: Sequence[str] = (),
    points: pd.DataFrame | None = None,
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
    points : pandas.DataFrame, optional
        Points to run instead of those that the design draws: one column per factor (dotted name), one row per point.
    workers : int, optional
        Worker processes; by default one per core.
    cluster : str, optional
        Address of a Dask scheduler that takes the work.
    out : path, optional
        Keep results there, and continue from what it holds.
    engine : Engine
        Another model instead of this one: how to build a world, its measures, its digest.

    Returns
    -------
    Sweep
        ``frame``: one row per point and history, units in ``attrs``; ``sentences``; ``answers``; ``plot()``.

    Raises
    ------
    MultipartnerError
        When the design is wrong or a run fails.

    Examples
    --------
    >>> sweep("transactional_regard", runs=2).sentences  # doctest: +SKIP
    """
    said = load_design(
        design, engine.measures(), settings, points, histories=runs, seed=seed, years=years, samples=samples
    )
    with TemporaryDirectory(prefix="multipartner-") as temporary:
        folder = kept_in(out, temporary)
        with _workers(workers, cluster, folder) as hands:
            experiment = sweep_experiment(said, folder, engine)
            run_experiment(experiment, watched(hands, experiment.planned, engine))
        found = Sweep.open(folder)
        refuse_failures(found.results)
        _ = found.sentences, found.missing  # read before the folder may be gone
    return found


def _workers(count: int | None, cluster: str | None, folder: Path) -> AbstractContextManager[Workers]:
    if cluster is None:
        return nullcontext(Workers(default_workers() if count is None else count))
    from experiments.execution.dask_cluster import cluster_workers

    return cluster_workers(cluster, folder.resolve(), lambda line: print(line, file=sys.stderr))  # noqa: T201
