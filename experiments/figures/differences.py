"""Paired difference in threat levels from the first policy: the same luck on both sides."""

from __future__ import annotations

from matplotlib import rc_context

from experiments.figures.drawing import (
    INK,
    LOOK,
    MOST_BANDED,
    MOST_LABELLED,
    Drawing,
    draw_key,
    finish,
    new_figure,
    places_of,
)
from experiments.figures.trajectories import (
    bands_said,
    by_history,
    panel,
    panel_title,
    panels,
    threat_columns,
    unclaimed,
)
from experiments.storage.frames import Results


def _is_paired(results: Results, column: str) -> bool:
    """Tell whether the first arm and another have such a threat; one of its own has nothing to be compared with."""
    known = results.outcomes[column].notna().groupby(results.outcomes["scenario"]).any()
    names = [name for name in results.manifest.names if known.get(name, False)]
    return len(names) > 1 and names[0] == results.manifest.names[0]


def draw(results: Results) -> Drawing | None:
    """Draw paired differences; None for a single arm."""
    names = results.manifest.names
    threats = [(threat, column) for threat, column in threat_columns(results) if _is_paired(results, column)]
    if len(names) < 2 or not threats:
        return None
    labels = results.manifest.labels
    first, others = labels[names[0]], names[1:]
    places = places_of(names)
    with rc_context(LOOK):
        figure = new_figure()
        if len(others) > MOST_LABELLED:
            draw_key(figure, others, places, labels)
        grid = panels(figure, len(threats))
        for axes, (threat, column) in zip(grid, threats, strict=False):
            years, arms = by_history(results, column)
            base = arms[names[0]]
            shown = {name: arms[name] - base for name in others if name in arms}
            panel(axes, years, shown, places, labels if len(others) <= MOST_LABELLED else {})
            axes.axhline(0, color=INK, linewidth=1.1, zorder=2)
            axes.set_title(panel_title(results, threat))
        for axes in grid[len(threats) :]:
            axes.set_visible(False)
        figure.supylabel(f"level minus level under {first}", fontsize=11.5)
        return finish(
            results,
            "differences",
            f"What policy changes: difference from “{first}” in the same histories",
            f"Each history minus the same history under {first}. Line: median; {bands_said(len(others))}."
            + unclaimed(results),
            f"How to read it: above the zero line the threat is worse than under {first}"
            + (
                "; where a band excludes zero, that holds in at least three of four histories."
                if len(others) <= MOST_BANDED
                else "."
            ),
            figure,
        )
