"""The course of a measure for each value of a lever."""

from __future__ import annotations

import pandas as pd
from matplotlib import rc_context
from matplotlib.ticker import MaxNLocator

from experiments.analysis.bands import COLUMNS, Bands
from experiments.analysis.wording import measure_label, opening, with_unit
from experiments.analysis.worlds import value_shown
from experiments.figures.drawing import INK, LOOK, Drawing, draw_bands, finish, label_ends, new_figure


def _title(found: Bands) -> str:
    by = f"{measure_label(found.measure)} by {found.lever.name}"
    return by if found.base is None else f"{by}, compared with {value_shown(found.base)}"


def draw(found: Bands) -> Drawing:
    """Draw a band a value."""
    lever = found.lever.name
    values = found.frame[lever].drop_duplicates().tolist()
    with rc_context(LOOK):
        figure = new_figure()
        axes = figure.subplots()
        ends: list[float] = []
        courses: list[pd.DataFrame] = [found.frame[found.frame[lever] == value] for value in values]
        for place, course in enumerate(courses):
            draw_bands(
                axes, course["year"].to_numpy(float), course[list(COLUMNS)].to_numpy(float).T, place, len(values)
            )
            ends.append(float(course["q50"].iloc[-1]))
        years = found.frame["year"]
        if found.base is not None:
            axes.axhline(0, color=INK, linewidth=1.1, zorder=2)
        axes.set_xlim(years.min(), years.max())
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.set_ylabel(with_unit(measure_label(found.measure) if found.base is None else "difference", found.unit))
        label_ends(axes, float(years.max()), ends, [value_shown(value) for value in values], gap=0.04)
        return finish(
            found.basis,
            "lever_bands",
            opening(_title(found)),
            "Line: median; dark band: middle 50 %; light band: middle 90 %, over histories and every other factor.",
            "How to read it: where bands do not overlap, the lever matters more than luck and the other factors.",
            figure,
        )
