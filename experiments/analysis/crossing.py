"""When a threshold is first crossed: Kaplan-Meier curves [kaplan1958], as not every history gets there."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

from experiments.analysis.finding import Finding
from experiments.analysis.intervals import share_interval
from experiments.analysis.paired import CONFIDENCE
from experiments.analysis.provenance import Basis
from experiments.analysis.study import Study, require
from experiments.analysis.wording import estimate, opening, significant
from experiments.analysis.worlds import settings_shown
from experiments.design.problem import Floats
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.typed import typed

CALENDAR = 1000
"""Times above this are calendar years, below it years since the start."""
Direction = Literal["above", "below"]


@dataclass(frozen=True)
class Crossing(Finding):
    """The share of histories that have crossed a threshold by each moment.

    Parameters
    ----------
    curves : pandas.DataFrame
        One row a label and moment: ``label``, ``time`` [yr], ``crossed`` (share), ``low``, ``high`` (95 %,
        log-log Greenwood; NaN where nothing or everything has crossed).
    ends : pandas.DataFrame
        One row a label: ``label``, ``crossed`` by the end, ``low``, ``high`` (Wilson), ``median`` [yr, infinite
        where less than half cross], ``histories``.
    noun : str
        What is crossed: ``climate, final level above 1.5``.
    end : float
        When the histories end; those that have not crossed are censored there.
    basis : Basis
    """

    curves: pd.DataFrame
    ends: pd.DataFrame
    noun: str
    end: float
    basis: Basis

    @property
    def frame(self) -> pd.DataFrame:
        """One row a label and moment."""
        return self.curves

    @property
    def sentences(self) -> list[str]:
        """How many histories cross by the end, and when half of them have."""
        return [self._one(row) for _, row in self.ends.iterrows()]

    def _one(self, row: pd.Series) -> str:
        what = f"{row['label']}: {self.noun}" if row["label"] else opening(self.noun)
        share = estimate(row["crossed"], row["low"], row["high"], percent=True)
        basis = f"{share} of {row['histories']} histories {self._moment(self.end)} (95 %)"
        if not self.has_intervals:
            basis = f"{100 * row['crossed']:.0f} % of {row['histories']} runs {self._moment(self.end)}"
        half = f"in half of all {self._moment(row['median'])}" if np.isfinite(row["median"]) else "in less than half"
        return f"{what} in {basis}, {half}."

    @staticmethod
    def _moment(time: float) -> str:
        return f"by {time:.0f}" if time >= CALENDAR else f"within {significant(time)} years"

    @property
    def has_intervals(self) -> bool:
        """Whether the curves have intervals; runs of several worlds share luck and have none."""
        return bool(self.ends["low"].notna().all())


@typed
def first_crossings(
    outcomes: pd.DataFrame, measure: str, threshold: float, direction: Direction = "above"
) -> pd.DataFrame:
    """Return when each history first crosses a threshold.

    Parameters
    ----------
    outcomes : pandas.DataFrame
        One row per quarter of a history: ``scenario``, ``history``, ``year`` and measures.
    measure : str
    threshold : float
    direction : {"above", "below"}
        Which side is beyond; the threshold itself is not.

    Returns
    -------
    pandas.DataFrame
        Columns ``scenario``, ``history`` and ``time`` [calendar year], infinite where it does not happen.

    Raises
    ------
    MultipartnerError
        When there is no such measure.

    Examples
    --------
    >>> courses = pd.DataFrame({"scenario": "a", "history": 0, "year": [2025.0, 2025.25], "level_food": [1.0, 1.2]})
    >>> first_crossings(courses, "level_food", 1.1)["time"].tolist()
    [2025.25]
    """
    require(outcomes, ("scenario", "history", "year"), "The courses")
    if measure not in outcomes:
        raise name_unknown("measure", measure, [name for name in outcomes.columns if name not in {"run", "scenario"}])
    if not pd.api.types.is_numeric_dtype(outcomes[measure]):
        raise MultipartnerError(f"'{measure}' is not a measure: it holds no numbers.")
    side = outcomes[measure] > threshold if direction == "above" else outcomes[measure] < threshold
    beyond = outcomes.loc[side].groupby(["scenario", "history"])["year"].min()
    every = outcomes.groupby(["scenario", "history"], sort=False).size()
    return beyond.reindex(every.index, fill_value=np.inf).rename("time").reset_index()


def crossing(times: pd.DataFrame, noun: str, end: float, basis: Basis, *, independent: bool = True) -> Crossing:
    """Return the crossing curves of each label.

    Parameters
    ----------
    times : pandas.DataFrame
        One row a history: ``label``, ``time``; NaN or infinite where the threshold was not crossed.
    noun : str
    end : float
        When every history ends, on the same clock as the times.
    basis : Basis
    independent : bool
        Whether the histories of a label have nothing in common; intervals mean something only then.

    Raises
    ------
    MultipartnerError
        When there is no history, or one crosses after the end.
    """
    if times.empty:
        raise MultipartnerError(f"No history tells when '{noun}' happened; every run is missing.")
    late = times["time"][np.isfinite(times["time"]) & (times["time"] > end)]
    if len(late):
        raise MultipartnerError(f"A history crosses at {late.iloc[0]:g}, after the end at {end:g}. Give the end.")
    parts = [(str(label), group["time"].to_numpy(float)) for label, group in times.groupby("label", sort=False)]
    curves = pd.concat([_curve(label, values, end) for label, values in parts], ignore_index=True)
    ends = pd.DataFrame([_end(label, values) for label, values in parts])
    if not independent:
        curves[["low", "high"]] = ends[["low", "high"]] = np.nan
    curves.attrs["units"] = {"time": "yr", "crossed": "share"}
    return Crossing(curves, ends, noun, end, basis)


def crossing_in(study: Study, outcome: str, end: float, by: str | None = None) -> Crossing:
    """Return the curves of a first-crossing outcome of a sweep, one for each value of a factor.

    Where a value is met by several worlds, the curves have no intervals: all worlds share the same few histories.

    Parameters
    ----------
    study : Study
    outcome : str
        Years until the crossing; NaN or infinite where it does not happen.
    end : float
        Length of the runs, years.
    by : str, optional
        Factor whose values are compared; all worlds together if not given.
    """
    study.check_outcome(outcome)
    times = study.samples.rename(columns={outcome: "time"})[["time"]].assign(label="")
    if by is not None:
        column = study.samples[study.problem.factor(by).name]
        times = times.assign(label=[settings_shown({by: value}) for value in column], order=column)
        times = times.sort_values("order", kind="stable")
    worlds = len(study.points) // (1 if by is None else times["label"].nunique())
    return crossing(times, f"{outcome} happens", end, study.basis, independent=worlds == 1)


def _curve(label: str, times: Floats, end: float) -> pd.DataFrame:
    crossed = times[np.isfinite(times)]
    data = stats.CensoredData(uncensored=crossed, right=np.full(len(times) - len(crossed), end))
    survival = stats.ecdf(data).sf
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        band: Any = survival.confidence_interval(CONFIDENCE, method="log-log")
    moments = pd.DataFrame(
        {
            "time": survival.quantiles,
            "crossed": 1 - survival.probabilities,
            "low": 1 - band.high.probabilities,
            "high": 1 - band.low.probabilities,
        }
    )
    if moments["time"].iloc[-1] < end:
        moments = pd.concat([moments, moments.tail(1).assign(time=end)])
    return moments.assign(label=label)[["label", "time", "crossed", "low", "high"]]


def _end(label: str, times: Floats) -> dict[str, object]:
    share = share_interval(int(np.isfinite(times).sum()), len(times))
    ordered = np.sort(np.where(np.isfinite(times), times, np.inf))
    return {
        "label": label,
        "crossed": share.value,
        "low": share.low,
        "high": share.high,
        "median": float(ordered[(len(ordered) - 1) // 2]),
        "histories": len(times),
    }
