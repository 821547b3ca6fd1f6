"""The classic results that the engine must reproduce: one registry of rows, printed, documented and tested.

A row builds small games through ``simulation.Game`` and reads results off them. No row computes by a formula of its
own.
"""

from __future__ import annotations

from experiments.verification import agreements, alignment, beyond, clubs, loop, measures, networks, sharing, tipping
from experiments.verification.row import Done, Result, Row, checked

ROWS: tuple[Row, ...] = tuple(
    sorted(
        (
            row
            for module in (agreements, sharing, measures, tipping, clubs, alignment, networks, loop, beyond)
            for row in module.ROWS
        ),
        key=lambda row: row.number,
    )
)
"""Every row, by its number."""

__all__ = ["ROWS", "Done", "Result", "Row", "checked"]
