"""``multipartner predict``: who would sit in the described partnerships, and why."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.cli.exit_codes import DONE
from experiments.evidence.prediction import Forecast, forecast_in, predicted
from experiments.evidence.reading import read_descriptions, read_members
from experiments.evidence.scoring import score_predictions
from simulation.start.described import Description

SHOWN = 10
"""Rows of the likeliest that are shown on the screen for a single partnership."""


def predict(file: Path, scenario: str, out: Path | None, members: Path | None, console: Console) -> int:
    """Predict the members of the partnerships in a file; print what they are, and write or score the table."""
    forecast = forecast_in(scenario)
    descriptions = read_descriptions(file, forecast.roster)
    real = read_members(members, forecast.roster) if members else None
    tables = [predicted(forecast, each, (real or {}).get(each.id)) for each in descriptions]
    if len(tables) == 1:
        show_one(tables[0], console)
    else:
        show_sizes(descriptions, tables, console)
    whole = pd.concat(tables, ignore_index=True)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        whole.to_csv(out, index=False)
        console.print(f"{len(whole)} odds of {len(tables)} partnerships: {out}", highlight=False)
    if real is not None:
        show_scores(forecast, descriptions, whole, real, console)
    return DONE


def show_one(table: pd.DataFrame, console: Console) -> None:
    """Print the likeliest members, expected size and reasons."""
    name = table.partnership.iloc[0]
    grid = Table(title=f"Who would sit in {name}, the likeliest first", title_justify="left", box=None)
    for head in ("actor", "name", "kind", "odds", "share of burden", "validated"):
        grid.add_column(head)
    for row in table.head(SHOWN).to_dict("records"):
        share = "–" if isnan(row["expected_share"]) else f"{row['expected_share']:.3f}"
        sure = "yes" if row["validated"] else "no"
        grid.add_row(row["actor"], row["name"], row["kind"], f"{row['odds']:.3g}", share, sure)
    console.print(grid)
    console.print(f"Expected size: {table.attrs['expected_size']:.1f} states.", highlight=False)
    for sentence in table.attrs["reasons"]:
        console.print(f"  {sentence}", highlight=False, markup=False)


def show_sizes(descriptions: list[Description], tables: list[pd.DataFrame], console: Console) -> None:
    """Print the expected size of each of many partnerships."""
    grid = Table(title="Expected number of states", title_justify="left", box=None)
    for head in ("partnership", "founders", "expected"):
        grid.add_column(head)
    for each, table in zip(descriptions, tables, strict=True):
        grid.add_row(each.id, str(len(each.seated)), f"{table.attrs['expected_size']:.1f}")
    console.print(grid)


def show_scores(
    forecast: Forecast,
    descriptions: list[Description],
    whole: pd.DataFrame,
    members: dict[str, set[str]],
    console: Console,
) -> None:
    """Print how well the odds tell real members from outsiders; founders and leads are not scored."""
    ids = forecast.roster.ids
    known = {each.id: {ids[i] for i in each.seated} for each in descriptions}
    scores = score_predictions(whole, members, known)
    grid = Table(title="Against the real members (founders and leads not scored)", title_justify="left", box=None)
    for head in ("partnership", "members", "of", "AUC", "AUPR"):
        grid.add_column(head)
    for row in scores.itertuples():
        grid.add_row(str(row.partnership), str(row.n), str(row.of), f"{row.auc:.3f}", f"{row.aupr:.3f}")
    console.print(grid)
    unknown = sorted(set(known) - set(members))
    if unknown:
        console.print(f"Without a list of members, not scored: {', '.join(unknown)}.", highlight=False)
    auc, aupr = scores[["auc", "aupr"]].mean().tolist()
    count = int(scores["auc"].notna().sum())
    console.print(f"Mean over {count} partnerships: AUC {auc:.3f}, AUPR {aupr:.3f}.", highlight=False)
