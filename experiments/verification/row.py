"""A row of the table of verification: its setting, and the results that come out beside the published ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Result:
    """One number or set of a row.

    Attributes
    ----------
    what : what it is
    published : as the literature has it
    ours : as the engine has it
    tolerance : largest difference that counts as agreement; 0 for what is counted
    """

    what: str
    published: Any
    ours: Any
    tolerance: float = 0.0

    @property
    def difference(self) -> float | None:
        """Ours less the published; None for what is no number."""
        is_number = isinstance(self.published, int | float) and isinstance(self.ours, int | float)
        return float(self.ours - self.published) if is_number else None

    @property
    def is_right(self) -> bool:
        """Whether they agree.

        Examples
        --------
        >>> Result("k*", 3, 3).is_right, Result("Q", 81.07, 81.09, 0.01).is_right
        (True, False)
        >>> Result("sizes", (0, 3), (0,)).is_right
        False
        """
        if self.difference is None:
            return bool(self.ours == self.published)
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Row:
    """A classic result.

    Attributes
    ----------
    number : its place in the table
    title : what the result says
    sources : keys of the bibliography
    setting : the game, as one would type it
    uses : parts of the engine without which it would fail: ``decision``, ``rule``, ``effort``, ``payoff``,
        ``measure``, ``protocol``
    results : function that yields the results, cheap ones first
    """

    number: int
    title: str
    sources: tuple[str, ...]
    setting: str
    uses: tuple[str, ...]
    results: Callable[[], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class Done:
    """A row that was checked: its results and how long they took [s]."""

    row: Row
    results: tuple[Result, ...]
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether every result agrees."""
        return all(result.is_right for result in self.results)


def checked(row: Row) -> Done:
    """Return a row with its results computed."""
    start = perf_counter()
    results = tuple(row.results())
    return Done(row, results, perf_counter() - start)


@cache
def data(name: str) -> pd.DataFrame:
    """Return a table that ships with the rows."""
    return pd.read_csv(DATA / f"{name}.csv")
