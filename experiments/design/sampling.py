"""Points of a design: grids and lists as written, everything else drawn by SciPy or SALib in the unit cube."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.design.file import BASE, Design
from experiments.design.problem import Factor, Problem
from simulation.core.errors import MultipartnerError

Floats = npt.NDArray[np.float64]
LARGEST_SEED = 2**32
MOST_POINTS = 1_000_000


def unit_cube(problem: Problem, samples: int, seed: int) -> Floats:
    """Draw points of the unit cube, a column a sampled factor.

    Parameters
    ----------
    problem : Problem
    samples : int
        Points of a Latin hypercube or Sobol sequence, trajectories of Morris, base points of Saltelli.
    seed : int
        Of the sampler; the same seed, the same points.

    Returns
    -------
    float64[points, factors]
    """
    from scipy.stats import qmc

    count, seed = len(problem.sampled), seed % LARGEST_SEED
    if problem.sampler == "latin_hypercube":
        return np.asarray(qmc.LatinHypercube(count, rng=seed).random(samples))
    if problem.sampler == "sobol":
        _check_power_of_two(samples)
        return np.asarray(qmc.Sobol(count, rng=seed).random(samples))
    try:
        from SALib.sample import morris, sobol
    except ImportError:
        raise MultipartnerError(
            f"The sampler '{problem.sampler}' needs SALib: pip install 'multipartner[analysis]'."
        ) from None
    if problem.sampler == "morris":
        return np.asarray(morris.sample(problem.salib(), samples, num_levels=problem.levels, seed=seed))
    _check_power_of_two(samples)
    drawn = sobol.sample(problem.salib(), samples, calc_second_order=problem.second_order, seed=seed)
    return np.asarray(drawn)


def _check_power_of_two(samples: int) -> None:
    if samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        raise MultipartnerError(
            f"A Sobol sequence is balanced at powers of two: samples must be {below} or {2 * below}, got {samples}."
        )


def _crossing(factors: tuple[Factor, ...]) -> pd.DataFrame:
    """Return every combination of listed values; the last factor changes fastest."""
    rows = list(product(*(factor.values for factor in factors)))
    return pd.DataFrame({f.name: [row[k] for row in rows] for k, f in enumerate(factors)}, dtype=object)


def points_of(design: Design) -> pd.DataFrame:
    """Return the points of a design: one row a point, one column a factor, plain values.

    Where levers are crossed with sampled worlds, all worlds of the first setting come first.

    Raises
    ------
    MultipartnerError
        When there would be too many, or the sampler cannot make so many.
    """
    problem = design.problem
    _check_size(design)
    if problem.sampler == "grid":
        return _crossing(problem.factors)
    if problem.sampler == "list":
        own = tuple(factor for factor in problem.factors if factor.name != BASE)
        listed = pd.DataFrame({factor.name: list(design.listed[factor.name]) for factor in own}, dtype=object)
        bases = tuple(factor for factor in problem.factors if factor.name == BASE)
        return _crossing(bases).merge(listed, how="cross") if bases else listed
    drawn = problem.points(unit_cube(problem, design.samples, design.seed)).astype(object)
    if problem.crossed:
        drawn = _crossing(problem.levers).merge(drawn, how="cross")
    return drawn[list(problem.names)]


def _check_size(design: Design) -> None:
    crossed = design.problem.factors if design.problem.sampler == "grid" else ()
    crossed = design.problem.levers if design.problem.crossed else crossed
    count = float(np.prod([float(len(factor.values)) for factor in crossed])) if crossed else 1.0
    count *= design.samples * design.problem.block if design.problem.sampler not in ("grid", "list") else 1
    if count > MOST_POINTS:
        raise MultipartnerError(f"The design would have {count:,.0f} points; at most {MOST_POINTS:,} are allowed.")
