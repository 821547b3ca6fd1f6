"""Large tables in memory that a finished world has left: fresh memory costs more than a quarter of a small run.

An operating system hands out fresh memory page by page, and cleans each. A block is used again once nobody holds the
table or any view of it.
"""

from __future__ import annotations

from weakref import finalize

import numpy as np

from simulation.core.columns import Floats

LARGE = 2**20
"""Bytes from which a table is worth the trouble."""
KEPT = 2
"""Blocks kept for the next world."""

_FREE: list[bytearray] = []


def _give_back(block: bytearray) -> None:
    _FREE.append(block)
    del _FREE[:-KEPT]


def _block_of(size: int) -> bytearray:
    for place, block in enumerate(_FREE):
        if len(block) == size:
            return _FREE.pop(place)
    return bytearray(size)


def copied(table: Floats) -> Floats:
    """Return a copy of a table, in used memory where there is some of its size."""
    if table.nbytes < LARGE:
        return table.copy()
    block = _block_of(table.nbytes)
    whole: Floats = np.frombuffer(block)
    finalize(whole, _give_back, block).atexit = False  # views of a table hold `whole`, which is not an array's view
    copy = whole.reshape(table.shape)
    np.copyto(copy, table)
    return copy
