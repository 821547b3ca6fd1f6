"""Figures of the hindcast: the record of 2009 to 2024, and the band of runs that started then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures.drawing import COLOURS, FAINT

ACROSS = 3
PANELS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "hindcast_members": (
        ("members nato", "NATO", "states"),
        ("members eu", "European Union", "states"),
        ("members brics", "BRICS", "states"),
        ("members sco", "Shanghai Cooperation Organisation", "states"),
        ("members dac", "Development Assistance Committee", "states"),
        ("members oecd", "OECD", "states"),
        ("members aiib", "Asian Infrastructure Bank (AIIB)", "states"),
    ),
    "hindcast_pledges": (
        ("pledges globalfund", "Global Fund", "US$bn a year"),
        ("pledges gavi", "Gavi", "US$bn a year"),
        ("pledges gcf", "Green Climate Fund", "US$bn a year"),
    ),
    "hindcast_poles": (
        ("poles", "equal powers, income and budgets", "effective number"),
        ("capability USA", "United States", "% of capabilities"),
        ("capability CHN", "China", "% of capabilities"),
        ("poles against 2009", "equal powers; record: CINC", "2009 = 1"),
    ),
    "hindcast_military": (
        ("military world", "military budgets, world", "% of income"),
        ("military allies", "NATO without the United States", "% of income"),
        ("military USA", "United States", "% of income"),
        ("military CHN", "China", "% of income"),
        ("military RUS", "Russia", "% of income"),
    ),
    "hindcast_positions": (
        ("distance USA CHN", "United States to China", "ideal points"),
        ("spread", "all states", "standard deviation"),
    ),
}
"""Panels of each figure: quantity, title, unit."""
TITLES = {
    "hindcast_members": "Members since 2009: the record and runs that started then",
    "hindcast_pledges": "Pledges since 2009: rounds by year, and runs that started in 2009",
    "hindcast_poles": "Poles since 2009: the record and runs that were given incomes",
    "hindcast_military": "Military budgets since 2009: the record and runs",
    "hindcast_positions": "Votes since 2009: the record and runs",
}


def figure_of(name: str) -> Callable[[Path], Figure | None]:
    """Return what draws one of the figures from the tables in a folder."""

    def draw(folder: Path) -> Figure | None:
        path = folder / "p7.csv"
        return _drawn(pd.read_csv(path), PANELS[name], TITLES[name]) if path.is_file() else None

    return draw


def _drawn(table: pd.DataFrame, panels: Sequence[tuple[str, str, str]], title: str) -> Figure:
    down = -(-len(panels) // ACROSS)
    figure = Figure(figsize=(9, 0.8 + 2.5 * down), layout="constrained")
    places = figure.subplots(down, min(ACROSS, len(panels)), squeeze=False).ravel()
    for axes, (quantity, heading, unit) in zip(places, panels, strict=False):
        _panel(axes, table[table["quantity"] == quantity], heading, unit)
    for axes in places[len(panels) :]:
        axes.set_visible(False)
    figure.suptitle(f"{title}\nblack: record; blue: middle of the runs, and the band of 90 % of them", fontsize=11)
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, heading: str, unit: str) -> None:
    years = rows["year"]
    is_rounds = len(rows) < 6
    axes.fill_between(years, rows["low"], rows["high"], color=COLOURS[0], alpha=0.2, linewidth=0)
    axes.plot(years, rows["middle"], color=COLOURS[0])
    axes.plot(years, rows["record"], color="black", marker="o", markersize=3, linestyle=":" if is_rounds else "-")
    axes.set_title(heading, fontsize=9)
    axes.set_ylabel(unit, fontsize=8)
    axes.tick_params(labelsize=8)
    axes.set_xlim(2009, 2025)
    axes.grid(color=FAINT, alpha=0.2)


DRAWN = {name: figure_of(name) for name in PANELS}
"""Figures by the name of their file."""
