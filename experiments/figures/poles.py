"""Who the poles are: shares of the largest states in the world's capabilities on each path of growth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from matplotlib import rc_context

from experiments.analysis.provenance import Basis
from experiments.figures.drawing import FAINT, INK, LOOK, Drawing, colour, finish, line, new_figure, spread
from simulation.parameters import load_scenario
from simulation.roster.growth import YEARS
from simulation.rules.conflict import capability
from simulation.start.growth import growth_table
from simulation.start.names import roster_of
from simulation.start.policy import step_of

PATHS = ("ssp1", "ssp2", "ssp3", "ssp4", "ssp5")
SHOWN = 8
"""Least number of states whose lines are drawn."""
TICKS = (2, 3, 5, 10, 20, 30)


def _least(tables: Iterable[np.ndarray]) -> float:
    return float(min(table.min() for table in tables))


def _most(tables: Iterable[np.ndarray]) -> float:
    return float(max(table.max() for table in tables))


def capabilities(path: str) -> pd.DataFrame:
    """Return every state's share of capabilities on a path, a row a year of the table, a column a state.

    Chance and damage are left out, and military budgets stay the share of income that they are.
    """
    scenario = load_scenario("today", {"growth.path": path})
    roster = roster_of(scenario)
    states = roster.n_states
    steps = [0, *(step_of(float(year)) - 1 for year in YEARS[1:])]
    grown = growth_table(scenario, roster)[0][steps]
    parts = []
    for held in (roster.resources[:states], roster.security_resources[:states]):
        money = held * grown
        parts.append(money / money.sum(axis=1, keepdims=True))
    shares = np.vectorize(capability)(*parts)
    return pd.DataFrame(shares, index=pd.Index(YEARS, name="year"), columns=list(roster.ids[:states]))


def states_shown(tables: Mapping[str, pd.DataFrame], least: float) -> list[str]:
    """Return the states whose lines are drawn, the largest first: poles of either end of any path, and the next ones.

    Parameters
    ----------
    tables : shares of capabilities by path, as `capabilities` returns them
    least : share from which a state is a pole
    """
    ends = pd.concat([table.iloc[[0, -1]] for table in tables.values()])
    largest = ends.max().sort_values(ascending=False)
    return list(largest.index[: max(SHOWN, int((largest >= least).sum()))])


def poles_at_end(table: pd.DataFrame, least: float) -> int:
    """Return how many states are poles in the last year of a path."""
    return int((table.iloc[-1] >= least).sum())


def draw(paths: tuple[str, ...] = PATHS) -> Drawing:
    """Draw the shares of the largest states, a panel a path, with the share from which a state counts as a pole."""
    tables = {path: capabilities(path) for path in paths}
    least = load_scenario("today").alignment.pole_share
    shown = states_shown(tables, least)
    low, top = (
        float(np.log10(100.0 * factor * reduce(table[shown].to_numpy() for table in tables.values())))
        for factor, reduce in ((0.92, _least), (1.08, _most))
    )
    with rc_context(LOOK):
        figure = new_figure()
        panels = figure.subplots(1, len(paths), sharey=True, squeeze=False)[0]
        for axes, (path, table) in zip(panels, tables.items(), strict=True):
            axes.hlines(100.0 * least, YEARS[0], YEARS[-1], color=FAINT, linewidth=1.2, linestyle=(0, (2, 2)))
            heights = [float(np.log10(100.0 * table[name].iloc[-1])) for name in shown]
            placed = spread(heights, 0.04 * (top - low), low, top)
            for k, name in enumerate(shown):
                axes.plot(table.index, 100.0 * table[name], color=colour(k), linestyle=line(k), linewidth=2.0)
                axes.text(YEARS[-1] + 0.7, 10.0 ** placed[k], name, color=colour(k), fontsize=9.5, va="center")
            axes.set_title(f"{path.upper()}: {poles_at_end(table, least)} poles in {YEARS[-1]}")
            axes.set_yscale("log")
            axes.set_ylim(10.0**low, 10.0**top)
            axes.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
            axes.minorticks_off()
            axes.set_xlim(YEARS[0], YEARS[-1] + 6)
            axes.set_xticks([YEARS[0], YEARS[-1]])
            axes.tick_params(colors=INK, length=0)
        panels[0].set_ylabel("share of capabilities, %")
        return finish(
            Basis("No runs: paths alone, without chance or damage", 0),
            "poles",
            "Who the poles are, by path of growth",
            "Mean of shares in GDP and military budgets, which stay the share of income of 2025, on a scale of equal "
            f"ratios; dotted: {100 * least:g} %, from which a state is a pole.",
            "How to read it: a line above the dots is a pole; where lines cross, another state leads.",
            figure,
        )
