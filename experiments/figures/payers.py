"""Who pays: shares of delivered dollars next to shares of capacity."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from experiments.analysis.wording import label_of
from experiments.figures.drawing import INK, LOOK, Drawing, colour, finish, new_figure
from experiments.storage.frames import Results

NAMED = 12
REST = "all others"


def payer_shares(results: Results, named: int = NAMED) -> pd.DataFrame:
    """Return shares of delivered dollars and of capacity by arm.

    Parameters
    ----------
    results : Results
    named : int
        Actors shown by name: those with the largest mean share over all arms.

    Returns
    -------
    pandas.DataFrame
        Columns scenario, actor, delivered, low, high, capacity: mean share over histories, its 5 and 95 %
        quantiles, share of capacity at the start.
    """
    totals = results.ledger.groupby(["scenario", "history", "actor"])["delivered"].sum().unstack("actor").fillna(0.0)
    shares = totals.div(totals.sum(axis=1), axis=0)
    top = list(shares.mean().sort_values(ascending=False, kind="stable").index[:named])
    capacity = results.actors.groupby(["scenario", "actor"])["capacity"].mean().unstack("actor").fillna(0.0)
    capacity = capacity.div(capacity.sum(axis=1), axis=0)
    by_arm = _with_rest(shares, top).groupby(level="scenario")
    tables = {
        "delivered": by_arm.mean(),
        "low": by_arm.quantile(0.05),
        "high": by_arm.quantile(0.95),
        "capacity": _with_rest(capacity, top),
    }
    columns = {name: pd.Series(table.rename_axis(columns="actor").unstack()) for name, table in tables.items()}
    return pd.DataFrame(columns).dropna(subset=["delivered"]).reset_index()


def _with_rest(shares: pd.DataFrame, top: list[str]) -> pd.DataFrame:
    """Return the columns of some actors and one for all others."""
    named = shares.reindex(columns=top, fill_value=0.0)
    return named.assign(**{REST: (1 - named.sum(axis=1)).clip(lower=0.0)})


def _panel(axes: Axes, shares: pd.DataFrame, place: int) -> None:
    height = np.arange(len(shares))
    delivered = shares["delivered"].to_numpy(float)
    axes.barh(height, delivered, color=colour(place), height=0.66, alpha=0.85)
    axes.hlines(height, shares["low"], shares["high"], color=INK, linewidth=1.1)
    axes.plot(shares["capacity"], height, linestyle="", marker="D", markersize=6, markerfacecolor="white",
              markeredgecolor=INK, markeredgewidth=1.3, zorder=4, clip_on=False)  # fmt: skip
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def draw(results: Results) -> Drawing | None:
    """Draw who pays under each policy."""
    shares = payer_shares(results)
    names = [name for name in results.manifest.names if name in set(shares["scenario"])]
    first = shares[shares["scenario"] == names[0]].set_index("actor")["delivered"].drop(REST)
    order = [*first.sort_values(ascending=False, kind="stable").index, REST]
    with rc_context(LOOK):
        figure = new_figure()
        grid = np.atleast_1d(figure.subplots(1, len(names), sharey=True, sharex=True))
        for place, (axes, name) in enumerate(zip(grid, names, strict=True)):
            _panel(axes, shares[shares["scenario"] == name].set_index("actor").loc[order], place)
            axes.set_title(label_of(name))
        grid[0].set_xlim(0, 1.04 * float(shares[["delivered", "high", "capacity"]].max().max()))
        grid[0].set_yticks(np.arange(len(order)), order)
        grid[0].invert_yaxis()
        return finish(
            results,
            "payers",
            "Who pays: shares of all delivered dollars",
            "Bar: mean share; thin line: middle 90 % of histories; diamond: share of capacity at the start.",
            "How to read it: a bar that ends short of its diamond pays less than its share of the means, "
            "one that passes it pays more.",
            figure,
        )
