"""The worlds in which a claim is tried: the numbers that nobody knows, and the choices of structure, drawn together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.design.file import load_design
from experiments.design.problem import Factor, Problem
from experiments.design.sampling import unit_cube
from experiments.evidence.fitting import DRAWS
from experiments.evidence.lists import DATA
from experiments.execution.engine import MODEL

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
    """Draw worlds by a Latin hypercube; the same seed gives the same worlds to every claim.

    Parameters
    ----------
    number : int
    seed : int
    """
    design = load_design(RANGES, MODEL.measures())
    motives = fitted_draws()
    factors = tuple(factor for factor in design.problem.factors if factor.name not in motives.columns)
    problem = Problem(factors, "latin_hypercube")
    points = problem.points(unit_cube(problem, number, seed)).astype(object)
    rows = motives.iloc[[(seed + k) % len(motives) for k in range(number)]].reset_index(drop=True)
    fitted = tuple(
        Factor(name, low=float(motives[name].min()), high=float(motives[name].max()), meaning="a fitted strength")
        for name in motives.columns
    )
    said = (
        f"{number} worlds drawn from the ranges of {len(factors)} assumed numbers and choices, and from "
        f"{len(motives)} draws of {len(fitted)} strengths fitted to real lists"
    )
    return DrawnWorlds((*factors, *fitted), pd.concat([points, rows.astype(object)], axis=1), said)


def fitted_draws() -> pd.DataFrame:
    """Return the draws of the strengths that were fitted together: one row a draw, by dotted name."""
    return pd.read_csv(DATA / f"{DRAWS}.csv")
