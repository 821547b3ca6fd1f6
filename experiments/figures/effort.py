"""Effort over time by kind of actor, a panel a policy."""

from __future__ import annotations

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from experiments.figures.drawing import LOOK, Drawing, Floats, finish, new_figure, spread
from experiments.figures.trajectories import by_history
from experiments.frames import Results
from experiments.wording import label_of
from simulation.core.codes import Kind

FILLS = {
    "state": ("#0072B2", "states"),
    "company": ("#E69F00", "companies"),
    "ngo": ("#009E73", "NGOs"),
    "philanthropy": ("#CC79A7", "philanthropies"),
    "organisation": ("#56B4E9", "organisations"),
}


def _label(axes: Axes, years: Floats, layers: Floats, kinds: list[str]) -> None:
    ends = layers[:, -1]
    middles = np.cumsum(ends) - ends / 2
    low, high = axes.get_ylim()
    for height, kind in zip(spread(list(middles), (high - low) * 0.045, low, high), kinds, strict=True):
        fill, name = FILLS.get(kind, ("#777777", kind))
        axes.annotate(name, (years[-1], height), xytext=(6, 0), textcoords="offset points", va="center",
                      fontsize=10, fontweight="bold", color=fill, annotation_clip=False)  # fmt: skip


def draw(results: Results) -> Drawing | None:
    """Draw mean effort by kind of actor under each policy."""
    kinds = [kind.name.lower() for kind in Kind if f"effort_{kind.name.lower()}" in results.outcomes]
    if not kinds:
        return None
    tables = {kind: by_history(results, f"effort_{kind}") for kind in kinds}
    years = tables[kinds[0]][0]
    names = list(tables[kinds[0]][1])
    stacks = {name: np.array([np.nanmean(tables[kind][1][name], axis=0) for kind in kinds]) for name in names}
    with rc_context(LOOK):
        figure = new_figure()
        grid = np.atleast_1d(figure.subplots(1, len(names), sharey=True))
        for axes, name in zip(grid, names, strict=True):
            colours = [FILLS.get(kind, ("#777777", kind))[0] for kind in kinds]
            axes.stackplot(years, stacks[name], colors=colours, alpha=0.85, edgecolor="white", linewidth=0.8)
            axes.set_xlim(years[0], years[-1])
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
            axes.tick_params(length=3)
            axes.set_title(label_of(name))
        grid[0].set_ylabel("US$bn a year, constant 2023 dollars")
        _label(grid[-1], years, stacks[names[-1]], kinds)
        return finish(
            results,
            "effort",
            "Who acts: delivered effort by kind of actor",
            "Mean over histories, stacked.",
            "How to read it: the upper edge is all effort; each layer's thickness is one kind's part of it.",
            figure,
        )
