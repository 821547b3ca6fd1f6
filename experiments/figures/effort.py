"""Effort over time by kind of actor, a panel a policy."""

from __future__ import annotations

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from experiments.figures.drawing import (
    LOOK,
    MOST_BESIDE,
    Drawing,
    Floats,
    finish,
    panel_label,
    panels_of_arms,
    spread,
)
from experiments.figures.trajectories import by_history
from experiments.storage.frames import Results
from simulation.core.codes import Kind

FILLS = dict(zip(Kind, ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"), strict=True))
"""Colour of each kind's layer."""


def _label(axes: Axes, years: Floats, layers: Floats, kinds: list[Kind]) -> None:
    ends = layers[:, -1]
    middles = np.cumsum(ends) - ends / 2
    low, high = axes.get_ylim()
    for height, kind in zip(spread(list(middles), (high - low) * 0.045, low, high), kinds, strict=True):
        axes.annotate(kind.plural, (years[-1], height), xytext=(6, 0), textcoords="offset points", va="center",
                      fontsize=10, fontweight="bold", color=FILLS[kind], annotation_clip=False)  # fmt: skip


def draw(results: Results) -> Drawing | None:
    """Draw mean effort by kind of actor under each policy."""
    efforts = {kind: f"effort_{kind.label}" for kind in Kind}
    kinds = [kind for kind, name in efforts.items() if name in results.outcomes and results.outcomes[name].any()]
    if not kinds:
        return None
    tables = {kind: by_history(results, efforts[kind]) for kind in kinds}
    years = tables[kinds[0]][0]
    names, labels = list(tables[kinds[0]][1]), results.manifest.labels
    stacks = {name: np.array([np.nanmean(tables[kind][1][name], axis=0) for kind in kinds]) for name in names}
    with rc_context(LOOK):
        figure, grid = panels_of_arms(len(names))
        for axes, name in zip(grid, names, strict=True):
            colours = [FILLS[kind] for kind in kinds]
            axes.stackplot(years, stacks[name], colors=colours, alpha=0.85, edgecolor="white", linewidth=0.8)
            axes.set_xlim(years[0], years[-1])
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
            axes.tick_params(length=3)
            axes.set_title(panel_label(labels[name], len(names)))
        figure.supylabel("US$bn a year, constant 2023 dollars", fontsize=11.5)
        if len(names) <= MOST_BESIDE:
            _label(grid[-1], years, stacks[names[-1]], kinds)
        else:
            layers = [Patch(color=FILLS[kind], alpha=0.85, label=kind.plural) for kind in reversed(kinds)]
            figure.legend(handles=layers, loc="outside right center", frameon=False, labelspacing=1.0)
        return finish(
            results,
            "effort",
            "Who acts: delivered effort by kind of actor",
            "Mean over histories, stacked.",
            "How to read it: the upper edge is all effort; each layer's thickness is one kind's part of it.",
            figure,
        )
