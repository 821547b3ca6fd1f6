"""When a threshold is crossed: the share of histories that have, by year."""

from __future__ import annotations

import numpy as np
from matplotlib import rc_context
from matplotlib.ticker import MaxNLocator, PercentFormatter

from experiments.analysis.crossing import CALENDAR, Crossing
from experiments.figures.drawing import LOOK, Drawing, colour, finish, label_ends, line, new_figure


def draw(found: Crossing) -> Drawing:
    """Draw a rising curve a label, with its 95 % band."""
    band = "; band: 95 % interval." if found.has_intervals else "; worlds share their luck, so no interval is given."
    labels = found.ends["label"].tolist()
    start = 0.0 if found.end < CALENDAR else float(np.floor(found.frame["time"].min()))
    with rc_context(LOOK):
        figure = new_figure()
        axes = figure.subplots()
        for place, label in enumerate(labels):
            curve = found.frame[found.frame["label"] == label]
            time = np.array([start, *curve["time"], found.end])
            crossed, low, high = (
                np.array([0.0, *curve[name], curve[name].iloc[-1]]) for name in ("crossed", "low", "high")
            )
            axes.fill_between(time, low, high, step="post", color=colour(place), alpha=0.15, linewidth=0)
            axes.step(time, crossed, where="post", color=colour(place), linestyle=line(place), linewidth=2.2)
        axes.set_ylim(0, 1)
        axes.set_xlim(start, found.end)
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axes.set_ylabel("histories that have crossed")
        axes.set_xlabel("year" if found.end >= CALENDAR else "years since the start")
        label_ends(axes, found.end, found.ends["crossed"].tolist(), labels, gap=0.04)
        return finish(
            found.basis,
            "crossing",
            f"When {found.noun}",
            f"Line: share of histories that have crossed (Kaplan–Meier){band}",
            "How to read it: the earlier and higher a line rises, the sooner and the more often it happens.",
            figure,
        )
