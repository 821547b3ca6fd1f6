"""In how many sampled worlds a sign holds."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.analysis.finding import Finding
from experiments.analysis.provenance import Basis
from experiments.analysis.wording import estimate, opening, threshold_shown
from experiments.analysis.worlds import Worlds
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed


@dataclass(frozen=True)
class Robustness(Finding):
    """The share of sampled worlds in which a number lies above a threshold.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a comparison: ``label``, ``noun``, ``outcome``, ``above`` (share of worlds), ``low``, ``high`` (95 %),
        ``clearly_above``, ``clearly_below`` (the interval over histories leaves out the threshold), ``worlds``,
        ``counted`` (sampled worlds, or settings of a design that are no sample and have no interval).
    threshold : float
    basis : Basis
    """

    table: pd.DataFrame
    threshold: float
    basis: Basis
    line: str = "0"
    """The threshold in words."""

    @property
    def frame(self) -> pd.DataFrame:
        """One row a comparison."""
        return self.table

    @property
    def sentences(self) -> list[str]:
        """In how many worlds each sign holds."""
        return [self._one(row) for _, row in self.table.iterrows()]

    def _one(self, row: pd.Series) -> str:
        is_above = row["above"] >= 0.5
        share = (
            (row["above"], row["low"], row["high"]) if is_above else (1 - row["above"], 1 - row["high"], 1 - row["low"])
        )
        word, clear = ("above", row["clearly_above"]) if is_above else ("below", row["clearly_below"])
        return (
            f"{opening(row['noun'])} is {word} {self.line} in {estimate(*share, percent=True)} of "
            f"{row['worlds']} {row['counted']}, clearly so in {100 * clear:.0f} %."
        )


@typed
def robustness(*worlds: Worlds, threshold: float = 0.0) -> Robustness:
    """Return in which share of worlds each number lies above a threshold.

    Parameters
    ----------
    *worlds : Worlds
        One or more contrasts (or outcomes) of one study.
    threshold : float
        Zero for the sign of a difference.

    Returns
    -------
    Robustness
        ``frame``: one row per comparison with the share of worlds and its Wilson interval [wilson1927]; ``sentences``.

    Raises
    ------
    MultipartnerError
        When a comparison has no world.

    Examples
    --------
    >>> robustness(study.contrast("damage", {"us.regard": 0.4}, {"us.regard": 0.1})).frame  # doctest: +SKIP
    """
    if not worlds:
        raise MultipartnerError("Robustness takes at least one contrast or outcome of a study, got none.")
    table = pd.DataFrame([_row(each, threshold) for each in worlds])
    means = [value for each in worlds for value in each.complete["mean"]]
    return Robustness(table, threshold, worlds[0].basis, threshold_shown(threshold, means))


def _row(worlds: Worlds, threshold: float) -> dict[str, object]:
    found = worlds.complete
    share = worlds.share(int((found["mean"] > threshold).sum()), len(found))
    return {
        "label": worlds.label or worlds.noun,
        "noun": worlds.noun,
        "outcome": worlds.outcome,
        "above": share.value,
        "low": share.low,
        "high": share.high,
        "clearly_above": float((found["low"] > threshold).mean()),
        "clearly_below": float((found["high"] < threshold).mean()),
        "worlds": len(found),
        "counted": worlds.counted,
    }
