"""Who pays: shares of delivered dollars next to shares of capacity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import shorten

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from experiments.figures.drawing import (
    INK,
    LOOK,
    Drawing,
    colour,
    finish,
    panel_label,
    panels_of_arms,
    places_of,
)
from experiments.storage.frames import Results

NAMED, OWN_NAMED = 12, 8
LONGEST = 26
"""Letters of a name beside the bars."""
REST = "all others"


def payer_shares(results: Results, named: int = NAMED) -> pd.DataFrame:
    """Return shares of delivered dollars and of capacity by arm.

    Parameters
    ----------
    results : Results
    named : int
        Actors shown by name: those with the largest mean share over all arms; behind them, up to ``OWN_NAMED`` of the
        author's own actors and of those that lead the author's own partnerships.

    Returns
    -------
    pandas.DataFrame
        Columns scenario, actor, delivered, low, high, capacity, dollars: mean share over histories, its 5 and 95 %
        quantiles, share of capacity at the start, and the mean of the dollars themselves [US$bn over the run].
    """
    totals = results.ledger.groupby(["scenario", "history", "actor"])["delivered"].sum().unstack("actor").fillna(0.0)
    shares = totals.div(totals.sum(axis=1), axis=0)
    by_size = list(shares.mean().sort_values(ascending=False, kind="stable").index)
    own = own_payers(results)
    top = [*by_size[:named], *[name for name in by_size[named:] if name in own][:OWN_NAMED]]
    capacity = results.actors.groupby(["scenario", "actor"])["capacity"].mean().unstack("actor").fillna(0.0)
    capacity = capacity.div(capacity.sum(axis=1), axis=0)
    by_arm = _with_rest(shares, top).groupby(level="scenario")
    dollars = _dollars(totals, top).groupby(level="scenario").mean()
    tables = {
        "delivered": by_arm.mean(),
        "low": by_arm.quantile(0.05),
        "high": by_arm.quantile(0.95),
        "capacity": _with_rest(capacity, top),
        "dollars": dollars,
    }
    columns = {name: pd.Series(table.rename_axis(columns="actor").unstack()) for name, table in tables.items()}
    return pd.DataFrame(columns).dropna(subset=["delivered"]).reset_index()


def own_payers(results: Results) -> set[str]:
    """Return actors of the author's own, and those that lead partnerships of the author's own."""
    found: set[str] = set()
    for arm in results.manifest.arms:
        found |= {str(row["id"]) for row in arm.scenario.get("actor", ())}
        leads = (str(row.get("lead", "")) for row in arm.scenario.get("partnership", ()))
        found |= {lead.partition(":")[0].strip() for each in leads for lead in each.split("|")}
    return found


def payer_groups(results: Results) -> pd.DataFrame:
    """Return what groups of actors deliver, by arm.

    Returns
    -------
    pandas.DataFrame
        Columns scenario, group, members, dollars [US$bn over the run], share, low, high: means over histories, and the
        5 and 95 % quantiles of the share. An actor counts for every group that it belongs to; a group of one arm's own
        is told of the same actors in the others.
    """
    ledger, actors = results.ledger, results.actors
    if "groups" not in actors or not (actors["groups"].astype(str) != "").any():
        return pd.DataFrame(columns=GROUP_COLUMNS)
    named = actors[["scenario", "actor", "groups"]].astype(str)
    seats = _in_every_arm(
        named.assign(group=named["groups"].str.split("|")).explode("group").query("group != ''"), named
    )
    paid = ledger.groupby(["scenario", "history", "actor"])["delivered"].sum().rename("dollars").reset_index()
    whole = paid.groupby(["scenario", "history"])["dollars"].sum().rename("whole")
    paid = paid.astype({"scenario": str, "actor": str})
    joined = seats.merge(paid, on=["scenario", "actor"])
    by_run = joined.groupby(["scenario", "group", "history"])["dollars"].sum().reset_index()
    by_run = by_run.merge(whole.reset_index().astype({"scenario": str}), on=["scenario", "history"])
    by_run["share"] = by_run["dollars"] / by_run["whole"]
    grouped = by_run.groupby(["scenario", "group"])
    members = seats.groupby(["scenario", "group"])["actor"].nunique()
    table = pd.DataFrame(
        {
            "members": members,
            "dollars": grouped["dollars"].mean(),
            "share": grouped["share"].mean(),
            "low": grouped["share"].quantile(0.05),
            "high": grouped["share"].quantile(0.95),
        }
    )
    return table.fillna(0.0).reset_index()[GROUP_COLUMNS]


def _in_every_arm(seats: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return seats in groups with those of groups that only other arms know, as far as their actors are there."""
    found = [seats[["scenario", "actor", "group"]]]
    first = seats.groupby("group")["scenario"].transform("first") == seats["scenario"]
    for scenario, rows in actors.groupby("scenario"):
        own = set(seats.loc[seats["scenario"] == scenario, "group"])
        lacking = seats[first & ~seats["group"].isin(own) & seats["actor"].isin(set(rows["actor"]))]
        found.append(lacking.assign(scenario=scenario)[["scenario", "actor", "group"]])
    return pd.concat(found, ignore_index=True).drop_duplicates()


GROUP_COLUMNS = ["scenario", "group", "members", "dollars", "share", "low", "high"]


def _dollars(totals: pd.DataFrame, top: list[str]) -> pd.DataFrame:
    """Return the dollars of some actors and of all others."""
    named = totals.reindex(columns=top, fill_value=0.0)
    return named.assign(**{REST: totals.sum(axis=1) - named.sum(axis=1)})


def _with_rest(shares: pd.DataFrame, top: list[str]) -> pd.DataFrame:
    """Return the columns of some actors and one for all others."""
    named = shares.reindex(columns=top, fill_value=0.0)
    return named.assign(**{REST: (1 - named.sum(axis=1)).clip(lower=0.0)})


def share_bars(axes: Axes, share: npt.ArrayLike, spread: pd.DataFrame, place: int) -> None:
    """Draw shares as bars, and a line from ``low`` to ``high`` of each."""
    height = np.arange(len(spread))
    axes.barh(height, share, color=colour(place), height=0.66, alpha=0.85)
    axes.hlines(height, spread["low"], spread["high"], color=INK, linewidth=1.1)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def share_panels(
    results: Results, rows: Mapping[str, pd.DataFrame], panel: Callable[[Axes, pd.DataFrame, int], None], widest: float
) -> Figure:
    """Return a figure with a panel an arm.

    Parameters
    ----------
    results : Results
    rows : mapping
        What each arm shows, from the top down; the same rows in every arm.
    panel : callable
        Draws the rows of an arm, given its place among the colours.
    widest : float
        Share at which panels end.
    """
    places, labels = places_of(results.manifest.names), results.manifest.labels
    figure, grid = panels_of_arms(len(rows), share_x=True)
    for axes, (name, own) in zip(grid, rows.items(), strict=True):
        panel(axes, own, places[name])
        axes.set_title(panel_label(labels[name], len(rows)))
    known = printable_names(results)
    order = [beside_a_bar(known.get(each, each)) for each in next(iter(rows.values())).index]
    grid[0].set_xlim(0, widest)
    grid[0].set_yticks(np.arange(len(order)), order)
    grid[0].invert_yaxis()
    return figure


def printable_names(results: Results) -> dict[str, str]:
    """Return the name of each actor by its id; of whoever has none, nothing."""
    actors = results.actors
    if "name" not in actors:
        return {}
    named = actors[["actor", "name"]].astype(str).drop_duplicates("actor")
    return dict(zip(named["actor"], named["name"], strict=True))


def beside_a_bar(name: str) -> str:
    """Return a name as it stands beside its bar: without what is in brackets behind it, and not too long.

    Examples
    --------
    >>> beside_a_bar("World Bank (IDA and IBRD)"), beside_a_bar("Bill & Melinda Gates Foundation Trust")
    ('World Bank', 'Bill & Melinda Gates …')
    """
    return shorten(name.partition(" (")[0], width=LONGEST, placeholder=" …")


def _panel(axes: Axes, shares: pd.DataFrame, place: int) -> None:
    height = np.arange(len(shares))
    delivered = shares["delivered"].to_numpy(float)
    share_bars(axes, delivered, shares, place)
    capacity = shares["capacity"].replace(0.0, np.nan)  # who is not there has no mark
    axes.plot(capacity, height, linestyle="", marker="D", markersize=6, markerfacecolor="white",
              markeredgecolor=INK, markeredgewidth=1.3, zorder=4, clip_on=False)  # fmt: skip


def draw(results: Results) -> Drawing | None:
    """Draw who pays under each policy."""
    shares = payer_shares(results)
    names = [name for name in results.manifest.names if name in set(shares["scenario"])]
    first = shares[shares["scenario"] == names[0]].set_index("actor")["delivered"].drop(REST)
    order = [*first.sort_values(ascending=False, kind="stable").index, REST]
    rows = {name: shares[shares["scenario"] == name].set_index("actor").loc[order] for name in names}
    widest = 1.04 * float(shares[["delivered", "high", "capacity"]].max().max())
    with rc_context(LOOK):
        figure = share_panels(results, rows, _panel, widest)
        return finish(
            results,
            "payers",
            "Who pays: shares of all delivered dollars",
            "Bar: mean share; thin line: middle 90 % of histories; diamond: share of capacity at the start.",
            "How to read it: a bar that ends short of its diamond pays less than its share of the means, "
            "one that passes it pays more.",
            figure,
        )
