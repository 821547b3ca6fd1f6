"""Worlds: one number for every sampled world and history, and the factors that set the worlds apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.intervals import Interval, row_intervals, share_interval
from experiments.analysis.provenance import Basis
from experiments.analysis.wording import label_of
from experiments.design.problem import Floats, Problem
from simulation.core.errors import MultipartnerError


def settings_shown(settings: Mapping[str, Any]) -> str:
    """Return factor settings as prose shows them.

    Examples
    --------
    >>> settings_shown({"us.regard": 0.5, "us.seats": 1.0})
    'us.regard = 0.5, us.seats = 1'
    >>> settings_shown({"scenario": "no_us"})
    '“no us”'
    """
    return ", ".join(
        f"“{label_of(value)}”" if name == "scenario" else f"{name} = {value_shown(value)}"
        for name, value in settings.items()
    )


def value_shown(value: Any) -> str:
    """Return one value of a factor as prose shows it."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, int | float | np.number) else str(value)


@dataclass(frozen=True)
class Worlds:
    """One number a world and history: an outcome, or a paired difference.

    Parameters
    ----------
    points : pandas.DataFrame
        Rows worlds in the order of the design, columns factors.
    values : pandas.DataFrame
        Rows the same worlds, columns histories; NaN where a run is missing.
    problem : Problem
        The factors that set these worlds apart.
    outcome : str
        Name of the outcome.
    noun : str
        What the number is: ``damage``, ``damage under us.regard = 0.1 minus under us.regard = 0.5``.
    basis : Basis
    unit : str
    label : str
        Short name of the comparison, for figures; empty for an outcome.
    is_difference : bool
        Whether zero means no difference.
    """

    points: pd.DataFrame
    values: pd.DataFrame
    problem: Problem
    outcome: str
    noun: str
    basis: Basis
    unit: str = ""
    label: str = ""
    is_difference: bool = False

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a world: factors, mean over histories, its 95 % interval, number of histories."""
        numbers = self.values.to_numpy(float)
        mean, low, high = row_intervals(numbers)
        found = self.points.assign(mean=mean, low=low, high=high, histories=np.isfinite(numbers).sum(axis=1))
        found.attrs["units"] = dict.fromkeys(("mean", "low", "high"), self.unit)
        return found

    @property
    def complete(self) -> pd.DataFrame:
        """Rows of :attr:`frame` of which at least one history is there.

        Raises
        ------
        MultipartnerError
            When there is none.
        """
        found = self.frame[self.frame["histories"] > 0]
        if found.empty:
            raise MultipartnerError(f"No world holds '{self.noun}'; every run is missing. See the failed runs.")
        return found

    @property
    def is_sample(self) -> bool:
        """Whether each world was drawn by itself: not on a grid, nor met several times under different levers."""
        is_repeated = self.problem.crossed and any(factor.role == "lever" for factor in self.problem.factors)
        return self.problem.sampler not in {"grid", "list"} and not is_repeated

    @property
    def counted(self) -> str:
        """What a share counts, and whether it has an interval."""
        return "sampled worlds (95 %)" if self.is_sample else "settings of the design"

    def share(self, found: int, of: int) -> Interval:
        """Return a share of worlds with its interval; settings that were not sampled have none."""
        share = share_interval(found, of)
        return share if self.is_sample else Interval(share.value, np.nan, np.nan)

    def pooled(self) -> Worlds:
        """Return the mean over all worlds, history by history, as one world."""
        name = "all worlds"
        mean = self.values.mean(axis=0).to_frame(name).T
        return replace(self, points=pd.DataFrame(index=[name]), values=mean, problem=replace(self.problem, factors=()))


def averaged_in_blocks(values: Floats, block: int) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the mean of each world over the histories that its whole block has, and which worlds have one.

    Points of a block are compared with one another, so all of them must be averages over the same luck.

    Parameters
    ----------
    values : float64[worlds, histories]
    block : int
        Worlds in a row that belong together.

    Returns
    -------
    mean : float64[worlds]
        NaN in blocks without a history that is whole.
    kept : bool[worlds]
    """
    cube = values.reshape(len(values) // block, block, -1)
    shared = np.isfinite(cube).all(axis=1, keepdims=True)
    count = np.broadcast_to(shared.sum(axis=2), cube.shape[:2])
    total = np.where(shared, cube, 0.0).sum(axis=2)
    mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean.ravel(), (count > 0).ravel()
