"""The worlds in which a claim is tried: the numbers that nobody knows, and the choices of structure, drawn together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.design.file import load_design
from experiments.design.problem import Factor, Kind, Problem
from experiments.design.sampling import unit_cube
from experiments.execution.engine import MODEL
from simulation.start.parameter_sets import parameter_sets

RANGES = "assumptions"
"""The design whose uncertainties are drawn: every assumed number, from half to one and a half times its value, and
every assumed choice."""


@dataclass(frozen=True)
class DrawnWorlds:
    """Worlds drawn from what nobody knows.

    Parameters
    ----------
    factors : tuple of Factor
        What was drawn.
    points : pandas.DataFrame
        One row a world, one column a factor.
    said : str
        Where they come from, in words.
    """

    factors: tuple[Factor, ...]
    points: pd.DataFrame
    said: str


def drawn_worlds(number: int, seed: int) -> DrawnWorlds:
    """Draw worlds: a set of the ensemble that the record allows, and all else that is assumed by a Latin hypercube.

    The same seed gives the same worlds to every claim.

    Parameters
    ----------
    number : int
    seed : int
    """
    allowed = allowed_sets()
    design = load_design(RANGES, MODEL.measures())
    factors = tuple(factor for factor in design.problem.factors if factor.name not in allowed.columns)
    problem = Problem(factors, "latin_hypercube")
    points = problem.points(unit_cube(problem, number, seed)).astype(object)
    rows = allowed.iloc[[(seed + k) % len(allowed) for k in range(number)]].reset_index(drop=True)
    fitted = tuple(_factor_of(name, allowed[name]) for name in allowed.columns if len(set(allowed[name])) > 1)
    said = (
        f"{number} worlds, each with one of {len(allowed)} sets of {len(fitted)} parameters that the record allows, "
        f"and drawn from the ranges of {len(factors)} other assumed numbers and choices"
    )
    return DrawnWorlds((*factors, *fitted), pd.concat([points, rows], axis=1), said)


def allowed_sets() -> pd.DataFrame:
    """Return the parameter sets that the record allows: one row a set, by dotted name, values as fields take them."""
    return pd.DataFrame(parameter_sets(), dtype=object)


def _factor_of(name: str, column: pd.Series) -> Factor:
    if isinstance(column.iloc[0], str):
        return Factor(
            name, kind="choice", values=tuple(sorted(set(column))), meaning="a choice that the record leaves open"
        )
    low, high = float(column.min()), float(column.max())
    kind: Kind = "whole" if all(isinstance(value, int) for value in column) else "number"
    return Factor(name, kind=kind, low=low, high=high, meaning="part of a set that the record allows")
