"""What a trial found: the effect in every world, oriented so that above 0 is what the claim says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.intervals import Interval, row_intervals, share_interval
from experiments.claims.file import Claim
from experiments.claims.trial import SIDES
from experiments.design.samples import samples
from simulation.core.errors import MultipartnerError

Floats = npt.NDArray[np.float64]
OUTCOME = "outcome"
NEVER_A_SHARE = 1e-12
"""A mean below which, as a part of the largest, no share is taken of it."""


@dataclass(frozen=True)
class Effects:
    """The effect in every world of one variant.

    Parameters
    ----------
    worlds : float64[worlds]
        Mean over histories, as a share of the side without or in the outcome's unit; above 0 is what the claim says.
    smallest : float
        Effects below it do not matter.
    is_same : bool
        Whether both sides are the same to the last bit in every world and history.
    confidence : float
        Of the interval of the mean.
    histories : int
        Pairs that the effects were averaged over.
    points : pandas.DataFrame
        What sets the worlds apart, in the same order.
    """

    worlds: Floats
    smallest: float
    is_same: bool
    confidence: float
    histories: int
    points: pd.DataFrame

    @property
    def mean(self) -> Interval:
        """Mean over worlds; the interval covers what nobody knows and luck."""
        mean, low, high = row_intervals(self.worlds[None, :], self.confidence)
        return Interval(float(mean[0]), float(low[0]), float(high[0]))

    @property
    def with_the_sign(self) -> Interval:
        """Share of worlds in which the effect has the sign of the claim."""
        return share_interval(int((self.worlds > 0).sum()), len(self.worlds))

    @property
    def that_matter(self) -> Interval:
        """Share of worlds in which it is at least the smallest worth caring about."""
        return share_interval(int((self.worlds >= max(self.smallest, np.nextafter(0, 1))).sum()), len(self.worlds))

    @property
    def opposite(self) -> Effects:
        """The effects on the opposite of the claim."""
        return replace(self, worlds=-self.worlds)


def effects_of(claim: Claim, frame: pd.DataFrame, variant: str, confidence: float) -> Effects:
    """Return the effect in each world of a variant.

    Parameters
    ----------
    claim : Claim
    frame : pandas.DataFrame
        Samples: scenario, history, variant, condition, side, factors, ``outcome``.
    variant : str
    confidence : float

    Raises
    ------
    MultipartnerError
        When no world has both sides.
    """
    rows = frame[frame["variant"] == variant]
    rows = rows.assign(world=rows["scenario"].str.split("-").str[0])
    wide = rows.pivot_table(index=["world", "history"], columns=["condition", "side"], values=OUTCOME, dropna=False)
    wide = wide.dropna()
    if wide.empty:
        raise MultipartnerError(f"No world of '{claim.id}' has both sides; every run is missing. See the failed runs.")
    by_world = wide.groupby(level="world")
    means = by_world.mean()
    changes = [
        _change(claim, means[(condition, SIDES[0])], means[(condition, SIDES[1])]) for condition in claim.conditions
    ]
    effect = changes[0] if len(changes) == 1 else changes[1] - changes[0]
    is_same = all((wide[condition][SIDES[0]] == wide[condition][SIDES[1]]).all() for condition in claim.conditions)
    drawn = [
        name for name in rows.columns if name not in {"scenario", "history", "variant", "condition", "side", OUTCOME}
    ]
    points = rows.drop_duplicates("world").set_index("world")[[n for n in drawn if n != "world"]].loc[means.index]
    values = np.zeros(len(effect)) if is_same else claim.sign * effect.to_numpy(float)
    kept = np.isfinite(values)
    return Effects(
        values[kept] + 0.0, claim.said.smallest, is_same, confidence, int(by_world.size().max()), points[kept]
    )


def _change(claim: Claim, without: pd.Series, with_: pd.Series) -> pd.Series:
    """Return what the second side has more than the first, as the claim counts it; NaN where there is no share."""
    if claim.said.counted == "difference":
        return with_ - without
    base = without.abs()
    return (with_ - without) / base.where(base > NEVER_A_SHARE * base.max())


def trial_samples(claim: Claim, folder: str) -> pd.DataFrame:
    """Return the samples of a finished trial."""
    return samples(folder).rename(columns={claim.outcome.name: OUTCOME})
