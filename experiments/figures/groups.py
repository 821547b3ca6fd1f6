"""Who pays, by group: shares of delivered dollars of the EU, the G7, BRICS and groups of one's own."""

from __future__ import annotations

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes

from experiments.analysis.wording import significant
from experiments.figures.drawing import LOOK, Drawing, finish
from experiments.figures.payers import payer_groups, share_bars, share_panels
from experiments.storage.frames import Results

MOST_GROUPS = 16
"""Groups that a panel has room for: those that pay most."""
ROOM_FOR_DOLLARS = 1.45
"""How much wider a panel is than its longest bar, for the dollars beside it."""


def _panel(axes: Axes, groups: pd.DataFrame, place: int) -> None:
    share_bars(axes, groups["share"], groups, place)
    for row, (dollars, end) in enumerate(zip(groups["dollars"], groups[["share", "high"]].max(axis=1), strict=True)):
        text = f"US${significant(float(dollars), 3)} bn"
        axes.annotate(text, (end, row), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9.5)


def draw(results: Results) -> Drawing | None:
    """Draw what each group delivers under each policy; None where no actor belongs to a group."""
    table = payer_groups(results)
    if table.empty:
        return None
    names = [name for name in results.manifest.names if name in set(table["scenario"])]
    largest = table.groupby("group")["share"].max().sort_values(ascending=False, kind="stable")
    order = list(largest.index[:MOST_GROUPS])
    rows = {name: table[table["scenario"] == name].set_index("group").reindex(order).fillna(0.0) for name in names}
    widest = ROOM_FOR_DOLLARS * float(table[["share", "high"]].max().max())
    with rc_context(LOOK):
        figure = share_panels(results, rows, _panel, widest)
        return finish(
            results,
            "groups",
            "Who pays, by group: shares of all delivered dollars",
            "Bar: mean share; thin line: middle 90 % of histories; beside it, mean dollars over the run.",
            "How to read it: members of several groups count in each; EU is EU27 with the Union itself.",
            figure,
        )
