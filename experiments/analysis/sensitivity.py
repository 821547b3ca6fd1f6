"""What matters: Morris screening and Sobol indices, computed by SALib [iwanaga2022] on averages over histories.

Morris: the mean absolute elementary effect μ* of each factor [morris1991] [campolongo2007], in the unit of the
outcome for a move over the whole range; μ keeps the sign, σ tells curvature and interaction.
As an absolute value it is never negative: luck alone gives each factor a μ*, too. How much is worked out from
the histories, and a factor is clear only where its interval lies above that.
Sobol: the share of the outcome's variance that a factor explains alone (first order), and with all its
interactions (total order) [saltelli2010].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.finding import Finding, library
from experiments.analysis.paired import CONFIDENCE
from experiments.analysis.provenance import Basis
from experiments.analysis.wording import estimate
from experiments.analysis.worlds import Worlds, averaged_in_blocks
from experiments.design.problem import Floats, Problem
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed

Method = Literal["morris", "sobol"]
NOTED: dict[Method, str] = {"morris": "mu_star", "sobol": "total"}
"""The index by which factors are ranked."""
RESAMPLES = 1000
SEED = 1
"""Seed of SALib's bootstrap; it takes 0 for none."""
NAMED = 5
"""Factors that the sentences name."""
DIRECTED = 0.9
"""A factor whose signed mean effect is this part of the absolute one moves the outcome in one direction."""


@dataclass(frozen=True)
class Sensitivity(Finding):
    """Which factors an outcome depends on.

    Parameters
    ----------
    method : {"morris", "sobol"}
    indices : pandas.DataFrame
        One row a factor and index: ``factor``, ``index``, ``value``, ``low``, ``high`` (95 %; NaN where none).
        Index ``luck`` is the μ* that luck alone would give; NaN with one history.
    noun, unit : str
        The outcome.
    blocks, left_out : int
        Morris trajectories or Saltelli sets that were used, and that had a run missing.
    luck : float
        Part of the variance between points that is luck left after averaging; NaN with one history.
    basis : Basis
    """

    method: Method
    indices: pd.DataFrame
    noun: str
    unit: str
    blocks: int
    left_out: int
    luck: float
    basis: Basis
    unordered: tuple[str, ...] = ()
    """Factors whose values have no order, so that no effect of theirs goes up or down."""

    @property
    def frame(self) -> pd.DataFrame:
        """One row a factor and index, most important factors first."""
        return self.indices

    @property
    def noted(self) -> pd.DataFrame:
        """The index that ranks the factors: total order, or the mean absolute effect; highest first."""
        return self.indices[self.indices["index"] == NOTED[self.method]].reset_index(drop=True)

    @property
    def clear(self) -> pd.DataFrame:
        """Rows of :attr:`noted` whose interval lies above what luck alone would give."""
        ranked = self.noted
        if self.method == "sobol":
            return ranked[ranked["low"] > (self.luck if np.isfinite(self.luck) else 0.0)]
        return ranked[ranked["low"] > ranked["factor"].map(self.index("luck")).fillna(0.0)]

    def index(self, name: str) -> pd.Series:
        """Return one index by factor."""
        return self.indices[self.indices["index"] == name].set_index("factor")["value"]

    @property
    def sentences(self) -> list[str]:
        """Which factors matter most, with intervals, and how sure that is."""
        clear = self.clear
        named = clear.head(NAMED)
        said = [self._leading(named)] if len(named) else [f"No factor has a clear influence on {self.noun}."]
        idle, every = len(self.noted) - len(clear), len(self.noted)
        if idle and len(named):
            said.append(f"{idle} of {every} factors {'has' if idle == 1 else 'have'} no clear influence.")
        if np.isnan(self.luck):
            said.append("With one history a point, luck cannot be told from influence.")
        if self.luck >= 0.1:
            said.append(
                f"Luck left after averaging over histories makes up {100 * self.luck:.0f} % of the variance between "
                "points; more histories would sharpen this."
            )
        if self.left_out:
            part = "trajectories" if self.method == "morris" else "sample sets"
            said.append(f"{self.left_out} of {self.blocks + self.left_out} {part} are left out for missing runs.")
        return said

    def _leading(self, named: pd.DataFrame) -> str:
        listed = "; ".join(self._one(row.factor, row.value, row.low, row.high) for row in named.itertuples())
        if self.method == "sobol":
            return f"What {self.noun} depends on most, by share of its variance (total order, 95 %): {listed}."
        unit = f"{self.unit}, " if self.unit and self.unit != "1" else ""
        return f"What {self.noun} depends on most, by mean change over a factor's range ({unit}95 %): {listed}."

    def _one(self, factor: Any, value: Any, low: Any, high: Any) -> str:
        shown = estimate(value, low, high, percent=self.method == "sobol")
        if self.method == "sobol" or factor in self.unordered:
            return f"{factor} {shown}"
        mean = float(self.index("mu")[factor])
        way = "both ways" if abs(mean) < DIRECTED * value else "raises it" if mean > 0 else "lowers it"
        return f"{factor} {shown}, {way}"


@dataclass(frozen=True)
class Sensitivities(Finding):
    """Sensitivities of several outcomes of one design, side by side.

    Parameters
    ----------
    by_outcome : mapping
        From the name of an outcome to its sensitivity.
    refused : tuple of str
        Why other outcomes have none.
    """

    by_outcome: Mapping[str, Sensitivity]
    refused: tuple[str, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """The tables of the outcomes, one below the other; column ``outcome`` says which."""
        parts = [found.frame.assign(outcome=outcome) for outcome, found in self.by_outcome.items()]
        return pd.concat(parts, ignore_index=True)

    @property
    def sentences(self) -> list[str]:
        """What the indices allow to say, outcome by outcome."""
        return [*(text for found in self.by_outcome.values() for text in found.sentences), *self.refused]


@typed
def sensitivity(worlds: Worlds) -> Sensitivity:
    """Return which factors an outcome, or a paired difference, depends on.

    Parameters
    ----------
    worlds : Worlds
        From a Morris or Saltelli design, every world in the order of the design.

    Returns
    -------
    Sensitivity
        ``frame``: one row per factor with its indices and their intervals, Morris's in the unit of the outcome
        [morris1991], Sobol's as shares of its variance [saltelli2010]; ``sentences``.

    Raises
    ------
    MultipartnerError
        When the design is of another kind or incomplete, has too few complete blocks, or nothing varies.

    Examples
    --------
    >>> sensitivity(study.worlds("damage")).sentences  # doctest: +SKIP
    """
    problem = worlds.problem
    if problem.sampler not in {"morris", "saltelli"}:
        raise MultipartnerError(
            f"Sensitivity needs a design sampled by 'morris' or 'saltelli', found '{problem.sampler}'."
        )
    _check_factors(problem, len(worlds.values))
    values = worlds.values.to_numpy(float)
    mean, kept = averaged_in_blocks(values, problem.block)
    blocks, every = int(kept.sum()) // problem.block, len(kept) // problem.block
    if blocks < 2:
        raise MultipartnerError(f"Sensitivity needs at least 2 whole blocks of {problem.block} points, found {blocks}.")
    if np.ptp(mean[kept]) == 0:
        raise MultipartnerError(
            f"'{worlds.noun}' is the same in every world of this design: there is nothing to explain."
        )
    if problem.sampler == "morris":
        indices = _morris(problem, problem.coded(worlds.points)[kept], mean[kept], values[kept])
    else:
        indices = _sobol(problem, mean[kept])
    method: Method = "morris" if problem.sampler == "morris" else "sobol"
    return Sensitivity(
        method,
        _ranked(indices, NOTED[method]),
        worlds.noun,
        worlds.unit,
        blocks,
        every - blocks,
        _luck(values, mean),
        worlds.basis,
        tuple(factor.name for factor in problem.factors if factor.kind == "choice"),
    )


def _check_factors(problem: Problem, points: int) -> None:
    fixed = [factor.name for factor in problem.factors if factor not in problem.sampled]
    if fixed:
        raise MultipartnerError(
            f"Levers are crossed with the sampled worlds: choose one setting of {', '.join(fixed)}, or a contrast."
        )
    if not problem.factors or points % problem.block:
        raise MultipartnerError(
            f"A '{problem.sampler}' design of {len(problem.factors)} factors comes in blocks of {problem.block} "
            f"points, found {points} points. Give the whole design."
        )


def _morris(problem: Problem, inputs: Floats, outputs: Floats, values: Floats) -> pd.DataFrame:
    moved = np.diff(inputs.reshape(-1, problem.block, inputs.shape[1]), axis=1) != 0
    if (moved.sum(axis=2) != 1).any():
        raise MultipartnerError(
            "In a Morris design one factor moves at each step; these points are in another order, or a factor's range "
            "is too narrow for its levels."
        )
    analyze = library("SALib.analyze.morris", "Morris screening").analyze
    found = analyze(problem.salib(), inputs, outputs, RESAMPLES, CONFIDENCE, num_levels=problem.levels, seed=SEED)
    half = np.asarray(found["mu_star_conf"], float)
    return pd.concat(
        [
            _index(problem, "mu_star", found["mu_star"], half),
            _index(problem, "mu", found["mu"]),
            _index(problem, "sigma", found["sigma"]),
            _index(problem, "luck", _luck_of_effects(problem, moved, values)),
        ]
    )


def _sobol(problem: Problem, outputs: Floats) -> pd.DataFrame:
    analyze = library("SALib.analyze.sobol", "Sobol indices").analyze
    found = analyze(problem.salib(), outputs, problem.second_order, RESAMPLES, CONFIDENCE, seed=SEED)
    return pd.concat(
        [
            _index(problem, "first", found["S1"], np.asarray(found["S1_conf"], float)),
            _index(problem, "total", found["ST"], np.asarray(found["ST_conf"], float)),
        ]
    )


def _luck_of_effects(problem: Problem, moved: npt.NDArray[np.bool_], values: Floats) -> Floats:
    """Return the mean absolute effect that luck alone would give each factor; NaN with one history.

    Parameters
    ----------
    moved : bool[blocks, steps, factors]
        Which factor moved at each step.
    values : float64[worlds, histories]
    """
    changes = np.diff(values.reshape(len(moved), problem.block, -1), axis=1)
    there = np.isfinite(changes)
    count = there.sum(axis=2)
    if not (count > 1).any():
        return np.full(moved.shape[2], np.nan)
    mean = np.where(there, changes, 0.0).sum(axis=2) / np.maximum(count, 1)
    squares = np.where(there, (changes - mean[:, :, None]) ** 2, 0.0).sum(axis=2)
    error = np.where(count > 1, squares / np.maximum(count - 1, 1) / np.maximum(count, 1), 0.0)
    known = moved & (count > 1)[:, :, None]
    variance = (known * error[:, :, None]).sum(axis=(0, 1)) / np.maximum(known.sum(axis=(0, 1)), 1)
    step = problem.levels / (2 * (problem.levels - 1))
    spread: Floats = np.sqrt(2 / np.pi * variance) / step
    return spread


def _index(problem: Problem, name: str, values: Floats, half: Floats | None = None) -> pd.DataFrame:
    numbers = np.asarray(values, float)
    width = np.full(len(numbers), np.nan) if half is None else half
    columns = {"index": name, "value": numbers, "low": numbers - width, "high": numbers + width}
    return pd.DataFrame({"factor": [factor.name for factor in problem.sampled], **columns})


def _ranked(indices: pd.DataFrame, noted: str) -> pd.DataFrame:
    rank = indices[indices["index"] == noted].sort_values("value", ascending=False, kind="stable")["factor"]
    place = {name: k for k, name in enumerate(rank)}
    return indices.sort_values("factor", key=lambda names: names.map(place), kind="stable").reset_index(drop=True)


def _luck(values: Floats, mean: Floats) -> float:
    """Return the variance of the points' means that luck makes, as a share of all variance between points.

    What a history does to all points alike moves none against another and does not count.
    """
    count = np.isfinite(values).sum(axis=1)
    several = (count > 1) & np.isfinite(mean)
    if not several.any():
        return float("nan")
    own = values[several] - np.nanmean(values[several], axis=0)
    inside = np.nanvar(own, axis=1, ddof=1) / count[several]
    return float(min(1.0, inside.mean() / np.nanvar(mean)))
