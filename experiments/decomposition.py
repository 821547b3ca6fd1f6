"""Decomposition: which differences between two scenarios make the difference between their outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike

import numpy as np
import pandas as pd

from experiments.analysis.headlines import headline_outcomes
from experiments.analysis.paired import Outcome, counted_in, interval
from experiments.analysis.shapley import Floats, interactions, shapley_values
from experiments.analysis.summary import covered, drawn_sets
from experiments.design.mixes import Group, grouped, mixes, settings_apart
from experiments.ensembles import Outcomes, named_pair, run_arms
from experiments.figures import decomposition
from experiments.figures.drawing import Drawing
from experiments.storage.frames import Results
from experiments.storage.manifest import MIXES
from simulation.core.typed import typed
from simulation.core.whole import whole
from simulation.parameters.loading import ScenarioLike

WHOLE = "whole"
PAIRS = ("outcome", "group", "other", "interaction", "low", "high")
"""Columns of the table of interactions, which one group leaves without rows."""


@typed
@dataclass(frozen=True)
class Decomposition:
    """Parts of the difference between two scenarios, by groups of settings.

    Parameters
    ----------
    results : the runs of every mix of the two
    groups : settings that change together
    names : names of the two scenarios
    mixes : names of the mixes, in the order in which they are counted: a folder may hold runs of other ones
    """

    results: Results
    groups: tuple[Group, ...]
    names: tuple[str, str]
    mixes: tuple[str, ...]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What is decomposed, a number a history and mix."""
        return headline_outcomes(self.results)

    def worths(self, outcome: Outcome) -> Floats:
        """Return the outcome by mix and history, shape (2^n, histories), histories that every mix has."""
        return outcome.values[list(self.mixes)].dropna().to_numpy(np.float64).T

    def _interval(self, values: Floats) -> tuple[float, float, float]:
        """Return mean and 95 % interval over histories: of the mean, or their middle where each has parameters too."""
        return interval(values, parameters=drawn_sets(self.results) > 0)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row an outcome and group, the whole last [unit of the outcome]: mean, interval, part of it."""
        rows = []
        for outcome in self.outcomes:
            worths = self.worths(outcome)
            parts = shapley_values(worths)
            whole = worths[-1] - worths[0]
            total = float(whole.mean()) if whole.size else float("nan")
            for name, values in [*zip((each.name for each in self.groups), parts, strict=True), (WHOLE, whole)]:
                mean, low, high = self._interval(values) if values.size else (float("nan"),) * 3
                rows.append(
                    {
                        "outcome": outcome.label,
                        "group": name,
                        "difference": mean,
                        "low": low,
                        "high": high,
                        "part": mean / total if total else float("nan"),
                        "base": float(worths[0].mean()) if worths.size else float("nan"),
                        "histories": int(values.size),
                        "shown": outcome.shown,
                        "may_be_claimed": outcome.may_be_claimed,
                    }
                )
        return pd.DataFrame(rows)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row an outcome and pair of groups [unit of the outcome]: what they add together, interval."""
        rows = []
        for outcome in self.outcomes:
            together = interactions(self.worths(outcome))
            for a, one in enumerate(self.groups):
                for b, other in enumerate(self.groups[:a]):
                    mean, low, high = self._interval(together[a, b])
                    row = {"outcome": outcome.label, "group": other.name, "other": one.name}
                    rows.append({**row, "interaction": mean, "low": low, "high": high})
        return pd.DataFrame(rows, columns=list(PAIRS))

    def answers(self) -> list[str]:
        """Return a sentence per outcome that may be claimed: the whole difference, and the groups behind it."""
        lines = [f"{covered(drawn_sets(self.results))}."]
        for outcome, rows in self.frame.groupby("outcome", sort=False):
            whole = rows[rows["group"] == WHOLE].iloc[0]
            if not whole["may_be_claimed"]:
                continue
            parts = rows[rows["group"] != WHOLE].sort_values("difference", key=abs, ascending=False)
            scale, unit = counted_in(whole["shown"], whole["base"])
            said = ", ".join(f"{each.group} {_signed(each, scale)}" for each in parts.itertuples())
            lines.append(f"{outcome}: {' '.join([_signed(whole, scale), *unit.split()])} in all; of it {said}.")
        return lines

    def plot(self) -> Drawing:
        """Draw every group's part of each difference, with its interval."""
        return decomposition.draw(self.results, self.frame, self.names)


def _signed(row: object, scale: float) -> str:
    difference, low, high = (scale * float(getattr(row, name)) for name in ("difference", "low", "high"))
    return f"{difference:+.2g} ({low:+.2g} to {high:+.2g})".replace("-", "−")


@typed
def decompose(
    a: ScenarioLike,
    b: ScenarioLike,
    runs: int = 20,
    seed: int = 0,
    *,
    groups: Sequence[str] = (),
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
    outcomes: Outcomes = None,
    parameter_sets: int = 0,
) -> Decomposition:
    """Divide the difference between the outcomes of two scenarios among the settings in which they differ.

    Parameters
    ----------
    a, b : the two scenarios; parts add up to what `b` has more than `a`
    runs, seed, workers, out, outcomes, parameter_sets : as for ``ensemble``
    groups : ``"who sits=order.seats,order.partner_filter"`` and the like; other settings change separately.
        Policies of the United States that begin on the same date are split: ``"manner=us.seats,us.pressure"``

    Returns
    -------
    Decomposition
        ``frame``: each group's part of each difference with its 95 % interval; ``pairs``: interactions; ``answers()``:
        sentences; ``plot()``: the parts as bars.

    Raises
    ------
    MultipartnerError : they are identical, there are too many groups, or a run fails

    Examples
    --------
    >>> decompose("multipolar", "multipartner", runs=20).answers()  # doctest: +SKIP
    """
    whole("runs", runs, 2)
    one, other = named_pair(a, b, parameter_sets)
    chosen = grouped(settings_apart(one.scenario, other.scenario), groups)
    arms = mixes(one.scenario, other.scenario, chosen)
    results = run_arms(arms, runs, seed, workers=workers, out=out, outcomes=outcomes, kind=MIXES)
    return Decomposition(results, tuple(chosen), (one.name, other.name), tuple(arm.name for arm in arms))
