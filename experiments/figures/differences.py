"""Paired difference in threat levels from the first policy: the same luck on both sides."""

from __future__ import annotations

from matplotlib import rc_context

from experiments.analysis.wording import label_of
from experiments.figures.drawing import INK, LOOK, MOST_LABELLED, Drawing, draw_key, finish, new_figure
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


def draw(results: Results) -> Drawing | None:
    """Draw paired differences; None for a single arm."""
    names = results.manifest.names
    threats = threat_columns(results)
    if len(names) < 2 or not threats:
        return None
    first, others = label_of(names[0]), names[1:]
    places = {name: place for place, name in enumerate(names)}
    with rc_context(LOOK):
        figure = new_figure()
        if len(others) > MOST_LABELLED:
            draw_key(figure, others, places)
        grid = panels(figure, len(threats))
        for axes, (threat, column) in zip(grid, threats, strict=False):
            years, arms = by_history(results, column)
            base = arms[names[0]]
            shown = {name: arms[name] - base for name in others if name in arms}
            panel(axes, years, shown, places, labelled=len(others) <= MOST_LABELLED)
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
            f"How to read it: above the zero line the threat is worse than under {first}; "
            "where a band leaves out zero, that holds in nearly every history.",
            figure,
        )
