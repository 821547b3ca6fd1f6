"""In how many worlds a sign holds: a bar a comparison, from clearly below to clearly above."""

from __future__ import annotations

from textwrap import fill

import numpy as np
from matplotlib import rc_context
from matplotlib.ticker import PercentFormatter

from experiments.analysis.robustness import Robustness
from experiments.analysis.wording import measure_label
from experiments.figures.drawing import INK, LOOK, Drawing, colour, finish, new_figure

WIDEST_NAME = 34


def draw(found: Robustness) -> Drawing:
    """Draw stacked shares of worlds, and the share above the threshold with its interval."""
    table = found.frame
    height = np.arange(len(table))
    unclear = 1 - table["clearly_above"] - table["clearly_below"]
    parts = (
        (table["clearly_below"], colour(0), ""),
        (unclear, "#e2e2e2", "///"),
        (table["clearly_above"], colour(1), ""),
    )
    interval = (
        ", with its 95 % interval."
        if table["low"].notna().all()
        else "; a grid is not a sample, so there is no interval."
    )
    line = found.line
    with rc_context({**LOOK, "hatch.color": "#a8a8a8"}):
        figure = new_figure()
        axes = figure.subplots()
        left = np.zeros(len(table))
        names = (f"clearly below {line}", "not clear", f"clearly above {line}")
        for (width, shade, hatch), name in zip(parts, names, strict=True):
            axes.barh(height, width, left=left, color=shade, hatch=hatch, height=0.6, edgecolor="white", label=name)
            left = left + width.to_numpy(float)
        below = 1 - table["above"]
        axes.hlines(height, 1 - table["high"], 1 - table["low"], color=INK, linewidth=2, zorder=3)
        axes.plot(
            below,
            height,
            "D",
            markersize=8,
            markerfacecolor="white",
            markeredgecolor=INK,
            markeredgewidth=1.5,
            zorder=4,
            clip_on=False,
        )
        axes.set_yticks(height, [fill(label, WIDEST_NAME) for label in table["label"]])
        axes.set_ylim(max(len(table), 4) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.set_xlabel("share of sampled worlds")
        axes.tick_params(length=0)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, borderaxespad=0.2)
        return finish(
            found.basis,
            "robustness",
            f"How robust is the sign: {', '.join(map(measure_label, table['outcome'].unique()))}",
            f"Diamond: where worlds below {line} end and those above begin{interval}",
            "How to read it: the further right the diamond, the more worlds lie below; hatched: histories are too few "
            "or too different to tell.",
            figure,
        )
