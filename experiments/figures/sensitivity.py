"""Which factors an outcome depends on: bars with intervals, a panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes

from experiments.analysis.sensitivity import Sensitivity
from experiments.analysis.wording import measure_label, opening, with_unit
from experiments.figures.drawing import FAINT, INK, LOOK, Drawing, colour, finish, new_figure
from simulation.core.errors import MultipartnerError

MOST_SHOWN = 15
MOST_PANELS = 6
PANELS_A_ROW = 3
WIDEST_TITLE = 18
WORDS = {
    "sobol": (
        "What matters: shares of variance",
        "Bar: total order (with all interactions); diamond: first order (alone); lines: 95 % intervals.",
        "How to read it: a bar much longer than its diamond matters mainly together with other factors.",
    ),
    "morris": (
        "What matters: effects of factors",
        "Bar: mean absolute change over a factor's range (μ*), 95 % interval; mark: signed mean; grey: luck alone.",
        "How to read it: a mark at the bar's end: one way (▲ up, ▼ down); a mark near zero: both ways.",
    ),
}
"""Title, caption and how to read it, by method."""


def draw(found: Sequence[Sensitivity]) -> Drawing:
    """Draw the most important factors of one or a few outcomes of one design.

    Raises
    ------
    MultipartnerError
        When there is nothing to draw, too much, or methods are mixed.
    """
    methods = {each.method for each in found}
    if not 1 <= len(found) <= MOST_PANELS or len(methods) != 1:
        raise MultipartnerError(f"One figure takes 1 to {MOST_PANELS} outcomes of one method, found {len(found)}.")
    with rc_context(LOOK):
        figure = new_figure()
        columns = 2 if len(found) == 4 else min(len(found), PANELS_A_ROW)
        rows = -(-len(found) // columns)
        grid = np.atleast_1d(figure.subplots(rows, columns)).ravel()
        for axes, each in zip(grid, found, strict=False):
            draw_panel = _morris if each.method == "morris" else _sobol
            label = draw_panel(axes, each, MOST_SHOWN // rows)
            axes.set_xlabel(label if len(found) == 1 else "")
            axes.set_title(
                fill(opening(with_unit(measure_label(each.noun), each.unit)), WIDEST_TITLE if len(found) > 1 else 80)
            )
        for axes in grid[len(found) :]:
            axes.remove()
        title, caption, reading = WORDS[found[0].method]
        caption += _left_out(found, MOST_SHOWN // rows)
        return finish(found[0].basis, "sensitivity", title, caption, reading, figure)


def _left_out(found: Sequence[Sensitivity], most: int) -> str:
    hidden = max(len(each.noted) for each in found) - most
    rest = f" {hidden} less important factors are not shown." if hidden > 0 else ""
    gap = max(each.left_out for each in found)
    every = found[0].left_out + found[0].blocks
    return rest + (f" {gap} of {every} sample blocks are left out for missing runs." if gap else "")


def _bars(axes: Axes, shown: pd.DataFrame) -> np.ndarray:
    height = np.arange(len(shown))
    axes.barh(height, shown["value"].clip(lower=0), color=colour(0), height=0.66, alpha=0.75)
    axes.hlines(height, shown["low"].clip(lower=0), shown["high"], color=INK, linewidth=1.2, zorder=3)
    axes.set_yticks(height, shown["factor"].tolist())
    axes.invert_yaxis()
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return height


def _sobol(axes: Axes, found: Sensitivity, most: int) -> str:
    shown = found.noted.head(most)
    height = _bars(axes, shown)
    first = found.frame[found.frame["index"] == "first"].set_index("factor").loc[shown["factor"]]
    axes.hlines(height + 0.2, first["low"], first["high"], color=colour(1), linewidth=1.2, zorder=3)
    axes.plot(first["value"], height + 0.2, "D", markersize=6, markerfacecolor="white", markeredgecolor=colour(1),
              markeredgewidth=1.5, zorder=4)  # fmt: skip
    return "share of variance"


def _morris(axes: Axes, found: Sensitivity, most: int) -> str:
    shown = found.noted.head(most)
    height = _bars(axes, shown)
    mean = found.index("mu").loc[shown["factor"]].to_numpy(float)
    has_order = ~shown["factor"].isin(found.unordered).to_numpy(bool)
    for mark, side in (("^", has_order & (mean >= 0)), ("v", has_order & (mean < 0))):
        if side.any():  # an empty line that is not clipped confuses the layout
            axes.plot(np.abs(mean)[side], height[side], mark, markersize=7, markerfacecolor="white",
                      markeredgecolor=colour(1), markeredgewidth=1.5, zorder=4, clip_on=False)  # fmt: skip
    luck = found.index("luck").loc[shown["factor"]]
    axes.barh(height, luck.fillna(0.0), color="#d4d4d4", height=0.66, zorder=2)
    return with_unit("change over the factor's range", found.unit)
