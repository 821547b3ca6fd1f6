"""Intervals: of means over histories, of shares of worlds, of ratios; and how many histories are enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import stats

from experiments.analysis.paired import CONFIDENCE
from experiments.analysis.wording import number
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed

Floats: TypeAlias = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """An estimate and where it may lie."""

    value: float
    low: float
    high: float


MOST_HISTORIES = 10**15
"""Histories beyond which nobody runs a model."""


def row_intervals(values: Floats, confidence: float = CONFIDENCE) -> tuple[Floats, Floats, Floats]:
    """Return mean and its t interval for every row; NaN are left out.

    Parameters
    ----------
    values : float64[worlds, histories]
    confidence : float

    Returns
    -------
    mean, low, high : float64[worlds]
        A row with one value has an unbounded interval, an empty row is NaN.
    """
    there = np.isfinite(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    mean = np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)
    squares = np.where(there, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
    freedom = np.maximum(count - 1, 1)
    half = stats.t.ppf(0.5 + confidence / 2, freedom) * np.sqrt(squares / freedom / np.maximum(count, 1))
    half = np.where(count > 1, half, np.inf)
    return mean, mean - half, mean + half


def share_interval(found: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Return a share and its Wilson score interval [wilson1927].

    Raises
    ------
    MultipartnerError
        When there is nothing to take a share of.

    Examples
    --------
    >>> share_interval(5, 10).value
    0.5
    """
    if of < 1:
        raise MultipartnerError("A share needs at least one world or history to count, found none.")
    exact = stats.binomtest(found, of).proportion_ci(confidence, method="wilson")
    return Interval(found / of, float(exact.low), float(exact.high))


def ratio_interval(above: Floats, below: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Return the ratio of two paired means and its Fieller interval.

    With means a and b, variances of the means s², their covariance c, and t the quantile of Student's law, the
    ratios r for which a − r b is not clearly different from 0 solve
    (a − r b)² = t² (s²_a − 2 r c + r² s²_b). Exact [fieller1954] for pairs that are jointly normal.

    Parameters
    ----------
    above, below : float64[n]
        Pairs: numerator and denominator in the same history.
    confidence : float

    Returns
    -------
    Interval
        Unbounded where the denominator is not clearly different from 0: then no ratio can be excluded.
    """
    a, b = float(above.mean()), float(below.mean())
    unknown = Interval(a / b if b else math.nan, -math.inf, math.inf)
    if len(above) < 2:
        return unknown
    spread = np.cov(above, below) / len(above)
    t2 = float(stats.t.ppf(0.5 + confidence / 2, len(above) - 1)) ** 2
    square = b * b - t2 * spread[1, 1]
    middle = a * b - t2 * spread[0, 1]
    inside = middle**2 - square * (a * a - t2 * spread[0, 0])
    if square <= 0:
        return unknown
    root = math.sqrt(max(inside, 0.0))
    return Interval(a / b, (middle - root) / square, (middle + root) / square)


@dataclass(frozen=True)
class SampleSize:
    """How many histories a wanted interval needs.

    Parameters
    ----------
    histories : int
        Histories in all, those of the pilot included.
    half_width : float
        What was wanted.
    pilot : int
        Histories that the spread was learnt from.
    spread : float
        Their standard deviation.
    """

    histories: int
    half_width: float
    pilot: int
    spread: float

    @property
    def sentences(self) -> list[str]:
        """The answer in words."""
        width, spread = number(self.half_width, self.half_width / 10), number(self.spread, self.spread / 10)
        basis = f"the {self.pilot} histories of the pilot have a standard deviation of {spread}"
        if self.histories <= self.pilot:
            return [f"The pilot's {self.pilot} histories are enough for ±{width}: {basis}."]
        return [f"{self.histories} histories are enough for ±{width}: {basis}."]


@typed
def enough_histories(pilot: Floats, half_width: float, confidence: float = CONFIDENCE) -> SampleSize:
    """Return how many histories give an interval of a mean with the desired half-width.

    n = ⌈(t s / h)²⌉ with s the pilot's standard deviation and t the quantile of Student's law at the pilot's
    degrees of freedom, at least the pilot's own number. Exact [stein1945]: this two-step rule keeps half-width
    and coverage for normal values, whatever their spread, when the interval is drawn with the pilot's t and s.

    Parameters
    ----------
    pilot : float64[n]
        One value per history: an outcome, or a paired difference.
    half_width : float
        Desired half-width, in the unit of the values.
    confidence : float
        Of the interval; 0.95 by default.

    Returns
    -------
    SampleSize
        ``histories`` in all, those of the pilot included; ``sentences``.

    Raises
    ------
    MultipartnerError
        When the pilot has fewer than two values, the half-width is not positive, or the confidence not in (0, 1).

    Examples
    --------
    >>> enough_histories(np.array([1.0, 3.0, 2.0, 4.0]), half_width=0.5).histories
    68
    """
    values = np.asarray(pilot, dtype=np.float64).ravel()
    values = values[np.isfinite(values)]
    if len(values) < 2:
        raise MultipartnerError(f"A pilot needs at least 2 histories, found {len(values)}. Run a few more first.")
    if not half_width > 0:
        raise MultipartnerError(f"The desired half-width must be above 0, found {half_width:g}.")
    if not 0.0 < confidence < 1.0:
        raise MultipartnerError(f"A confidence level lies between 0 and 1, found {confidence:g}.")
    spread = float(values.std(ddof=1))
    widths = float(stats.t.ppf(0.5 + confidence / 2, len(values) - 1)) * spread / half_width
    needed = widths * widths  # a power would overflow with an error
    if not needed < MOST_HISTORIES:
        raise MultipartnerError(f"No number of histories gives ±{half_width:g} here; ask for a wider interval.")
    return SampleSize(max(len(values), math.ceil(needed - 1e-9)), half_width, len(values), spread)
