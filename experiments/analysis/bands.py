"""The course of a measure for each value of a lever, or its paired difference from one value.

Bands are quantiles over histories and over all other factors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.finding import Finding
from experiments.analysis.provenance import Basis
from experiments.analysis.study import Study
from experiments.analysis.wording import estimate, measure_label, opening, with_unit
from experiments.analysis.worlds import settings_shown, value_shown
from experiments.design.problem import Factor
from simulation.core.errors import MultipartnerError, name_unknown

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = ("q05", "q25", "q50", "q75", "q95")
MOST_VALUES = 6
"""More bands than this in one panel cannot be told apart."""


@dataclass(frozen=True)
class Bands(Finding):
    """Bands of one measure over time, one for each value of a lever.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a value and quarter: the lever, ``quarter``, ``year``, ``q05`` to ``q95``, ``courses``.
    lever : Factor
    measure, unit : str
    base : object
        Value of the lever that courses are compared with; None if they are not.
    basis : Basis
    """

    table: pd.DataFrame
    lever: Factor
    measure: str
    unit: str
    base: Any
    basis: Basis

    @property
    def noun(self) -> str:
        """What the bands show."""
        label = measure_label(self.measure)
        return label if self.base is None else f"{label} compared with {settings_shown({self.lever.name: self.base})}"

    @property
    def frame(self) -> pd.DataFrame:
        """One row a value and quarter."""
        return self.table

    @property
    def sentences(self) -> list[str]:
        """Median and middle 90 % at the end, for each value."""
        last = self.table[self.table["quarter"] == self.table["quarter"].max()]
        ends = (
            f"{value_shown(row[self.lever.name])}: {estimate(row['q50'], row['q05'], row['q95'])}"
            for row in last.to_dict("records")
        )
        what = opening(with_unit(self.noun, self.unit))
        how = f"median, middle 90 % of {last['courses'].min()} courses"
        return [f"{what} in {last['year'].iloc[0]:.0f}, by {self.lever.name} ({how}): {'; '.join(ends)}."]


def bands(study: Study, outcomes: pd.DataFrame, lever: str, measure: str, base: Any = None) -> Bands:
    """Return the course of a measure for each value of a lever.

    Parameters
    ----------
    study : Study
    outcomes : pandas.DataFrame
        One row per quarter of a history: ``scenario``, ``history``, ``quarter``, ``year`` and measures.
    lever : str
        A factor with few values; of more than six, six are shown, evenly spaced.
    measure : str
    base : optional
        One of the lever's values: courses become differences from it, in the same world and history.

    Raises
    ------
    MultipartnerError
        When the measure was not recorded, no quarter belongs to the study, or the lever never has the base value.
    """
    factor = study.problem.factor(lever)
    if measure not in outcomes:
        raise name_unknown("measure", measure, [name for name in outcomes.columns if name not in {"run", "scenario"}])
    own = outcomes[["scenario", "history", "quarter", "year", measure]]
    own = own.assign(**{lever: own["scenario"].map(study.points[lever])})
    own = own[own[lever].notna()]
    if own.empty:
        raise MultipartnerError("None of these outcomes belongs to a point of the sweep. Give those of its own folder.")
    if base is not None:
        own = _differences(study, own, lever, measure, base)
    own = own[own[lever].isin(_shown(own[lever]))]
    grouped = own.groupby([lever, "quarter", "year"], sort=True)[measure]
    table = grouped.quantile(np.array(LEVELS)).unstack().set_axis(list(COLUMNS), axis=1)
    table = table.assign(courses=grouped.size()).reset_index()
    units = outcomes.attrs.get("units", {})
    return Bands(table, factor, measure, units.get(measure, ""), base, study.basis)


def _differences(study: Study, courses: pd.DataFrame, lever: str, measure: str, base: Any) -> pd.DataFrame:
    """Return courses minus the course of the same world and history at the base value, which is left out."""
    study.where({lever: base})
    keys = ["world", "history", "quarter"]
    known = courses.assign(world=courses["scenario"].map(study.world([lever])))
    based = known.loc[known[lever] == base, [*keys, measure]]
    both = known[known[lever] != base].merge(based, on=keys, suffixes=("", " there"))
    return both.assign(**{measure: both[measure] - both[f"{measure} there"]})


def _shown(column: pd.Series) -> list[object]:
    values = column.drop_duplicates().sort_values().tolist()
    places = np.unique(np.linspace(0, len(values) - 1, min(MOST_VALUES, len(values))).round().astype(int))
    return [values[place] for place in places]
