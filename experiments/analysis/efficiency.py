"""What a dollar buys: the paired difference of an outcome per paired difference in cumulative spending."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.analysis.finding import Finding
from experiments.analysis.intervals import ratio_interval, row_intervals
from experiments.analysis.provenance import Basis
from experiments.analysis.wording import estimate
from experiments.analysis.worlds import Worlds, settings_shown
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed


@dataclass(frozen=True)
class Efficiency(Finding):
    """Effect per dollar of each arm against the same first one.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an arm: ``label``, ``effect`` (outcome per unit of spending), ``low``, ``high`` (95 %, Fieller),
        ``outcome``, ``spending`` (mean paired differences), ``spending_is_clear``, ``pairs``.
    outcome, spending : str
        What is divided by what.
    unit, per : str
        Their units.
    basis : Basis
    """

    table: pd.DataFrame
    outcome: str
    spending: str
    unit: str
    per: str
    basis: Basis

    @property
    def frame(self) -> pd.DataFrame:
        """One row an arm."""
        return self.table

    @property
    def sentences(self) -> list[str]:
        """The effect of each arm per unit of spending, or why there is none to tell."""
        return [self._one(row) for _, row in self.table.iterrows()]

    def _one(self, row: pd.Series) -> str:
        if row["pairs"] < 2:
            return f"{row['label']}: too few paired histories to tell an effect per dollar."
        if not math.isfinite(row["low"]):
            return f"{row['label']}: {self.spending} does not differ clearly, so no effect per dollar can be told."
        sign = (
            "" if row["low"] <= 0 <= row["high"] else ", clearly " + ("positive" if row["effect"] > 0 else "negative")
        )
        effect = estimate(row["effect"], row["low"], row["high"])
        what = f"{self.outcome} {effect}{self.unit and ' '}{self.unit} per {self.per or 'unit'} of {self.spending}"
        return f"{row['label']}: {what} (95 %, {row['pairs']} paired histories){sign}."


@typed
def effect_per_dollar(outcome: Worlds, spending: Worlds) -> Efficiency:
    """Return the ratio of paired differences: outcome over cumulative spending, in each world.

    Parameters
    ----------
    outcome, spending : Worlds
        The same comparison of an outcome and of cumulative spending: ``Study.against``, or a ``Study.contrast``, of
        whose worlds ``pooled()`` makes one.

    Returns
    -------
    Efficiency
        ``frame``: one row per world with the ratio, its 95 % interval [unit of the outcome per US$bn], and both
        differences; ``sentences``. The interval is Fieller's: Exact [fieller1954] for jointly normal pairs.

    Raises
    ------
    MultipartnerError
        When the two are not differences between the same worlds.

    Examples
    --------
    >>> effect_per_dollar(study.against("climate", base), study.against("money", base))  # doctest: +SKIP
    """
    if not (outcome.is_difference and spending.is_difference and outcome.values.index.equals(spending.values.index)):
        raise MultipartnerError("An effect per dollar takes two paired differences between the same worlds.")
    rows = [
        _row(f"{settings_shown(outcome.points.loc[name].to_dict())} {outcome.label}".strip(), above, below)
        for name, above, below in zip(
            outcome.points.index, outcome.values.to_numpy(float), spending.values.to_numpy(float), strict=True
        )
    ]
    unit, per = ("" if each.unit == "1" else each.unit for each in (outcome, spending))
    return Efficiency(pd.DataFrame(rows), outcome.outcome, spending.outcome, unit, per, outcome.basis)


def _row(label: str, above: np.ndarray, below: np.ndarray) -> dict[str, object]:
    both = np.isfinite(above) & np.isfinite(below)
    ratio = ratio_interval(above[both], below[both]) if both.any() else None
    _, low, high = row_intervals(below[None, both])
    return {
        "label": label,
        "effect": ratio.value if ratio else math.nan,
        "low": ratio.low if ratio else math.nan,
        "high": ratio.high if ratio else math.nan,
        "outcome": float(above[both].mean()) if both.any() else math.nan,
        "spending": float(below[both].mean()) if both.any() else math.nan,
        "spending_is_clear": bool(both.sum() > 1 and not low[0] <= 0 <= high[0]),
        "pairs": int(both.sum()),
    }
