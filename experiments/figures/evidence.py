"""Figures of the evidence: scores beside the baselines, and whether chances mean what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from experiments.figures.drawing import COLOURS, FAINT, LOOK

BINS = 10


def draw_evidence(folder: Path, images: Path) -> list[Path]:
    """Draw what the tables in a folder allow; return the files."""
    images.mkdir(parents=True, exist_ok=True)
    drawn = []
    with rc_context(LOOK):
        for name, draw in (("evidence_platforms", platforms), ("evidence_calibration", calibration)):
            figure = draw(folder)
            if figure is not None:
                path = images / f"{name}.png"
                figure.savefig(path, metadata={"Software": None})
                drawn.append(path)
    return drawn


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
