"""An outcome over two levers, a cell a pair of values, its number written in it."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import CenteredNorm, Normalize
from matplotlib.patches import Rectangle

from experiments.analysis.heat_map import HeatMap
from experiments.analysis.wording import number, opening, significant, with_unit
from experiments.analysis.worlds import value_shown
from experiments.figures.drawing import INK, LOOK, Drawing, Floats, finish, new_figure

MOST_WRITTEN = 150
"""In a map of more cells than this, numbers would be too small to read."""
MOST_WITH_INTERVALS = 64
"""In a map of more cells than this there is no room for a second line."""
MOST_DECIMALS = 6


def draw(found: HeatMap) -> Drawing:
    """Draw the map; cells whose difference is not clear are hatched."""
    mean = found.grid("mean")
    numbers, low, high = (found.grid(name).to_numpy(float) for name in ("mean", "low", "high"))
    is_difference = found.base is not None
    flips = is_difference and bool((numbers < 0).any() and (numbers > 0).any())
    norm: Normalize = CenteredNorm(0, float(np.nanmax(np.abs(numbers)))) if flips else Normalize()
    with rc_context(LOOK):
        figure = new_figure()
        axes = figure.subplots()
        image = axes.pcolormesh(
            numbers, cmap="PuOr" if flips else "cividis", norm=norm, edgecolors="white", linewidth=1.5
        )
        for axis, factor, values in ((axes.xaxis, found.x, mean.columns), (axes.yaxis, found.y, mean.index)):
            axis.set_ticks(np.arange(len(values)) + 0.5, [value_shown(value) for value in values])
            axis.set_label_text(with_unit(factor.name, factor.unit))
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        caption = "Mean over histories and over every other factor, all cells in the same histories."
        if numbers.size <= MOST_WRITTEN:
            half = (high - low) / 2 if numbers.size <= MOST_WITH_INTERVALS else np.full_like(numbers, np.nan)
            caption += " ±: 95 % interval over histories." if (half > 0).any() else ""
            _write(axes, numbers, half, image, signed=is_difference)
        elif flips:
            rows, columns = numbers.shape
            axes.contour(np.arange(columns) + 0.5, np.arange(rows) + 0.5, numbers, levels=[0], colors=INK)
        unclear = (low <= 0) & (high >= 0) & (numbers != 0) & is_difference
        _hatch(axes, unclear)
        caption += " Hatched: the 95 % interval includes zero." if unclear.any() else ""
        if np.nanmin(numbers) < np.nanmax(numbers):
            label = with_unit(f"difference in {found.label}" if is_difference else found.label, found.unit)
            figure.colorbar(image, ax=axes, label=label, pad=0.015).outline.set_visible(False)
        return finish(
            found.basis,
            "heat_map",
            opening(with_unit(found.noun, found.unit)),
            caption,
            "How to read it: along a row only one lever changes, along a column only the other.",
            figure,
        )


def _write(axes: Axes, numbers: Floats, half: Floats, image: Any, *, signed: bool) -> None:
    """Write each cell's number, half its interval below it, in an ink that its colour carries."""
    step = float(np.nanmax(numbers) - np.nanmin(numbers)) / 50
    for (row, column), value in np.ndenumerate(numbers):
        if np.isfinite(value):
            shade = image.cmap(image.norm(value))
            ink = "white" if 0.3 * shade[0] + 0.59 * shade[1] + 0.11 * shade[2] < 0.5 else INK
            shown = number(float(value), step, MOST_DECIMALS) if step else significant(float(value))
            text = ("+" if signed and value > 0 and shown.strip("0.") else "") + shown
            place: dict[str, Any] = {
                "ha": "center",
                "va": "center",
                "color": ink,
                "bbox": {"facecolor": shade, "edgecolor": "none", "pad": 1},  # no hatching behind a number
            }
            has_interval = half[row, column] > 0
            axes.text(column + 0.5, row + (0.58 if has_interval else 0.5), text, fontsize=10.5, **place)
            if has_interval:
                width = f"± {number(float(half[row, column]), step, MOST_DECIMALS)}"
                axes.text(column + 0.5, row + 0.36, width, fontsize=8.5, **place)


def _hatch(axes: Axes, unclear: Any) -> None:
    with mpl.rc_context({"hatch.color": "#777777", "hatch.linewidth": 0.7}):
        for row, column in np.argwhere(unclear):
            axes.add_patch(Rectangle((column, row), 1, 1, fill=False, hatch="///", linewidth=0))
