"""Paths of income and population by country, as multiples of 2025, read from ``growth.csv``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from simulation.core.errors import DataError
from simulation.roster.reading import DATA, read_table
from simulation.roster.records import Floats

YEARS = (2025, 2030, 2035, 2040, 2045, 2050)
"""Years of a path; at the first everything is 1. After the last nothing grows any more."""
VARIABLES = ("gdp", "population")
LARGEST = 1000.0


@lru_cache(maxsize=4)
def _paths(folder: Path) -> dict[tuple[str, str, str], Floats]:
    columns = [f"y{year}" for year in YEARS[1:]]
    table = read_table(folder, "growth", ("id", "path", "variable", *columns), optional=True)
    values = np.ones((table.size, len(YEARS)))
    for k, column in enumerate(columns, start=1):
        values[:, k] = table.required(column, 1.0 / LARGEST, LARGEST)
    keys = zip(table.text("id"), table.text("path"), table.text("variable"), strict=True)
    return dict(zip(keys, values, strict=True))


def read_paths(ids: tuple[str, ...], path: str, folder: Path = DATA) -> Floats:
    """Return income and inhabitants of states on a path, shape (2, years, states), as multiples of the first year.

    Parameters
    ----------
    ids : ids of the states
    path : name of the path, such as ``ssp2``
    folder : folder of the tables

    A state without a row grows as the median state.

    Raises
    ------
    DataError : the table has no rows for this path
    """
    held = _paths(folder)
    found = np.ones((len(VARIABLES), len(YEARS), len(ids)))
    for k, variable in enumerate(VARIABLES):
        rows = {
            name: row
            for (name, its_path, its_variable), row in held.items()
            if (its_path, its_variable) == (path, variable)
        }
        if not rows:
            raise DataError(f"No state has a row of '{variable}' on the path '{path}': growth.csv in {folder}.")
        middle = np.median(np.array(list(rows.values())), axis=0)
        found[k] = np.array([rows.get(name, middle) for name in ids]).T
    return found
