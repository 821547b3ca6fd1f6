"""A study: the samples of a finished sweep and the problem that made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.provenance import Basis
from experiments.analysis.worlds import Worlds, settings_shown
from experiments.design.problem import Factor, Problem
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.typed import typed
from simulation.core.whole import whole

KEYS = ("scenario", "history")


def require(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a table that lacks a column.

    Raises
    ------
    MultipartnerError
    """
    for name in columns:
        if name not in frame:
            raise MultipartnerError(f"{what} have no column '{name}'. Found: {', '.join(map(str, frame.columns))}.")


@typed
@dataclass(frozen=True)
class Study:
    """Everything that an analysis needs from a sweep.

    Parameters
    ----------
    samples : pandas.DataFrame
        One row per point and history present: ``scenario`` (the point), ``history``, one column per factor, one
        per outcome; units in ``attrs["units"]``. A first crossing that did not happen is NaN or infinite.
    problem : Problem
    points : pandas.DataFrame
        Every requested point, in the order of the design: index ``scenario``, one column per factor.
    planned : int
        Runs asked for.
    origin : str
        Results, code and command.
    """

    samples: pd.DataFrame
    problem: Problem
    points: pd.DataFrame
    planned: int
    origin: str = "Made in memory by multipartner"

    @staticmethod
    @typed
    def of(
        samples: pd.DataFrame,
        problem: Problem,
        points: pd.DataFrame | None = None,
        planned: int | None = None,
        origin: str = "Made in memory by multipartner",
    ) -> Study:
        """Check the samples and return the study.

        Parameters
        ----------
        points : pandas.DataFrame, optional
            By default the points that the samples hold, in the order of their names.
        planned : int, optional
            By default every point in every history that any point has.

        Raises
        ------
        MultipartnerError
            When a column is missing, or a point has one history twice.
        """
        require(samples, (*KEYS, *problem.names), "The samples")
        if samples.duplicated(list(KEYS)).any():
            twice = samples.loc[samples.duplicated(list(KEYS)), list(KEYS)].iloc[0]
            raise MultipartnerError(f"The samples have history {twice['history']} of '{twice['scenario']}' twice.")
        if points is None:
            points = samples.drop_duplicates("scenario").sort_values("scenario", kind="stable")
            points = points.set_index("scenario", drop=False)[list(problem.names)]
        require(points, problem.names, "The points")
        asked = len(points) * samples["history"].nunique() if planned is None else whole("planned", planned, 0)
        return Study(samples, problem, points, asked, origin)

    @staticmethod
    @typed
    def of_scenarios(samples: pd.DataFrame, planned: int | None = None, origin: str = "") -> Study:
        """Return a study of named scenarios: the one factor is which of them it is."""
        require(samples, KEYS, "The samples")
        names = tuple(dict.fromkeys(samples["scenario"]))
        factor = Factor("scenario", "lever", "choice", values=names)
        points = pd.DataFrame({"scenario": names}, index=pd.Index(names))
        return Study.of(samples, Problem((factor,), "list"), points, planned, origin or "Made by multipartner")

    @property
    def outcomes(self) -> list[str]:
        """Names of the outcomes."""
        return [name for name in self.samples.columns if name not in (*KEYS, *self.problem.names)]

    @cached_property
    def basis(self) -> Basis:
        """How many worlds and histories there are, and how many are missing."""
        there = int(self._unstacked(pd.Series(1.0, self.samples.index)).notna().to_numpy().sum())
        return Basis(self._runs_in_words(len(self.points)), self.planned, max(0, self.planned - there), self.origin)

    def _runs_in_words(self, worlds: int) -> str:
        histories = int(self.samples["history"].nunique())
        return f"{worlds:,} world{'s' * (worlds != 1)} × {histories} histor{'ies' if histories != 1 else 'y'}"

    @typed
    def check_outcome(self, outcome: str) -> None:
        """Refuse an outcome that does not exist.

        Raises
        ------
        NameUnknownError
        """
        if outcome not in self.outcomes:
            raise name_unknown("outcome of this sweep", outcome, self.outcomes)

    @typed
    def unit(self, outcome: str) -> str:
        """Return the unit of an outcome; empty where none is stated."""
        units: Mapping[str, str] = self.samples.attrs.get("units", {})
        return units.get(outcome, "")

    @typed
    def wide(self, outcome: str) -> pd.DataFrame:
        """Return one outcome, rows every point asked for, columns histories, NaN where a run is missing.

        Raises
        ------
        MultipartnerError
            When a history that is there has no such number: it never crossed the threshold.
        """
        self.check_outcome(outcome)
        without = int((~np.isfinite(self.samples[outcome].to_numpy(float))).sum())
        if without:
            raise MultipartnerError(
                f"'{outcome}' has no value in {without} of {len(self.samples)} runs, where the threshold was not "
                "crossed: a mean would mislead. Use crossing_in."
            )
        return self._unstacked(self.samples[outcome].astype(float))

    def _unstacked(self, values: pd.Series) -> pd.DataFrame:
        """Return one value a sample as a table of points and histories.

        Points of equal factors are one scenario, which is run and stored once under one of their names.
        """
        keys = pd.MultiIndex.from_frame(self.samples[list(KEYS)])
        wide = values.set_axis(keys).unstack("history").reindex(self.points.index).sort_index(axis=1)
        if self.points.duplicated().any():
            alike = [self.points[name] for name in self.points]
            wide = wide.fillna(wide.groupby(alike, sort=False, dropna=False).transform("first"))
        return wide

    @typed
    def world(self, levers: Sequence[str]) -> pd.Series:
        """Return a number for each point, the same for points that differ only in these levers; shape (points,)."""
        rest = [self.points[name] for name in self.problem.names if name not in levers]
        if not rest:
            return pd.Series(0, self.points.index)
        return self.points.groupby(rest, sort=False, dropna=False).ngroup()

    @typed
    def where(self, settings: Mapping[str, Any]) -> pd.Index:
        """Return the points with these settings of factors, in order.

        Raises
        ------
        MultipartnerError
            When no point has them.
        """
        kept = np.ones(len(self.points), dtype=bool)
        for name, value in settings.items():
            column = self.points[self.problem.factor(name).name]
            if not (column == value).any():
                some = ", ".join(map(str, column.drop_duplicates().sort_values().tolist()[:12]))
                raise MultipartnerError(f"No point of this sweep has {name} = {value}. Sampled: {some}.")
            kept &= (column == value).to_numpy(bool)
        if not kept.any():
            raise MultipartnerError(f"No point of this sweep has {settings_shown(settings)} at the same time.")
        return self.points.index[kept]

    @typed
    def worlds(self, outcome: str, settings: Mapping[str, Any] | None = None) -> Worlds:
        """Return an outcome in every world, or in those with the given settings of levers."""
        settings = settings or {}
        names = self.where(settings)
        noun = f"{outcome} under {settings_shown(settings)}" if settings else outcome
        return self._worlds(names, self.wide(outcome).loc[names], outcome, noun, settings)

    @typed
    def contrast(self, outcome: str, first: Mapping[str, Any], other: Mapping[str, Any]) -> Worlds:
        """Return, world by world and history by history, an outcome under `other` minus it under `first`.

        Both settings meet the same worlds (all other factors equal) and the same luck.

        Parameters
        ----------
        outcome : str
        first, other : mapping
            Settings of the same levers, by dotted name.

        Raises
        ------
        MultipartnerError
            When the settings name different levers, or share no world.
        """
        if set(first) != set(other) or not first:
            raise MultipartnerError(
                "A contrast sets the same levers on both sides, found "
                f"'{settings_shown(first)}' and '{settings_shown(other)}'."
            )
        rest = [name for name in self.problem.names if name not in first]
        here, there = (self.points.loc[self.where(side), rest] for side in (other, first))
        pairs = self._matched(here, there, rest, settings_shown(first), settings_shown(other))
        wide = self.wide(outcome)
        values = wide.loc[pairs["here"]].to_numpy() - wide.loc[pairs["there"]].to_numpy()
        label, noun = _named(outcome, first, other)
        frame = pd.DataFrame(values, index=pd.Index(pairs["here"]), columns=wide.columns)
        return self._worlds(pd.Index(pairs["here"]), frame, outcome, noun, first, label)

    @staticmethod
    def _matched(here: pd.DataFrame, there: pd.DataFrame, rest: list[str], first: str, other: str) -> pd.DataFrame:
        """Return the names of points that differ in nothing else, in the order of `here`."""
        if rest:
            # A world may be drawn twice where its numbers take few values: the first meets the first, and so on.
            left = here.assign(here=here.index, turn=here.groupby(rest).cumcount())
            right = there.assign(there=there.index, turn=there.groupby(rest).cumcount())
            pairs = left.merge(right, on=[*rest, "turn"], how="inner", validate="one_to_one")
        else:
            pairs = pd.DataFrame({"here": here.index[:1], "there": there.index[:1]})
        if pairs.empty:
            raise MultipartnerError(
                f"No world was sampled under both '{first}' and '{other}'. Cross levers with worlds in the design."
            )
        return pairs

    @typed
    def against(self, outcome: str, first: Mapping[str, Any]) -> Worlds:
        """Return every point minus the one point with the settings `first`, in the same histories.

        Raises
        ------
        MultipartnerError
            When the settings fit more than one point.
        """
        base = self.where(first)
        if len(base) != 1:
            raise MultipartnerError(
                f"'{settings_shown(first)}' fits {len(base)} points; name all factors that vary: "
                f"{', '.join(self.problem.names)}."
            )
        wide = self.wide(outcome)
        values = wide.drop(index=base) - wide.loc[base[0]]
        noun = f"{outcome} minus {outcome} under {settings_shown(first)}"
        return self._worlds(values.index, values, outcome, noun, {}, f"against {settings_shown(first)}")

    def _worlds(
        self,
        names: pd.Index,
        values: pd.DataFrame,
        outcome: str,
        noun: str,
        fixed: Mapping[str, Any],
        label: str = "",
    ) -> Worlds:
        left = tuple(factor for factor in self.problem.factors if factor.name not in fixed)
        problem = replace(self.problem, factors=left)
        points = self.points.loc[names, list(problem.names)]
        planned = len(names) * round(self.planned / len(self.points))
        missing = max(0, planned - int(values.notna().to_numpy().sum()))
        runs, counted = self._runs_in_words(len(names)), "pairs" if label else "runs"
        basis = replace(self.basis, runs=runs, planned=planned, missing=missing, counted=counted)
        return Worlds(points, values, problem, outcome, noun, basis, self.unit(outcome), label, bool(label))


def _named(outcome: str, first: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, str]:
    """Return label and noun of a contrast; what is alike on both sides is said once."""
    alike = {name: value for name, value in first.items() if other[name] == value}
    here, there = ({name: side[name] for name in side if name not in alike} for side in (other, first))
    both = f" at {settings_shown(alike)}" if alike else ""
    label = f"{settings_shown(here)} against {settings_shown(there)}{both}"
    return label, f"{outcome} under {settings_shown(here)} minus under {settings_shown(there)}{both}"
