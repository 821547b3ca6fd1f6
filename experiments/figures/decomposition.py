"""Which differences make the difference: a bar a group, whole differences beside them."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes

from experiments.analysis.paired import counted_in
from experiments.analysis.summary import covered, drawn_sets
from experiments.analysis.wording import label_of
from experiments.figures.drawing import COLOURS, INK, LOOK, Drawing, finish, new_figure
from experiments.storage.frames import Results

MOST_PANELS = 6
WIDEST_NAME = 26


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw the parts of one outcome in the unit of their differences."""
    whole = rows.iloc[-1]
    scale, unit = counted_in(whole["shown"], whole["base"])
    height = np.arange(len(rows))
    values, low, high = (scale * rows[name].to_numpy(float) for name in ("difference", "low", "high"))
    colours = [COLOURS[0]] * (len(rows) - 1) + [INK]
    axes.barh(height, values, color=colours, height=0.62, alpha=0.85)
    axes.hlines(height, low, high, color=COLOURS[1], linewidth=2.4)
    axes.axvline(0, color=INK, linewidth=1.0)
    axes.set_yticks(height, [fill(label_of(name), WIDEST_NAME) for name in rows["group"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_title(fill(str(whole["outcome"]), 40))
    axes.set_xlabel(unit)
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def draw(results: Results, frame: pd.DataFrame, names: tuple[str, str]) -> Drawing:
    """Draw the parts of each outcome that may be claimed, the clearest whole differences first."""
    clear = []
    for outcome, rows in frame[frame["may_be_claimed"]].groupby("outcome", sort=False):
        whole = rows.iloc[-1]
        half = (whole["high"] - whole["low"]) / 2.0
        clear.append((abs(whole["difference"]) / half if half > 0.0 else 0.0, str(outcome)))
    chosen = [outcome for _, outcome in sorted(clear, reverse=True)[:MOST_PANELS]]
    columns = min(3, max(1, len(chosen)))
    lines = max(1, -(-len(chosen) // columns))
    one, other = map(label_of, names)
    with rc_context(LOOK):
        figure = new_figure()
        panels = figure.subplots(lines, columns, squeeze=False, sharey=True)
        for axes, outcome in zip(panels.flat, chosen, strict=False):
            _panel(axes, frame[frame["outcome"] == outcome])
        for axes in panels.flat[len(chosen) :]:
            axes.set_visible(False)
        return finish(
            results,
            "decomposition",
            f"What accounts for the difference between “{other}” and “{one}”",
            f"Bars: Shapley value of each group of settings, the whole difference last; lines over paired histories, "
            f"{covered(drawn_sets(results))}.",
            f"How to read it: the parts add up to the last bar; right of zero, the change towards “{other}” raises it.",
            figure,
        )
