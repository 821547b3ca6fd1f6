"""Scenario discovery [bryant2010]: where in the space of factors a number lies above a threshold.

A classification tree (CART [breiman1984], scikit-learn's) cuts the sampled worlds into boxes. It may grow as many
boxes as five-fold cross-validation supports and no more, and no box is named when its forecast of left-out worlds is
hardly better than a coin's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.boxes import Box, boxes_of, columns_of
from experiments.analysis.finding import Finding, library
from experiments.analysis.provenance import Basis
from experiments.analysis.wording import estimate, opening, threshold_shown
from experiments.analysis.worlds import Worlds
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed

FOLDS = 5
MOST_BOXES = 8
LEAST_WORLDS = 20
"""With fewer worlds no box is sought."""
LEAST_SKILL = 0.6
"""Balanced share of right forecasts (a coin has 0.5) below which no box is named."""
Trues = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Discovery(Finding):
    """Boxes in which a number lies above a threshold, or below it where that is rarer.

    Parameters
    ----------
    boxes : tuple of Box
        Largest coverage first; empty where factors do not tell.
    side : {"above", "below"}
        The rarer side, which the boxes describe.
    threshold : float
    cases : pandas.DataFrame
        One row a world: factors, ``mean``, and ``holds`` where it lies on that side.
    skill : float
        Balanced share of left-out worlds on the right side; NaN where no tree was grown.
    worlds : Worlds
    """

    boxes: tuple[Box, ...]
    side: str
    threshold: float
    cases: pd.DataFrame
    skill: float
    worlds: Worlds

    @property
    def basis(self) -> Basis:
        """What the boxes stand on."""
        return self.worlds.basis

    @property
    def line(self) -> str:
        """The threshold in words."""
        return threshold_shown(self.threshold, self.cases["mean"])

    @property
    def frame(self) -> pd.DataFrame:
        """One row a box and factor that bounds it, with the box's coverage and density."""
        rows = [
            {
                "box": place,
                "factor": bound.factor.name,
                "from": bound.low,
                "to": bound.high,
                "values": ", ".join(map(str, bound.allowed)),
                "coverage": box.coverage,
                "density": box.density.value,
                "low": box.density.low,
                "high": box.density.high,
                "worlds": box.worlds,
            }
            for place, box in enumerate(self.boxes, 1)
            for bound in box.bounds
        ]
        names = ["box", "factor", "from", "to", "values", "coverage", "density", "low", "high", "worlds"]
        return pd.DataFrame(rows, columns=names)

    @property
    def sentences(self) -> list[str]:
        """Where the number flips, in words."""
        holding, count = int(self.cases["holds"].sum()), len(self.cases)
        share = self.worlds.share(holding, count)
        line = self.line
        said = f"{opening(self.worlds.noun)} is {self.side} {line}"
        if holding == 0:
            other = "below" if self.side == "above" else "above"
            most = f" (up to {100 * share.high:.1f} % of worlds may differ, 95 %)" if self.worlds.is_sample else ""
            there = self.worlds.counted.removesuffix(" (95 %)")
            return [f"{opening(self.worlds.noun)} is {other} {line} in all {count} {there}: it flips nowhere{most}."]
        first = f"{said} in {estimate(*share, percent=True)} of {count} {self.worlds.counted}."
        if not self.boxes:
            return [first, "The sampled factors do not tell where."]
        return [
            first,
            *(self._box(box) for box in self.boxes),
            f"Left-out worlds are forecast with {100 * self.skill:.0f} % balanced accuracy.",
        ]

    def _box(self, box: Box) -> str:
        density = estimate(*box.density, percent=True)
        return (
            f"It is {self.side} where {box.words}: so in {density} of {box.worlds} worlds there, "
            f"which are {100 * box.coverage:.0f} % of all such worlds."
        )


@typed
def discover(worlds: Worlds, threshold: float = 0.0) -> Discovery:
    """Return where a number lies above a threshold; zero: where the sign of a paired difference flips.

    Parameters
    ----------
    worlds : Worlds
        An outcome, or a paired difference, in every sampled world.
    threshold : float
        In the unit of the outcome.

    Returns
    -------
    Discovery
        ``frame``: one row per box with its bounds, coverage and density (shares of worlds) [bryant2010]; ``sentences``.

    Raises
    ------
    MultipartnerError
        When there are too few worlds.

    Examples
    --------
    >>> discover(study.contrast("damage", {"us.regard": 0.4}, {"us.regard": 0.1})).sentences  # doctest: +SKIP
    """
    found = worlds.complete
    if len(found) < LEAST_WORLDS:
        raise MultipartnerError(f"Discovery needs at least {LEAST_WORLDS} worlds, found {len(found)}. Sample more.")
    above = (found["mean"] > threshold).to_numpy(bool)
    side = "above" if above.mean() <= 0.5 else "below"
    holds = above if side == "above" else ~above
    cases = found.assign(holds=holds)
    if holds.sum() < FOLDS:
        return Discovery((), side, threshold, cases, float("nan"), worlds)
    columns = columns_of(worlds.problem.factors, found)
    inputs = np.column_stack([column.values for column in columns])
    tree, skill = _grown(inputs, holds)
    boxes = boxes_of(tree, columns, inputs, holds, worlds.share) if skill >= LEAST_SKILL else ()
    return Discovery(boxes, side, threshold, cases, skill, worlds)


def _grown(inputs: npt.NDArray[np.float64], holds: Trues) -> tuple[Any, float]:
    """Return the smallest tree within one standard error of the best, and its balanced accuracy left out."""
    trees = library("sklearn.tree", "Scenario discovery")
    choosing = library("sklearn.model_selection", "Scenario discovery")
    sizes = list(range(2, MOST_BOXES + 1))
    grown = trees.DecisionTreeClassifier(
        min_samples_leaf=max(FOLDS, len(holds) // 50), class_weight="balanced", random_state=0
    )
    folds = choosing.StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    search = choosing.GridSearchCV(grown, {"max_leaf_nodes": sizes}, scoring="balanced_accuracy", cv=folds, refit=False)
    search.fit(inputs, holds)
    scores = np.asarray(search.cv_results_["mean_test_score"], float)
    best = int(scores.argmax())
    allowed = scores[best] - float(search.cv_results_["std_test_score"][best]) / FOLDS**0.5
    chosen = int(np.argmax(scores >= allowed))
    return grown.set_params(max_leaf_nodes=sizes[chosen]).fit(inputs, holds), float(scores[chosen])
