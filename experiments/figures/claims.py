"""Claims: all verdicts in one picture, and for each claim its effect in every world."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes

from experiments.analysis.provenance import Basis
from experiments.claims.effects import Effects
from experiments.claims.judging import Judgement
from experiments.claims.trial import FULL, VARIANT_WORDS
from experiments.figures.drawing import FAINT, INK, LOOK, SLIDE, Drawing, colour, finish, new_figure

LEAST_FAR = 4.0
"""Multiples of the smallest effect worth caring about that the figure shows at least, as far as the last mean."""
WIDEST_NAME = 26
HEIGHT_OF_CLAIM = 4.8
"""Inches of the figure of one claim."""
SUPPORTED, AGAINST, OPEN = colour(2), colour(1), FAINT
SHADES = {
    "emerges": SUPPORTED,
    "rests on what favours it": SUPPORTED,
    "true by construction": SUPPORTED,
    "reversed": AGAINST,
    "depends on the world": colour(0),
}


def draw_verdicts(judgements: Sequence[Judgement]) -> Drawing:
    """Draw the mean effect of every claim, with its interval, in units of the smallest effect worth caring about."""
    height = np.arange(len(judgements))
    with rc_context(LOOK):
        figure = new_figure()
        axes = figure.subplots()
        _shade_what_matters_not(axes, 1.0)
        farthest = max(LEAST_FAR, *(1.1 * abs(_in_units(each)[0]) for each in judgements))
        for k, each in enumerate(judgements):
            _draw_mean(axes, k, each, farthest)
        axes.set_yticks(height, [each.claim.id.replace("_", " ") for each in judgements])
        axes.set_ylim(len(judgements) - 0.4, -0.6)
        axes.set_xlim(-farthest, farthest)
        axes.set_xlabel("against the claim  ←  multiples of the smallest effect worth caring about  →  as it says")
        axes.tick_params(axis="y", length=0, pad=8)
        words = axes.secondary_yaxis("right")
        words.set_yticks(height, [each.verdict.word for each in judgements])
        words.tick_params(length=0, pad=8)  # an arrow at the edge stands free
        words.spines["right"].set_visible(False)
        return finish(
            _basis(judgements),
            "claims",
            "Which claims hold in this model",
            "Dot: mean effect over worlds, with an interval so wide that all hold together at 95 %; an arrow "
            "where it leaves the figure. Filled: supported, reversed, or dependent on the world. Grey: too small.",
            "How to read it: supported means right of zero, mean right of the grey, in four of five worlds.",
            figure,
        )


def _in_units(judgement: Judgement) -> tuple[float, float, float]:
    """Return (mean, low, high) of a claim in multiples of the smallest effect worth caring about."""
    mean, low, high = (value / judgement.claim.said.smallest for value in judgement.effects[FULL].mean)
    return mean, low, high


def _draw_mean(axes: Axes, k: int, judgement: Judgement, farthest: float) -> None:
    mean, low, high = _in_units(judgement)
    shade = SHADES.get(judgement.verdict.word, OPEN)
    axes.hlines(k, max(low, -farthest), min(high, farthest), color=shade, linewidth=2.2)
    for end, mark in ((low, "<"), (high, ">")):
        if abs(end) > farthest:
            axes.plot(np.sign(end) * farthest, k, mark, color=shade, clip_on=False)
    fill_of = shade if judgement.verdict.word in SHADES else "white"
    axes.plot(mean, k, "o", markersize=8, markeredgecolor=shade, markeredgewidth=1.6, markerfacecolor=fill_of)


def _shade_what_matters_not(axes: Axes, smallest: float) -> None:
    axes.axvspan(-smallest, smallest, color="#eeeeee", zorder=0)
    axes.axvline(0.0, color=INK, linewidth=0.8, zorder=1)


def _basis(judgements: Sequence[Judgement]) -> Basis:
    bases = [each.basis for each in judgements]
    runs = sorted({basis.runs for basis in bases})
    planned, missing = (sum(getattr(basis, name) for basis in bases) for name in ("planned", "missing"))
    return Basis("; ".join(runs), planned, missing)


def draw_claim(judgement: Judgement) -> Drawing:
    """Draw the effect in every world, a row a variant, and the mean over worlds with its interval."""
    claim, scale = judgement.claim, 100.0 if judgement.claim.said.counted == "share" else 1.0
    unit = "%" if scale > 1.0 else judgement.unit
    names = list(judgement.effects)
    with rc_context(LOOK):
        figure = new_figure((SLIDE[0], HEIGHT_OF_CLAIM))
        axes = figure.subplots()
        _shade_what_matters_not(axes, scale * claim.said.smallest)
        for k, name in enumerate(names):
            _draw_worlds(axes, k, judgement.effects[name], scale)
        axes.set_yticks(range(len(names)), [fill(VARIANT_WORDS[name], WIDEST_NAME) for name in names])
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlabel(
            f"effect on {claim.outcome.measure.replace('_', ' ')} ({claim.outcome.reduction})"
            f"{f', {unit}' if unit not in {'', '1'} else ''}; right of zero is what the claim says"
        )
        axes.tick_params(axis="y", length=0, pad=8)
        return finish(
            judgement.basis,
            f"claim_{claim.id}",
            fill(f"{claim.said.statement} ({judgement.verdict.word})", 110),
            "Faint dots: one world each. Diamond: mean over worlds with its interval. Grey: too small to matter.",
            "How to read it: compare the rows; what the second loses is due to what was built in for the claim.",
            figure,
        )


def _draw_worlds(axes: Axes, k: int, effects: Effects, scale: float) -> None:
    """Draw worlds as dots, spread in height by rank so that none hides another."""
    worlds = scale * np.sort(effects.worlds)
    height = k + 0.32 * (np.arange(len(worlds)) / max(1, len(worlds) - 1) - 0.5)
    axes.plot(worlds, height, "o", markersize=5, alpha=0.45, color=colour(0), markeredgewidth=0)
    mean, low, high = (scale * value for value in effects.mean)
    axes.hlines(k, low, high, color=INK, linewidth=2.2, zorder=3)
    axes.plot(mean, k, "D", markersize=8, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=1.6, zorder=4)
