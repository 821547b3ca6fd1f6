"""Who pays, by group: shares of delivered dollars of the EU, the G7, BRICS and groups of one's own."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from experiments.analysis.wording import significant
from experiments.figures.drawing import INK, LOOK, Drawing, colour, finish, panel_label, panels_of_arms, places_of
from experiments.figures.payers import payer_groups
from experiments.storage.frames import Results

MOST_GROUPS = 16
"""Groups that a panel has room for: those that pay most."""
ROOM_FOR_DOLLARS = 1.45
"""How much wider a panel is than its longest bar, for the dollars beside it."""


def _panel(axes: Axes, groups: pd.DataFrame, place: int) -> None:
    height = np.arange(len(groups))
    axes.barh(height, groups["share"], color=colour(place), height=0.66, alpha=0.85)
    axes.hlines(height, groups["low"], groups["high"], color=INK, linewidth=1.1)
    for row, (dollars, end) in enumerate(zip(groups["dollars"], groups[["share", "high"]].max(axis=1), strict=True)):
        text = f"US${significant(float(dollars), 3)} bn"
        axes.annotate(text, (end, row), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9.5)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def draw(results: Results) -> Drawing | None:
    """Draw what each group delivers under each policy; None where no actor belongs to a group."""
    table = payer_groups(results)
    if table.empty:
        return None
    names = [name for name in results.manifest.names if name in set(table["scenario"])]
    largest = table.groupby("group")["share"].max().sort_values(ascending=False, kind="stable")
    order = list(largest.index[:MOST_GROUPS])
    places, labels = places_of(results.manifest.names), results.manifest.labels
    with rc_context(LOOK):
        figure, grid = panels_of_arms(len(names), share_x=True)
        for axes, name in zip(grid, names, strict=True):
            own = table[table["scenario"] == name].set_index("group").reindex(order).fillna(0.0)
            _panel(axes, own, places[name])
            axes.set_title(panel_label(labels[name], len(names)))
        grid[0].set_xlim(0, ROOM_FOR_DOLLARS * float(table[["share", "high"]].max().max()))
        grid[0].set_yticks(np.arange(len(order)), order)
        grid[0].invert_yaxis()
        return finish(
            results,
            "groups",
            "Who pays, by group: shares of all delivered dollars",
            "Bar: mean share; thin line: middle 90 % of histories; beside it, mean dollars over the run.",
            "How to read it: who belongs to several groups counts for each; EU is EU27 with the Union itself.",
            figure,
        )
