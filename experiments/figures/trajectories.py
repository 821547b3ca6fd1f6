"""Threat levels over time, a panel a threat, a band a policy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.analysis.headlines import decided_share, recorded_threats
from experiments.analysis.paired import LEAST_DECIDED
from experiments.figures.drawing import (
    FAINT,
    LINE_WIDTH,
    LOOK,
    MOST_BANDED,
    MOST_LABELLED,
    SLIDE,
    Drawing,
    Floats,
    draw_bands,
    draw_key,
    finish,
    label_ends,
    nested_widths,
    new_figure,
    places_of,
    quantiles,
)
from experiments.storage.frames import Results

Arms = dict[str, Floats]
SMALL = (SLIDE[0], 5.6)
"""Inches: levels stand beside the differences, which are the picture to look at first."""


def bands_said(arms: int) -> str:
    """Return what the bands of so many arms are, for a caption."""
    if arms > MOST_BANDED:
        return "bands of so many would cover one another"
    narrow = "band: middle 50 % of histories"
    return f"dark {narrow}; light band: middle 90 %" if arms <= MOST_LABELLED else narrow


def by_history(results: Results, column: str) -> tuple[Floats, Arms]:
    """Return years and, for each arm, one outcome as an array over histories and quarters.

    Returns
    -------
    years : float64[quarters]
    arms : dict of float64[histories, quarters]
        NaN where a history is missing; the same row is the same history in every arm.
    """
    wide = results.outcomes.pivot_table(index="history", columns=["scenario", "quarter"], values=column, dropna=False)
    years = results.outcomes.groupby("quarter")["year"].min()
    arms = {}
    for name in results.manifest.names:
        if name in wide.columns.get_level_values(0):
            arms[name] = pd.DataFrame(wide[name]).reindex(columns=years.index).to_numpy(float)
    return years.to_numpy(float), arms


def threat_columns(results: Results) -> list[tuple[str, str]]:
    """Return (threat, column) of every threat level that was recorded."""
    return [(threat, f"level_{threat}") for threat in recorded_threats(results)]


def is_claimed(results: Results, threat: str) -> bool:
    """Tell whether the model's actors decide enough of the effort on a threat for a claim about it."""
    return not decided_share(results.outcomes, threat, results.manifest.names[0]) < LEAST_DECIDED


def panel_title(results: Results, threat: str) -> str:
    """Return the title of a threat's panel."""
    return threat if is_claimed(results, threat) else f"{threat} (no claim)"


def unclaimed(results: Results) -> str:
    """Return a sentence for the caption where some panels carry no claim."""
    if all(is_claimed(results, threat) for threat, _ in threat_columns(results)):
        return ""
    return f" No claim: the model's actors decide under {100 * LEAST_DECIDED:.0f} % of the effort."


def panel(
    axes: Axes,
    years: Floats,
    arms: Arms,
    places: dict[str, int],
    labels: dict[str, str],
    widths: dict[str, float] | None = None,
) -> list[float]:
    """Draw the bands of every arm that has such a threat; name them at their ends where there are `labels`.

    Returns
    -------
    list of float
        Where the medians end.
    """
    ends = []
    arms = {name: values for name, values in arms.items() if not np.isnan(values).all()}
    for name, values in arms.items():
        bands = quantiles(values)
        draw_bands(axes, years, bands, places[name], len(arms), (widths or {}).get(name, LINE_WIDTH))
        ends.append(float(bands[2][-1]))
    axes.set_xlim(years[0], years[-1])
    axes.margins(y=0.08)
    axes.tick_params(length=3)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    if labels:
        label_ends(axes, float(years[-1]), ends, [labels[name] for name in arms], [places[name] for name in arms])
    return ends


def say_ends(axes: Axes, ends: list[float]) -> None:
    """Say beside the title between what levels the medians end: lines that seem one may be some way apart."""
    if len(ends) > 1:
        said = f"{min(ends):.3g} to {max(ends):.3g}"
        axes.set_title(said, loc="right", fontsize=10, fontweight="normal", color="#555555")


def panels(figure: Figure, count: int) -> npt.NDArray[Any]:
    """Return axes for so many panels, three in a row."""
    return np.atleast_1d(figure.subplots(max(2, -(-count // 3)), 3, sharex=True)).ravel()


def draw(results: Results) -> Drawing | None:
    """Draw threat trajectories by policy."""
    threats = threat_columns(results)
    if not threats:
        return None
    places, labels = places_of(results.manifest.names), results.manifest.labels
    widths = nested_widths(list(places), places)
    with rc_context(LOOK):
        figure = new_figure(SMALL if len(places) > 1 else SLIDE)
        if len(places) > 1:
            draw_key(figure, list(places), places, labels, widths)
        grid = panels(figure, len(threats))
        for axes, (threat, column) in zip(grid, threats, strict=False):
            years, arms = by_history(results, column)
            ends = panel(axes, years, arms, places, labels if len(places) == 1 else {}, widths)
            say_ends(axes, ends if is_claimed(results, threat) else [])
            axes.axhline(1, color=FAINT, linewidth=0.8, zorder=0)
            axes.set_title(panel_title(results, threat))
        for axes in grid[len(threats) :]:
            axes.set_visible(False)
        figure.supylabel("level, 2025 = 1", fontsize=11.5)
        return finish(
            results,
            "trajectories",
            "Threat levels by policy",
            f"Line: median; {bands_said(len(places))}; thin line: 2025."
            + ("" if len(places) == 1 else " Beside the name: the lowest and the highest median at the end.")
            + unclaimed(results),
            "How to read it: the higher a line ends, the worse the threat"
            + (
                "; a wide band: luck decides much."
                if len(places) <= MOST_BANDED
                else "; what differs is in the figure of differences."
            ),
            figure,
        )
