"""The results of a sweep as an analysis reads them: samples, the problem that made them, courses of measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, Self

import pandas as pd

from experiments.analysis.headlines import part_decided
from experiments.analysis.paired import LEAST_DECIDED
from experiments.analysis.provenance import basis_of
from experiments.analysis.study import Study
from experiments.design.outcomes import OutcomeSpec
from experiments.design.problem import Problem
from experiments.design.record import outcomes_of, problem_of
from experiments.design.samples import samples
from experiments.storage.frames import Results
from experiments.storage.points import read_design_table
from simulation.core.typed import typed


@dataclass(frozen=True)
class SweepResults:
    """The results of a sweep, read back for analysis.

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

    @classmethod
    @typed
    def open(cls, folder: str | PathLike[str]) -> Self:
        """Open the results folder of a sweep."""
        results = Results.open(Path(folder))
        frame = samples(Path(folder))
        design = results.manifest.design
        assert design is not None
        problem = problem_of(design)
        points = read_design_table(Path(folder)).set_index("scenario")[list(problem.names)]
        planned = len(points) * int(design["histories"])
        study = Study.of(frame, problem, points, planned, basis_of(results).origin)
        return cls(results, problem, frame, outcomes_of(design), study)

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
        """Length of the runs [yr]."""
        return float(self.design["bases"][0]["scenario"]["years"])

    @typed
    def courses(self, measure: str) -> pd.DataFrame:
        """Return one measure by quarter: columns scenario (the point), history, quarter, year and the measure."""
        return self.results.columns("runs", ["scenario", "history", "quarter", "year", measure])

    @cached_property
    def unclaimed(self) -> dict[str, str]:
        """Outcomes about which no effect of a lever is claimed, with the reason: actors decide too little of them."""
        said = {}
        for spec in self.specs:
            decided = part_decided(self.results, spec.measure)
            if decided is not None and decided < LEAST_DECIDED:
                threat = spec.measure.removeprefix("level_")
                said[spec.name] = f"the model's actors decide only {100 * decided:.0f} % of the effort on {threat}"
        return said

    @property
    def missing(self) -> int:
        """Number of runs that were requested and are missing."""
        return self.results.missing
