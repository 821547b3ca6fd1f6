"""What a dollar buys: the effect per unit of spending, with its interval."""

from __future__ import annotations

from textwrap import fill

import numpy as np
from matplotlib import rc_context

from experiments.analysis.efficiency import Efficiency
from experiments.analysis.wording import with_unit
from experiments.figures.drawing import FAINT, INK, LOOK, Drawing, colour, finish, new_figure
from simulation.core.errors import MultipartnerError

WIDEST_NAME = 34
MOST_ARMS = 20


def draw(found: Efficiency) -> Drawing:
    """Draw a dot and an interval an arm; arms without a clear difference in spending say so.

    Raises
    ------
    MultipartnerError
        When there are too many arms for one figure.
    """
    table = found.frame
    if len(table) > MOST_ARMS:
        raise MultipartnerError(
            f"One figure takes at most {MOST_ARMS} arms, found {len(table)}. Pool the worlds first."
        )
    height = np.arange(len(table))
    told = np.isfinite(table["low"].to_numpy(float))
    with rc_context(LOOK):
        figure = new_figure()
        axes = figure.subplots()
        axes.axvline(0, color=INK, linewidth=1.1)
        axes.hlines(height[told], table["low"][told], table["high"][told], color=INK, linewidth=2)
        axes.plot(table["effect"][told], height[told], "o", markersize=9, color=colour(0))
        for place in height[~told]:
            axes.text(0, place, "  spending does not differ clearly", va="center", fontsize=10, color=FAINT)
        axes.set_yticks(height, [fill(label, WIDEST_NAME) for label in table["label"]])
        axes.set_ylim(max(len(table), 4) - 0.4, -0.6)
        axes.set_xlabel(f"{with_unit(found.outcome, found.unit)} per {found.per or 'unit'} of {found.spending}")
        axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        return finish(
            found.basis,
            "efficiency",
            f"What a dollar buys: {found.outcome} per {found.per or 'unit'} of {found.spending}",
            f"Dot: mean paired difference divided by that of {found.spending}; line: 95 % interval (Fieller).",
            "How to read it: right of zero, more spending goes with more of the outcome; left of zero, with less.",
            figure,
        )
