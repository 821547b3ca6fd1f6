"""What a sweep varies: factors with their ranges, split into levers and uncertainties, and how they were sampled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.core.errors import MultipartnerError, name_unknown

Floats: TypeAlias = npt.NDArray[np.float64]
Kind = Literal["number", "whole", "choice"]
Role = Literal["lever", "uncertainty"]
Distribution = Literal["uniform", "log-uniform", "triangular", "normal", "log-normal"]
Sampler = Literal["grid", "list", "latin_hypercube", "sobol", "morris", "saltelli"]


@dataclass(frozen=True)
class Factor:
    """One field of the scenario that a sweep varies.

    Parameters
    ----------
    name : str
        Dotted name of the field; also the column in the table of samples.
    role : {"lever", "uncertainty"}
        What a policymaker chooses, or what nobody knows.
    kind : {"number", "whole", "choice"}
        Real number, whole number, or one of `values` without an order (names, yes and no).
    low, high : float
        Range, inclusive; of no meaning for a choice.
    distribution : {"uniform", "log-uniform", "triangular", "normal", "log-normal"}
        How the range is weighed; of no meaning where `values` are listed. The normal ones are cut off at the range.
    mode : float, optional
        Peak of a triangular or normal distribution, median of a log-normal one; by default the middle.
    sd : float, optional
        Standard deviation of a normal distribution, of the logarithm of a log-normal one.
    values : tuple
        Every value a choice can have, or the only values a number takes (the steps of a grid).
    unit, meaning : str
        As the scenario declares them.

    Raises
    ------
    MultipartnerError
        When the range does not rise, or does not suit kind or distribution.
    """

    name: str
    role: Role = "uncertainty"
    kind: Kind = "number"
    low: float = 0.0
    high: float = 1.0
    distribution: Distribution = "uniform"
    mode: float | None = None
    sd: float | None = None
    values: tuple[Any, ...] = ()
    unit: str = ""
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.kind == "choice" and not self.values:
            raise MultipartnerError(f"Factor '{self.name}' is a choice and needs its values, found none.")
        if self.values:
            return
        if not self.low < self.high:
            raise MultipartnerError(
                f"The range of factor '{self.name}' must rise, found {self.low:g} to {self.high:g}."
            )
        if self.distribution.startswith("log-") and self.low <= 0:
            raise MultipartnerError(
                f"Factor '{self.name}' is {self.distribution} and must start above 0, found {self.low:g}."
            )
        if self.distribution.endswith("normal") and not (self.sd and self.sd > 0):
            raise MultipartnerError(f"Factor '{self.name}' is {self.distribution} and needs a standard deviation, sd.")
        if not self.low <= self.peak <= self.high:
            raise MultipartnerError(
                f"The mode of factor '{self.name}' must lie in {self.low:g} to {self.high:g}, found {self.peak:g}."
            )

    @property
    def peak(self) -> float:
        """Where a triangular or normal distribution is highest."""
        return (self.low + self.high) / 2 if self.mode is None else self.mode

    def at(self, quantile: Floats) -> npt.NDArray[Any]:
        """Return the values at quantiles between 0 and 1: how a sample of the unit cube becomes a scenario.

        Listed values and whole numbers get equal parts of the unit interval.

        Examples
        --------
        >>> Factor("x", low=2, high=4).at(np.array([0.0, 0.5, 1.0])).tolist()
        [2.0, 3.0, 4.0]
        >>> Factor("x", kind="whole", low=1, high=3).at(np.array([0.0, 0.5, 1.0])).tolist()
        [1, 2, 3]
        """
        if self.values:
            return np.array(self.values, dtype=object)[self._place(quantile, len(self.values))]
        if self.kind == "whole" and self.distribution == "uniform":
            first = int(np.ceil(self.low))
            return first + self._place(quantile, int(np.floor(self.high)) - first + 1)
        found = np.asarray(self._quantiles(quantile), float)
        return np.rint(found).astype(np.int64) if self.kind == "whole" else found

    def coded(self, column: pd.Series) -> Floats:
        """Return a column of values as numbers; a choice becomes its place among `values`.

        Raises
        ------
        MultipartnerError
            When a value is none of the choices.
        """
        if self.kind != "choice":
            return column.to_numpy(float)
        places = {value: float(place) for place, value in enumerate(self.values)}
        unknown = [value for value in column.unique() if value not in places]
        if unknown:
            known = ", ".join(map(str, self.values))
            raise MultipartnerError(f"Factor '{self.name}' cannot be '{unknown[0]}'. Allowed: {known}.")
        return column.map(places).to_numpy(float)

    @property
    def span(self) -> tuple[float, float]:
        """Range as numbers, also of listed values."""
        if self.kind == "choice":
            return 0.0, float(len(self.values) - 1)
        numbers = [float(value) for value in self.values] or [float(self.low), float(self.high)]
        return min(numbers), max(numbers)

    @staticmethod
    def _place(quantile: Floats, count: int) -> npt.NDArray[np.int64]:
        return np.minimum((quantile * count).astype(np.int64), count - 1)

    @property
    def _sd(self) -> float:
        return self.sd or 1.0

    def _quantiles(self, quantile: Floats) -> Floats:
        """Return quantiles of the distribution; a log-normal one is a normal one of the logarithm."""
        if self.distribution != "log-normal":
            return np.asarray(self._law().ppf(quantile), float)
        low, high, middle = (math.log(end) for end in (self.low, self.high, self.peak))
        logarithm = replace(self, kind="number", distribution="normal", low=low, high=high, mode=middle)
        return np.clip(np.exp(logarithm.at(quantile).astype(float)), self.low, self.high)

    def _law(self) -> Any:
        from scipy import stats  # takes a second to import, and only samplers need it

        width = self.high - self.low
        if self.distribution == "log-uniform":
            return stats.loguniform(self.low, self.high)
        if self.distribution == "triangular":
            return stats.triang((self.peak - self.low) / width, self.low, width)
        if self.distribution == "normal":
            ends = ((end - self.peak) / self._sd for end in (self.low, self.high))
            return stats.truncnorm(*ends, self.peak, self._sd)
        return stats.uniform(self.low, width)


@dataclass(frozen=True)
class Problem:
    """Factors, and how points were sampled from them.

    Parameters
    ----------
    factors : tuple of Factor
    sampler : {"grid", "list", "latin_hypercube", "sobol", "morris", "saltelli"}
        What made the points.
    levels : int
        Levels of a Morris design.
    second_order : bool
        Whether a Saltelli design has the points for second-order indices.
    crossed : bool
        Whether every setting of the levers meets every sampled world, so that settings can be compared world by
        world; the sampler then drew only the uncertainties.
    """

    factors: tuple[Factor, ...]
    sampler: Sampler = "grid"
    levels: int = 4
    second_order: bool = False
    crossed: bool = False

    def __post_init__(self) -> None:
        doubles = sorted({name for name in self.names if self.names.count(name) > 1})
        if doubles:
            raise MultipartnerError(f"A sweep names the factor '{doubles[0]}' twice; keep one.")

    @property
    def names(self) -> tuple[str, ...]:
        """Dotted names, in order."""
        return tuple(factor.name for factor in self.factors)

    @cached_property
    def _by_name(self) -> Mapping[str, Factor]:
        return {factor.name: factor for factor in self.factors}

    def factor(self, name: str) -> Factor:
        """Return a factor.

        Raises
        ------
        NameUnknownError
            When no factor bears that name.
        """
        if name not in self._by_name:
            raise name_unknown("factor of this sweep", name, self.names)
        return self._by_name[name]

    @property
    def levers(self) -> tuple[Factor, ...]:
        """What a policymaker chooses."""
        return tuple(factor for factor in self.factors if factor.role == "lever")

    @property
    def uncertainties(self) -> tuple[Factor, ...]:
        """What nobody knows."""
        return tuple(factor for factor in self.factors if factor.role == "uncertainty")

    @property
    def sampled(self) -> tuple[Factor, ...]:
        """The factors that the sampler drew."""
        return self.uncertainties if self.crossed else self.factors

    @property
    def block(self) -> int:
        """How many points in a row belong together: a Morris trajectory, a Saltelli set; 1 otherwise."""
        count = len(self.sampled)
        if self.sampler == "morris":
            return count + 1
        if self.sampler == "saltelli":
            return 2 * count + 2 if self.second_order else count + 2
        return 1

    def salib(self) -> dict[str, Any]:
        """Return the sampled factors as SALib wants them: a unit cube, which :meth:`Factor.at` turns into values."""
        names = [factor.name for factor in self.sampled]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}

    def points(self, cube: Floats) -> pd.DataFrame:
        """Return a sample of the unit cube as values, a column a sampled factor."""
        return pd.DataFrame({factor.name: factor.at(cube[:, k]) for k, factor in enumerate(self.sampled)})

    def coded(self, points: pd.DataFrame) -> Floats:
        """Return the sampled factors of points as a matrix of numbers."""
        return np.column_stack([factor.coded(points[factor.name]) for factor in self.sampled])
