"""Figures of the evidence: scores beside the baselines, chances, the empty start, and moments in their bands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from experiments.figures import hindcast
from experiments.figures.drawing import COLOURS, FAINT, LOOK

BINS = 10
EDGES = (-105.0, 180.0)
"""Changes beyond which an answer is drawn at the edge [%]."""
FARTHEST = 4.0
"""Half-widths of a band beyond which a moment is drawn at the edge."""


def draw_evidence(folder: Path, images: Path) -> list[Path]:
    """Draw what the tables in a folder allow; return the files."""
    images.mkdir(parents=True, exist_ok=True)
    drawn = []
    with rc_context(LOOK):
        for name, draw in DRAWN.items():
            figure = draw(folder)
            if figure is not None:
                path = images / f"{name}.png"
                figure.savefig(path, metadata={"Software": None})
                drawn.append(path)
    return drawn


RECORDED = "#000000"
"""Colour of a record; no set of numbers has it."""


def platforms(folder: Path) -> Figure | None:
    """Return the score of each platform: the decision, log GDP and a plain logit."""
    path = folder / "p1.csv"
    if not path.is_file():
        return None
    scores = pd.read_csv(path).sort_values("auc", ignore_index=True)
    figure = Figure(figsize=(8.5, 8), layout="constrained")
    axes = figure.add_subplot()
    rows = np.arange(len(scores))
    axes.hlines(rows, 0.4, scores["auc"], color="#dddddd", linewidth=1)
    marks = (("gdp", "log GDP", "x"), ("logit", "plain logit", "s"), ("auc", "the decision", "o"))
    for (column, label, mark), colour in zip(marks, (FAINT, COLOURS[1], COLOURS[0]), strict=True):
        axes.scatter(scores[column], rows, marker=mark, color=colour, label=label, s=36)
    axes.axvline(0.65, color=FAINT, linestyle=":", linewidth=1)
    axes.set_yticks(rows, labels=scores["partnership"].tolist())
    axes.set_xlim(0.3, 1.01)
    axes.set_xlabel("area under the curve: chance that a member has better odds than an outsider")
    axes.set_title("Who sits where, own seat out, strengths fitted without the list")
    axes.legend(loc="lower left", frameon=False)
    return figure


def calibration(folder: Path) -> Figure | None:
    """Return the share of real members by the chance that was given beforehand, for organisations."""
    odds, members = folder / "odds_p2.csv", folder / "members_p2.csv"
    if not (odds.is_file() and members.is_file()):
        return None
    given = pd.read_csv(odds)
    real = pd.read_csv(members)
    inside = pd.MultiIndex.from_frame(given[["partnership", "actor"]]).isin(
        pd.MultiIndex.from_frame(real[["partnership", "actor"]])
    )
    chance = (given["odds"] / (1.0 + given["odds"])).to_numpy()
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    figure = Figure(figsize=(6.5, 5.5), layout="constrained")
    axes = figure.add_subplot()
    counts = np.bincount(place, minlength=BINS)
    kept = counts > 0
    mean = np.bincount(place, chance, BINS)[kept] / counts[kept]
    share = np.bincount(place, inside.astype(float), BINS)[kept] / counts[kept]
    axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", linewidth=1)
    axes.plot(mean, share, marker="o", color=COLOURS[0])
    for x, y, count in zip(mean, share, counts[kept], strict=True):
        axes.annotate(f"{count}", (x, y), textcoords="offset points", xytext=(6, -10), fontsize=8, color=FAINT)
    axes.set_xlabel("chance given beforehand, from founders alone")
    axes.set_ylabel("share that really joined")
    axes.set_title("Organisations: do chances mean what they say?")
    return figure


def empty_start(folder: Path) -> Figure | None:
    """Return how runs that begin with lists, founders or leads fill, against the data."""
    path = folder / "p4.csv"
    if not path.is_file():
        return None
    table = pd.read_csv(path)
    figure = Figure(figsize=(9, 4), layout="constrained")
    panels = figure.subplots(1, 3)
    told = (("density", "all states"), ("rich", "richest third"), ("poor", "poorest third"))
    for axes, (column, title) in zip(panels, told, strict=True):
        axes.axhline(table[f"{column}_of_lists"].iloc[0], color=FAINT, linestyle=":", linewidth=1)
        for (start, part), colour in zip(table.groupby("start", sort=False), COLOURS, strict=False):
            axes.plot(part["year"], part[column], color=colour, marker="o", markersize=3)
            last = (part["year"].iloc[-1], part[column].iloc[-1])
            axes.annotate(str(start), last, textcoords="offset points", xytext=(4, -3), color=colour, fontsize=8)
        axes.set_ylim(bottom=0.0)
        axes.set_xlim(right=table["year"].max() * 1.25)
        axes.set_title(title)
        axes.set_xlabel("years")
    panels[0].set_ylabel("share of seats in platforms that are taken")
    figure.suptitle("Runs that begin with the lists, with founders, or with leads alone; dotted: the lists of 2025")
    return figure


def dynamics(folder: Path) -> Figure | None:
    """Return each moment of runs in the band of its record: -1 to 1 is within."""
    path = folder / "p5.csv"
    if not path.is_file():
        return None
    table = pd.read_csv(path).iloc[::-1].reset_index(drop=True)
    figure = Figure(figsize=(8.5, 7), layout="constrained")
    axes = figure.add_subplot()
    rows = np.arange(len(table))
    axes.axvspan(-1.0, 1.0, color="#eeeeee")
    axes.axvline(0.0, color=FAINT, linewidth=1)
    for group, mark, colour in (
        ("training", "s", COLOURS[1]),
        ("validation", "o", COLOURS[0]),
        ("given", "^", COLOURS[2]),
    ):
        own = (table["group"] == group).to_numpy()
        shipped, matched = (_in_half_widths(table, column)[own] for column in ("model", "matched"))
        axes.hlines(rows[own], shipped, matched, color=FAINT, linewidth=1)
        axes.scatter(
            shipped, rows[own], marker=mark, color="white", edgecolors=colour, s=30, label=f"{group}, as shipped"
        )
        axes.scatter(matched, rows[own], marker=mark, color=colour, s=36, label=f"{group}, with parameter sets")
    axes.set_yticks(rows, labels=[name.replace("_", " ") for name in table["moment"]])
    axes.set_xlim(-FARTHEST - 0.3, FARTHEST + 0.3)
    axes.set_xlabel("half-widths of the record's band, below or above it; grey is within, the edge four or more")
    axes.set_title("How the world moves: runs against the record")
    figure.legend(loc="outside lower center", frameon=False, ncols=2)
    return figure


def _in_half_widths(table: pd.DataFrame, column: str) -> np.ndarray:
    """Return how far a column is from the record, in half-widths of the band on its side."""
    model, real, low, high = table[[column, "real", "low", "high"]].to_numpy(dtype=float).T
    off = (model - real) / np.where(model >= real, high - real, real - low)
    return np.clip(off, -FARTHEST, FARTHEST)


def natural_experiments(folder: Path) -> Figure | None:
    """Return the others' answer in each event: what was recorded, and runs under each set of numbers."""
    path = folder / "p6.csv"
    if not path.is_file():
        return None
    table = pd.read_csv(path)
    table[["record", "model", "low", "high"]] *= 100.0
    events = table.drop_duplicates("event").iloc[::-1].reset_index(drop=True)
    figure = Figure(figsize=(9, 5.5), layout="constrained")
    axes = figure.add_subplot()
    axes.axvspan(-5.0, 5.0, color="#eeeeee")
    axes.axvline(0.0, color=FAINT, linewidth=1)
    axes.scatter(events["record"], events.index, marker="D", s=64, color=RECORDED, zorder=3, label="record")
    sets = table["values"].unique().tolist()
    own_colours = [colour for colour in COLOURS if colour != RECORDED]
    for k, (name, mark) in enumerate(zip(sets, "osv^P", strict=True)):
        part = table[table["values"] == name].iloc[::-1]
        rows = np.arange(len(part)) - 0.15 * (k + 1)
        axes.hlines(rows, part["low"].clip(*EDGES), part["high"].clip(*EDGES), color=own_colours[k], linewidth=1)
        axes.scatter(part["model"].clip(*EDGES), rows, marker=mark, s=30, color=own_colours[k], label=name)
    axes.set_yticks(events.index, labels=[f"{a}:\n{b}" for a, b in zip(events["move"], events["answer"], strict=True)])
    axes.set_xlim(*EDGES)
    figure.supxlabel(
        "change of what the others do, per cent; grey counts as none; lines: lowest and highest history", fontsize=10
    )
    figure.suptitle("One moves: what do the others do?")
    axes.legend(loc="center right", frameon=False)
    return figure


DRAWN: dict[str, Callable[[Path], Figure | None]] = {
    "evidence_platforms": platforms,
    "evidence_calibration": calibration,
    "evidence_empty_start": empty_start,
    "evidence_dynamics": dynamics,
    "evidence_events": natural_experiments,
    **hindcast.DRAWN,
}
"""Figures by the name of their file."""
