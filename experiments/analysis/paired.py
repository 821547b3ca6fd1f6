"""One number per history and arm, and how an arm differs from the first one in the same histories."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

CONFIDENCE = 0.95
LEAST_DECIDED = 0.2
"""No claim is made on an issue where the model's actors decide less than this part of the effort."""
Shown = Literal["level", "money", "share", "own"]


@dataclass(frozen=True)
class Outcome:
    """One number per history and arm.

    Parameters
    ----------
    label : str
        As a table shows it.
    noun, verb : str
        As a sentence speaks of it: ``climate`` ``ends`` 4 % higher.
    shown : {"level", "money", "share", "own"}
        Index where 2025 = 1; US$bn; share between 0 and 1; a scale whose 0 is no nothing, such as log-odds.
    values : pandas.DataFrame
        Rows histories, columns arms; NaN where a run is missing.
    """

    label: str
    noun: str
    verb: str
    shown: Shown
    values: pd.DataFrame
    decided: float = 1.0
    """Part of the effort on this issue that the model decides; below a fifth, nothing is claimed."""
    comparable: bool = True
    """Whether it is of the same issues in every arm."""

    @property
    def may_be_claimed(self) -> bool:
        """Tell whether the model decides enough of this outcome, and it counts the same everywhere."""
        return self.comparable and not self.decided < LEAST_DECIDED


@dataclass(frozen=True)
class Difference:
    """Mean paired difference of an arm from the first one, with the interval of that mean.

    In the unit that :func:`counted_in` says.
    """

    mean: float
    low: float
    high: float
    pairs: int
    unit: str

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves out zero."""
        return self.pairs > 1 and not self.low <= 0 <= self.high


def mean_interval(values: npt.NDArray[np.float64], confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """Return mean and its t interval.

    Parameters
    ----------
    values : float64[n]
        Independent values; the interval of one value is unbounded.
    confidence : float
        Coverage of the interval.
    """
    mean = float(values.mean())
    if len(values) < 2:
        return mean, float("-inf"), float("inf")
    half = float(stats.t.ppf(0.5 + confidence / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values)))
    return mean, mean - half, mean + half


def middle(values: npt.NDArray[np.float64], confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """Return mean, and the bounds between which so many of the values lie; of one value they are unbounded."""
    if len(values) < 2:
        return float(values.mean()), float("-inf"), float("inf")
    low, high = np.quantile(values, (0.5 - confidence / 2, 0.5 + confidence / 2))
    return float(values.mean()), float(low), float(high)


def interval(values: npt.NDArray[np.float64], *, parameters: bool) -> tuple[float, float, float]:
    """Return mean and 95 % interval of values by history: of the mean, or their middle where parameters differ, too."""
    return middle(values) if parameters else mean_interval(values)


def counted_in(how: Shown, base: float) -> tuple[float, str]:
    """Return what differences are multiplied by to be shown, and the unit they are then in.

    Shares differ in percentage points, log-odds by themselves, all else in per cent of the first arm's mean. Nothing
    is a part of a mean that is 0 or below, where "higher" would read as lower: there a difference stands
    as it is, and its unit is empty.

    Parameters
    ----------
    how : {"level", "money", "share", "own"}
    base : float
        Mean of the first arm.

    Examples
    --------
    >>> counted_in("level", 2.0), counted_in("share", 0.5), counted_in("level", -0.5), counted_in("own", 2.0)
    ((50.0, '%'), (100.0, 'percentage points'), (1.0, ''), (1.0, ''))
    """
    if how == "share":
        return 100.0, "percentage points"
    return (100.0 / base, "%") if base > 0.0 and how != "own" else (1.0, "")


def paired_difference(outcome: Outcome, arm: str, first: str, *, parameters: bool = False) -> Difference:
    """Return the mean paired difference of one outcome between an arm and the first one.

    Its interval is that of the mean over luck. Where every history has parameters of its own it is the middle of the
    histories' differences: more histories do not make parameters better known.
    """
    both = outcome.values[[first, arm]].dropna()
    base = both[first].to_numpy(float)
    scale, unit = counted_in(outcome.shown, float(base.mean()) if len(base) else 0.0)
    if both.empty:
        return Difference(float("nan"), float("-inf"), float("inf"), 0, unit)
    mean, low, high = interval(both[arm].to_numpy(float) - base, parameters=parameters)
    return Difference(mean * scale, low * scale, high * scale, len(both), unit)
