"""Where a number flips: the sampled worlds over the two leading factors, and the boxes factor by factor."""

from __future__ import annotations

from itertools import product
from textwrap import fill

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from experiments.analysis.boxes import Bound, Box
from experiments.analysis.discovery import Discovery
from experiments.analysis.wording import estimate, significant, with_unit
from experiments.analysis.worlds import value_shown
from experiments.design.problem import Factor
from experiments.figures.drawing import FAINT, INK, LOOK, Drawing, colour, finish, new_figure

MOST_BOXES = 3
WIDEST_TITLE = 85


def draw(found: Discovery) -> Drawing:
    """Draw the worlds and, where there are boxes, up to three of them."""
    shown = found.boxes[:MOST_BOXES]
    with rc_context(LOOK):
        figure = new_figure()
        panels = figure.subplots(1, 2, width_ratios=(1.05, 1)) if shown else [figure.subplots()]
        _worlds(panels[0], found, *_leading(found))
        if shown:
            _boxes(panels[1], shown)
        side = f"{found.side} {found.line}"
        return finish(
            found.basis,
            "discovery",
            fill(f"Where {found.worlds.noun} is {side}", WIDEST_TITLE),
            f"Triangle: a world where it is {side}; dot: any other.{_about_boxes(found, len(shown))}",
            "How to read it: coverage is the share of all such worlds in a box, density the share of its worlds "
            "that are such (95 % interval).",
            figure,
        )


def _about_boxes(found: Discovery, shown: int) -> str:
    if not found.cases["holds"].any():
        return " It flips in no sampled world."
    if not shown:
        return " The sampled factors do not tell where it flips."
    hidden = len(found.boxes) - shown
    more = f" {hidden} smaller boxes are not shown." if hidden else ""
    return f" Outline: the first box seen from these two factors. Bars: what a box allows of each factor's range.{more}"


def _leading(found: Discovery) -> tuple[Factor, Factor]:
    """Return the two factors that bound the first box, filled up with others."""
    bounded = [bound.factor for box in found.boxes for bound in box.bounds]
    ordered = list(dict.fromkeys([*bounded, *found.worlds.problem.factors]))
    return ordered[0], ordered[min(1, len(ordered) - 1)]


def _worlds(axes: Axes, found: Discovery, x: Factor, y: Factor) -> None:
    holds = found.cases["holds"].to_numpy(bool)
    across, up = x.coded(found.cases[x.name]), y.coded(found.cases[y.name])
    axes.plot(across[~holds], up[~holds], ".", color=FAINT, markersize=5, alpha=0.7)
    axes.plot(
        across[holds], up[holds], "^", color=colour(1), markersize=6, markeredgecolor="white", markeredgewidth=0.4
    )
    for axis, factor in ((axes.xaxis, x), (axes.yaxis, y)):
        axis.set_label_text(with_unit(factor.name, factor.unit))
        if factor.kind == "choice":
            axis.set_ticks(range(len(factor.values)), [value_shown(value) for value in factor.values])
            (axes.set_xlim if axis is axes.xaxis else axes.set_ylim)(-0.5, len(factor.values) - 0.5)
        elif factor.distribution == "log-uniform" and not factor.values:
            (axes.set_xscale if axis is axes.xaxis else axes.set_yscale)("log")
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: significant(value)))
            axis.set_minor_locator(NullLocator())
    if found.boxes:
        named = {bound.factor: bound for bound in found.boxes[0].bounds}
        for (left, right), (low, high) in product(*(_spans(factor, named.get(factor)) for factor in (x, y))):
            outline = Rectangle(
                (left, low), right - left, high - low, fill=False, edgecolor=INK, linewidth=1.8, zorder=5
            )
            axes.add_patch(outline)


def _spans(factor: Factor, bound: Bound | None) -> list[tuple[float, float]]:
    """Return what a box leaves of a factor's axis: one stretch of a number, one about each choice."""
    if factor.kind == "choice":
        allowed = bound.allowed if bound else factor.values
        return [(factor.values.index(value) - 0.3, factor.values.index(value) + 0.3) for value in allowed]
    return [_ends(factor, bound) if bound else factor.span]


def _ends(factor: Factor, bound: Bound) -> tuple[float, float]:
    """Return the ends of a bound within the factor's range."""
    first, last = factor.span
    return max(first, bound.low), min(last, bound.high)


def _boxes(axes: Axes, boxes: tuple[Box, ...]) -> None:
    height = 0.0
    ticks: list[tuple[float, str]] = []
    for place, box in enumerate(boxes, 1):
        density = box.density
        head = f"box {place}: coverage {100 * box.coverage:.0f} %, density {estimate(*density, percent=True)}"
        axes.text(0, height, head, fontweight="bold", va="center")
        for bound in box.bounds:
            height += 1
            _bar(axes, height, bound)
            ticks.append((height, bound.factor.name))
        height += 1.6
    axes.set_yticks([tick for tick, _ in ticks], [name for _, name in ticks])
    axes.set_ylim(max(height, 6.0), -0.8)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _bar(axes: Axes, height: float, bound: Bound) -> None:
    """Draw the factor's whole range in grey, and what the box allows of it in colour."""
    factor = bound.factor
    axes.barh(height, 1, color="#ececec", height=0.5)
    if bound.allowed:
        each = 1 / len(factor.values)
        for place, value in enumerate(factor.values):
            if value in bound.allowed:
                axes.barh(height, each, left=place * each, color=colour(1), height=0.5, alpha=0.8, edgecolor="white")
            axes.text((place + 0.5) * each, height, value_shown(value), ha="center", va="center", fontsize=9.5)
        return
    first, last = factor.span
    is_log = factor.distribution == "log-uniform" and not factor.values
    ends = np.array([first, *_ends(factor, bound), last])
    ends = np.log(ends) if is_log else ends
    low, high = (ends[1:3] - ends[0]) / (ends[3] - ends[0])
    axes.barh(height, high - low, left=low, color=colour(1), height=0.5, alpha=0.8)
    for end, at, align in ((first, 0.0, "left"), (last, 1.0, "right")):
        axes.text(at, height + 0.42, significant(end), ha=align, va="center", fontsize=8.5, color=FAINT)
    axes.text(
        (low + high) / 2,
        height + 0.42,
        bound.words.removeprefix(f"{factor.name} "),
        ha="center",
        va="center",
        fontsize=9.5,
    )
