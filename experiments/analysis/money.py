"""Purse and manner: how much of a difference is how much was spent, and how much is how it was spent.

The manner is what is left of the difference where both arms spend the same dollars; the purse is the rest. The two add
up to the whole, in every history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.analysis.headlines import headline_outcomes, other_readings
from experiments.analysis.paired import Difference, Outcome, counted_in, interval
from experiments.analysis.summary import drawn_sets
from experiments.analysis.wording import difference_shown
from experiments.design.equal import SUFFIX
from experiments.storage.frames import Results
from simulation.core.errors import MultipartnerError

PARTS = ("whole", "purse", "manner")


@dataclass(frozen=True)
class Split:
    """One outcome's difference of an arm from the first, whole and in its two parts."""

    outcome: Outcome
    arm: str
    whole: Difference
    purse: Difference
    manner: Difference


def split_arms(results: Results) -> list[str]:
    """Return the arms that were also run at the money of the first."""
    names = results.manifest.names
    return [name for name in names if name + SUFFIX in names]


def split_outcome(outcome: Outcome, arm: str, first: str, *, parameters: bool = False) -> Split:
    """Return one outcome's difference in its parts, in the unit of its difference."""
    held = outcome.values[[first, arm, arm + SUFFIX]].dropna()
    base, other, equal = (held[name].to_numpy(np.float64) for name in held.columns)
    scale, unit = counted_in(outcome.shown, float(base.mean()) if len(base) else 0.0)

    def part(values: np.ndarray) -> Difference:
        if not len(values):
            return Difference(float("nan"), float("-inf"), float("inf"), 0, unit)
        middle, low, high = (scale * each for each in interval(values, parameters=parameters))
        return Difference(middle, low, high, len(values), unit)

    return Split(outcome, arm, part(other - base), part(other - equal), part(equal - base))


def parts_of(results: Results, outcomes: Sequence[Outcome]) -> list[Split]:
    """Return purse and manner of outcomes, for each arm that was also run at the money of the first."""
    first, drawn = results.manifest.names[0], drawn_sets(results) > 0
    return [split_outcome(each, arm, first, parameters=drawn) for arm in split_arms(results) for each in outcomes]


def splits(results: Results) -> list[Split]:
    """Return the parts of every difference that the summary looks at.

    Raises
    ------
    MultipartnerError
        When no arm was run at equal money.
    """
    if not split_arms(results):
        raise MultipartnerError('No scenario was run at equal money; add --equal us_spending, or equal="us_spending".')
    return parts_of(results, [*headline_outcomes(results), *other_readings(results)])


def split_frame(results: Results) -> pd.DataFrame:
    """Return the parts of every difference as a frame: one row an outcome, arm and part."""
    rows = []
    for each in splits(results):
        for name in PARTS:
            difference: Difference = getattr(each, name)
            rows.append(
                {
                    "outcome": each.outcome.label,
                    "scenario": each.arm,
                    "part": name,
                    "difference": difference.mean,
                    "low": difference.low,
                    "high": difference.high,
                    "unit": difference.unit,
                    "pairs": difference.pairs,
                }
            )
    return pd.DataFrame(rows)


def split_lines(results: Results) -> list[str]:
    """Return a line for each outcome that may be claimed: the whole difference, and its two parts."""
    labels = results.manifest.labels
    first = labels[results.manifest.names[0]]
    lines = []
    for each in splits(results):
        if each.outcome.may_be_claimed:
            said = ", ".join(f"{name} {difference_shown(getattr(each, name))}" for name in PARTS)
            lines.append(f"“{labels[each.arm]}” against “{first}”, {each.outcome.noun}: {said}.")
    return lines
