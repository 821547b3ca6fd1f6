"""A phase of the quarter: one mechanism, one kernel, and the columns it may write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulation.core.column import Column
from simulation.core.columns import Floats, Tables
from simulation.core.numba.compiling import compiled

Kernel = Callable[[Tables, Floats, int, int], None]
"""``kernel(tables, settings, seed, step)``; ``seed`` is that of the history, ``step`` the quarter, 1 for the first."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One entry of the schedule.

    Attributes
    ----------
    name : a verb
    kernel : plain function that changes the state
    summary : what happens, in a line
    writes : the columns it may write; a test holds it to them
    """

    name: str
    kernel: Kernel
    summary: str
    writes: tuple[Column, ...]

    def __repr__(self) -> str:
        """Return the phase by its name alone: signatures show all of them."""
        return f"<{self.name}>"

    def run(self, tables: Tables, settings: Floats, seed: int, step: int) -> None:
        """Run the compiled kernel (the plain one where compiling is off) on the state."""
        compiled(self.kernel)(tables, settings, seed, step)
