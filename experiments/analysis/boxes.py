"""Boxes in the space of factors: the leaves of a classification tree, said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.analysis.intervals import Interval
from experiments.analysis.wording import MOST_DIGITS, divider, significant
from experiments.analysis.worlds import value_shown
from experiments.design.problem import Factor

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bound:
    """What a box says of one factor.

    Parameters
    ----------
    factor : Factor
    low, high : float
        Above which and up to which its number lies; infinite where the box is open.
    allowed : tuple
        The choices in the box; empty for numbers.
    """

    factor: Factor
    low: float = -np.inf
    high: float = np.inf
    allowed: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """The bound in words."""
        name = self.factor.name
        if self.allowed:
            return f"{name} is {' or '.join(map(value_shown, self.allowed))}"
        low, high = (self._shown(end) for end in (self.low, self.high))
        if np.isinf(self.low):
            return f"{name} ≤ {high}"
        return f"{name} > {low}" if np.isinf(self.high) else f"{low} < {name} ≤ {high}"

    def _shown(self, end: float) -> str:
        is_whole = self.factor.kind == "whole" and np.isfinite(end)
        return significant(np.floor(end) if is_whole else end, MOST_DIGITS)

    def holds(self, column: pd.Series) -> npt.NDArray[np.bool_]:
        """Tell which values of a column lie within."""
        if self.allowed:
            return column.isin(self.allowed).to_numpy(bool)
        numbers = column.to_numpy(float)
        return (numbers > self.low) & (numbers <= self.high)


@dataclass(frozen=True)
class Box:
    """A part of the space of factors in which most worlds are on one side.

    Parameters
    ----------
    bounds : tuple of Bound
    coverage : float
        Part of all worlds on that side that lie in the box.
    density : Interval
        Part of the box's worlds that are on that side, with a 95 % interval (NaN where worlds are not a sample).
    worlds : int
        Worlds in the box.
    """

    bounds: tuple[Bound, ...]
    coverage: float
    density: Interval
    worlds: int

    @property
    def words(self) -> str:
        """The box in words."""
        return " and ".join(bound.words for bound in self.bounds)


@dataclass(frozen=True)
class Column:
    """One input of the tree: a number, or whether a factor has one of its choices."""

    factor: Factor
    values: Floats
    choice: Any = None


def columns_of(factors: Sequence[Factor], points: pd.DataFrame) -> list[Column]:
    """Return the inputs of the tree: a column a number, a column a choice."""
    found: list[Column] = []
    for factor in factors:
        if factor.kind == "choice":
            found += [Column(factor, (points[factor.name] == value).to_numpy(float), value) for value in factor.values]
        else:
            found.append(Column(factor, points[factor.name].to_numpy(float)))
    return found


def boxes_of(
    tree: Any,
    columns: Sequence[Column],
    inputs: Floats,
    holds: npt.NDArray[np.bool_],
    share: Callable[[int, int], Interval],
) -> tuple[Box, ...]:
    """Return the leaves that a fitted tree forecasts to hold, largest coverage first."""
    leaves = tree.apply(inputs)
    found = []
    for leaf in np.unique(leaves):
        inside = leaves == leaf
        if tree.predict(inputs[inside][:1])[0]:
            cuts = _cuts(tree.tree_, int(leaf))
            held = int(holds[inside].sum())
            density = share(held, int(inside.sum()))
            found.append(Box(_bounds(cuts, columns), held / int(holds.sum()), density, int(inside.sum())))
    return tuple(sorted(found, key=lambda box: -box.coverage))


def _cuts(tree: Any, leaf: int) -> list[tuple[int, float, bool]]:
    """Return (column, threshold, whether above it) on the way from a leaf to the root."""
    cuts = []
    node = leaf
    while node:
        left = np.flatnonzero(tree.children_left == node)
        above = not len(left)
        node = int(np.flatnonzero(tree.children_right == node)[0]) if above else int(left[0])
        cuts.append((int(tree.feature[node]), float(tree.threshold[node]), above))
    return cuts


def _bounds(cuts: Sequence[tuple[int, float, bool]], columns: Sequence[Column]) -> tuple[Bound, ...]:
    """Return one bound a factor, in the order of the columns."""
    ordered = sorted(cuts, key=lambda cut: cut[0])
    bounds = []
    for name, group in groupby(ordered, key=lambda cut: columns[cut[0]].factor.name):
        cut = list(group)
        factor = columns[cut[0][0]].factor
        assert factor.name == name
        bounds.append(_choices(factor, cut, columns) if factor.kind == "choice" else _range(factor, cut, columns))
    return tuple(bounds)


def _range(factor: Factor, cuts: Sequence[tuple[int, float, bool]], columns: Sequence[Column]) -> Bound:
    """Return the bound of a number, in as few digits as divide the sampled worlds alike."""
    low = max((threshold for _, threshold, above in cuts if above), default=-np.inf)
    high = min((threshold for _, threshold, above in cuts if not above), default=np.inf)
    sampled = columns[cuts[0][0]].values
    return Bound(factor, _readable(factor, low, sampled), _readable(factor, high, sampled))


def _readable(factor: Factor, end: float, sampled: Floats) -> float:
    return divider(end, sampled) if np.isfinite(end) and factor.kind != "whole" else end


def _choices(factor: Factor, cuts: Sequence[tuple[int, float, bool]], columns: Sequence[Column]) -> Bound:
    named = [columns[column].choice for column, _, above in cuts if above]
    refused = [columns[column].choice for column, _, above in cuts if not above]
    return Bound(factor, allowed=tuple(v for v in (named or factor.values) if v not in refused))
