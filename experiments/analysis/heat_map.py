"""An outcome over two levers: the mean of each cell, or its paired difference from one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.finding import Finding
from experiments.analysis.intervals import row_intervals
from experiments.analysis.provenance import Basis
from experiments.analysis.study import Study
from experiments.analysis.wording import estimate, measure_label, opening, with_unit
from experiments.analysis.worlds import settings_shown
from experiments.design.problem import Factor, Floats
from simulation.core.errors import MultipartnerError

WIDEST = 40
"""More different values of a factor than this are a cloud of points, not a map."""


@dataclass(frozen=True)
class HeatMap(Finding):
    """One number for each pair of values of two levers.

    Parameters
    ----------
    cells : pandas.DataFrame
        One row a cell: the two levers, ``mean``, ``low``, ``high`` (95 % over histories), ``histories``.
    x, y : Factor
        Levers along and up.
    outcome, unit : str
        What the number is about.
    base : mapping or None
        The cell that others are compared with, if they are.
    basis : Basis
    """

    cells: pd.DataFrame
    x: Factor
    y: Factor
    outcome: str
    unit: str
    base: Mapping[str, Any] | None
    basis: Basis

    @property
    def frame(self) -> pd.DataFrame:
        """One row a cell."""
        return self.cells

    def grid(self, column: str) -> pd.DataFrame:
        """Return a column as a grid: rows values of `y`, columns values of `x`, both rising."""
        grid: pd.DataFrame = self.cells.set_index([self.y.name, self.x.name])[column].unstack()
        return grid.sort_index().sort_index(axis=1)

    @property
    def sentences(self) -> list[str]:
        """Where the number is lowest and highest."""
        ordered = self.cells.dropna(subset="mean").sort_values("mean")
        if ordered["mean"].iloc[0] == ordered["mean"].iloc[-1]:
            return [f"{opening(self.label)}: the same at every setting of {self.x.name} and {self.y.name}."]
        low, high = self._extreme(ordered.iloc[0], "lowest"), self._extreme(ordered.iloc[-1], "highest")
        has_intervals = (self.cells["histories"] > 1).any()
        basis = " (95 % over histories)" if has_intervals else ""
        return [f"{opening(with_unit(self.noun, self.unit))}: {low}; {high}{basis}."]

    @property
    def label(self) -> str:
        """The outcome as prose shows it."""
        return measure_label(self.outcome)

    @property
    def noun(self) -> str:
        """The outcome, and what it is compared with."""
        return self.label if self.base is None else f"{self.label} compared with {settings_shown(self.base)}"

    def _extreme(self, row: pd.Series, word: str) -> str:
        cell = settings_shown({self.x.name: row[self.x.name], self.y.name: row[self.y.name]})
        shown = estimate(row["mean"], row["low"], row["high"])
        if self.base is None:
            return f"{word} at {cell}, {shown}"
        if row["mean"] == 0:
            return f"{word} at the reference"
        sign = "+" if row["mean"] > 0 else ""
        doubt = ", perhaps by luck" if row["low"] <= 0 <= row["high"] else ""
        return f"{word} at {cell}, {sign}{shown}{doubt}"


def heat_map(study: Study, outcome: str, x: str, y: str, base: Mapping[str, Any] | None = None) -> HeatMap:
    """Return an outcome over two levers, averaged over all else.

    Parameters
    ----------
    study : Study
    outcome : str
    x, y : str
        Levers along and up.
    base : mapping, optional
        Values of both levers: every cell becomes its paired difference from that one.

    Raises
    ------
    MultipartnerError
        When a factor takes too many values for a map, or no cell has the values of `base`.
    """
    factors = [study.problem.factor(name) for name in (x, y)]
    for factor in factors:
        count = study.points[factor.name].nunique()
        if count > WIDEST:
            raise MultipartnerError(
                f"A heat map takes at most {WIDEST} values per lever, found {count} of {factor.name}."
            )
    if x == y:
        raise MultipartnerError(f"A heat map takes two levers, found '{x}' twice.")
    wide = study.wide(outcome)
    if base is not None:
        wide = wide - _base_of(study, wide, base, (x, y))
    by_history = wide.groupby([study.points[x], study.points[y]]).mean()
    numbers = by_history.to_numpy(float)
    mean, low, high = row_intervals(numbers)
    cells = by_history.index.to_frame(index=False)
    cells = cells.assign(mean=mean, low=low, high=high, histories=np.isfinite(numbers).sum(axis=1))
    return HeatMap(cells, factors[0], factors[1], outcome, study.unit(outcome), base, study.basis)


def _base_of(study: Study, wide: pd.DataFrame, base: Mapping[str, Any], levers: tuple[str, str]) -> Floats:
    """Return, for every point, the point that has the base's levers and is the same world otherwise."""
    if set(base) != set(levers):
        raise MultipartnerError(f"The base of a heat map sets both of its levers, found '{settings_shown(base)}'.")
    world = study.world(levers)
    there = study.where(base)
    based = wide.loc[there].set_axis(world[there]).groupby(level=0).first().reindex(world)
    if based.isna().to_numpy().all():
        raise MultipartnerError(f"No world holds '{settings_shown(base)}' to compare with; its runs are missing.")
    found: Floats = based.to_numpy(float)
    return found
