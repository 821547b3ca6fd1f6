"""Which mechanisms carry a claim: how much of its effect goes when one of them is left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.analysis.intervals import Interval, row_intervals
from experiments.claims.effects import effects_of, trial_samples
from experiments.claims.file import Claim
from experiments.claims.trial import FULL, WITHOUT
from experiments.design.record import problem_of
from experiments.storage.manifest import Manifest

CONFIDENCE = 0.95
LEAST = 0.25
"""Part of the effect that must go before a mechanism is named; a convention."""
MOST_NAMED = 4


@dataclass(frozen=True)
class Carrier:
    """A mechanism without which the effect is another one.

    Parameters
    ----------
    mechanism : str
    lost : Interval
        Part of the effect that goes without it: 1 all of it, above 1 its sign turns, below 0 it grows.
    """

    mechanism: str
    lost: Interval

    @property
    def words(self) -> str:
        """How much goes."""
        return f"{self.lost.value:.0%}, {self.lost.low:.0%} to {self.lost.high:.0%}"


def lost_without(claim: Claim, folder: Path) -> dict[str, Interval]:
    """Return, for each mechanism, the part of the effect that goes without it; nothing where there is no effect.

    The part is taken over the same worlds and luck; its interval is that of the mean difference over worlds, divided
    by the mean effect of the full model.
    """
    frame = trial_samples(claim, str(folder))
    names = problem_of(Manifest.read(folder).design or {}).factor("variant").values
    full = effects_of(claim, frame, FULL, CONFIDENCE)
    whole = float(full.worlds.mean())
    if whole == 0.0:
        return {}
    found = {}
    for name in names:
        if name == FULL:
            continue
        left = effects_of(claim, frame, name, CONFIDENCE)
        shared = full.points.index.intersection(left.points.index)
        here = full.worlds[full.points.index.get_indexer(shared)]
        there = left.worlds[left.points.index.get_indexer(shared)]
        mean, low, high = (float(each[0]) / whole for each in row_intervals((here - there)[None, :]))
        found[name.removeprefix(WITHOUT)] = Interval(mean, min(low, high), max(low, high))
    return found


def carriers(claim: Claim, folder: Path) -> list[Carrier]:
    """Return the mechanisms that carry a claim clearly, the one without which most is lost first."""
    found = [
        Carrier(name, lost)
        for name, lost in lost_without(claim, folder).items()
        if abs(lost.value) >= LEAST and np.isfinite(lost.low) and (lost.low > 0 or lost.high < 0)
    ]
    return sorted(found, key=lambda each: -abs(each.lost.value))[:MOST_NAMED]
