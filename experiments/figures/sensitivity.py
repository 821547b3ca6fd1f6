"""Which factors an outcome depends on: bars with intervals, a panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes

from experiments.figures.drawing import FAINT, INK, LOOK, Drawing, colour, finish, new_figure
from experiments.wording import opening, with_unit
from simulation.core.errors import MultipartnerError

if TYPE_CHECKING:
    from experiments.analysis.sensitivity import Sensitivity

MOST_SHOWN = 15
MOST_PANELS = 4


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
        for axes, each in zip(np.atleast_1d(figure.subplots(1, len(found))), found, strict=True):
            (_morris if each.method == "morris" else _sobol)(axes, each)
            axes.set_title(opening(each.noun))
        hidden = max(len(each.noted) for each in found) - MOST_SHOWN
        rest = f" {hidden} less important factors are not shown." if hidden > 0 else ""
        gap = max(each.left_out for each in found)
        rest += f" {gap} of {gap + found[0].blocks} sample blocks are left out for missing runs." if gap else ""
        caption, reading = _words(found[0].method)
        title = "What matters: " + ("shares of variance" if found[0].method == "sobol" else "effects of factors")
        return finish(found[0].basis, "sensitivity", title, caption + rest, reading, figure)


def _words(method: str) -> tuple[str, str]:
    if method == "sobol":
        return (
            "Bar: total order (with all interactions); diamond: first order (alone); lines: 95 % intervals.",
            "How to read it: a bar much longer than its diamond matters mainly together with other factors.",
        )
    return (
        "Bar: mean absolute change over the factor's range (μ*), with its 95 % interval; mark: mean signed change (μ).",
        "How to read it: a mark at the bar's end: one way (▲ up, ▼ down); a mark near zero: it goes both ways.",
    )


def _shown(found: Sensitivity) -> pd.DataFrame:
    return found.noted.head(MOST_SHOWN)


def _bars(axes: Axes, shown: pd.DataFrame) -> np.ndarray:
    height = np.arange(len(shown))
    axes.barh(height, shown["value"].clip(lower=0), color=colour(0), height=0.66, alpha=0.75)
    axes.hlines(height, shown["low"], shown["high"], color=INK, linewidth=1.2, zorder=3)
    axes.set_yticks(height, shown["factor"].tolist())
    axes.invert_yaxis()
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return height


def _sobol(axes: Axes, found: Sensitivity) -> None:
    shown = _shown(found)
    height = _bars(axes, shown)
    first = found.frame[found.frame["index"] == "first"].set_index("factor").loc[shown["factor"]]
    axes.hlines(height + 0.2, first["low"], first["high"], color=colour(1), linewidth=1.2, zorder=3)
    axes.plot(first["value"], height + 0.2, "D", markersize=6, markerfacecolor="white", markeredgecolor=colour(1),
              markeredgewidth=1.5, zorder=4)  # fmt: skip
    axes.set_xlabel("share of variance")


def _morris(axes: Axes, found: Sensitivity) -> None:
    shown = _shown(found)
    height = _bars(axes, shown)
    mean = found.index("mu").loc[shown["factor"]].to_numpy(float)
    for mark, side in (("^", mean >= 0), ("v", mean < 0)):
        axes.plot(np.abs(mean)[side], height[side], mark, markersize=7, markerfacecolor="white",
                  markeredgecolor=colour(1), markeredgewidth=1.5, zorder=4, clip_on=False)  # fmt: skip
    axes.set_xlabel(with_unit("change over the factor's range", found.unit))
