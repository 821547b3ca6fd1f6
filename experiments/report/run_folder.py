"""Everything that is made from a results folder: small tables, figures, the report, the summary on screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from experiments.analysis.money import split_arms, split_frame, split_lines
from experiments.analysis.summary import Summary, summarise, summary_frame
from experiments.analysis.wording import difference_shown, shown
from experiments.figures import draw_all
from experiments.figures.drawing import Drawing
from experiments.figures.payers import payer_groups, payer_shares
from experiments.report.page import OWN_PARTNERSHIPS, write_report
from experiments.storage.csv_text import Dialect, as_csv
from experiments.storage.frames import KEY_COLUMNS, Results
from experiments.storage.parts import write_whole
from experiments.storage.workbook import as_workbook

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def band_table(results: Results) -> pd.DataFrame:
    """Return quantiles over histories: one row a scenario, quarter and outcome."""
    frame = results.outcomes
    columns = [name for name in frame.columns if name not in KEY_COLUMNS]
    long = frame.melt(["scenario", "quarter", "year"], columns, "outcome", "value")
    grouped = long.groupby(["scenario", "quarter", "year", "outcome"], sort=True)["value"]
    bands = grouped.quantile(np.array(LEVELS)).unstack()
    bands.columns = pd.Index([f"q{100 * level:02.0f}" for level in LEVELS])
    return bands.reset_index()


def write_tables(results: Results, dialect: Dialect = "plain", own: pd.DataFrame | None = None) -> Path:
    """Write the small tables as CSV, and as a workbook if that is asked for; return their folder."""
    folder = results.place / "tables"
    tables = {
        "summary": summary_frame(summarise(results)),
        "bands": band_table(results),
        "payers": payer_shares(results),
    }
    groups = payer_groups(results)
    if len(groups):
        tables["groups"] = groups
    if split_arms(results):
        tables["purse_and_manner"] = split_frame(results)
    if own is not None and len(own):
        tables[OWN_PARTNERSHIPS.removesuffix(".csv")] = own
    for name, table in tables.items():
        write_whole(folder / f"{name}.csv", as_csv(table, dialect))
    if dialect == "xlsx":
        write_whole(folder / "tables.xlsx", as_workbook(tables))
    return folder


def save_figures(results: Results) -> list[Drawing]:
    """Draw every figure and save it as PNG and SVG."""
    drawings = draw_all(results)
    for drawing in drawings:
        drawing.save(results.place / "figures")
    return drawings


def summary_table(summary: Summary) -> Table:
    """Return the summary for the screen."""
    note = f"levels: median over histories and middle 90 %, to {summary.final_year:.0f}"
    if len(summary.arms) > 1:
        note += f"; below, difference from {summary.labels[0]}, a mean over pairs of histories ({summary.covers})"
    table = Table(caption=note, caption_justify="left", header_style="bold", box=None, pad_edge=False)
    table.add_column("outcome")
    for label in summary.labels:
        table.add_column(label)
    for row in summary.rows:
        how = row.outcome.shown
        cells = []
        for cell in row.cells:
            text = Text(f"{shown(cell.median, how)}\n")
            text.append(f"{shown(cell.low, how)} to {shown(cell.high, how)}", style="dim")
            cells.append(text.append(f"\n{difference_shown(cell.difference)}") if cell.difference else text)
        table.add_row(row.outcome.label, *cells)
    return table


def print_answer(results: Results, console: Console) -> None:
    """Print the summary table and the answer in a few lines."""
    summary = summarise(results)
    console.print()
    console.print(summary_table(summary), highlight=False)
    console.print()
    for answer in summary.answers():
        console.print(answer, highlight=False)
    if split_arms(results):
        console.print("\nPurse and manner:", style="bold")
        for line in split_lines(results):
            console.print(line, highlight=False, markup=False)


def write_everything(results: Results, dialect: Dialect = "plain", own: pd.DataFrame | None = None) -> Sequence[Path]:
    """Write tables, figures and report; return their places.

    Parameters
    ----------
    own : what became of partnerships of one's own, see :mod:`experiments.execution.own_partnerships`
    """
    tables = write_tables(results, dialect, own)
    drawings = save_figures(results)
    return [tables, results.place / "figures", write_report(results, drawings)]
