"""What a column of the state is; those that there are: `simulation.core.columns` and `simulation.core.levers`."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import Self

INF = math.inf


class Column(IntEnum):
    """A declared column: its number is its row in the table."""

    meaning: str
    unit: str
    low: float
    high: float

    def __new__(cls, meaning: str, unit: str, low: float = 0.0, high: float = INF) -> Self:
        """Return the next column: columns are numbered in the order in which they are declared."""
        return cls.numbered(meaning, unit, low, high)

    @classmethod
    def numbered(cls, meaning: str, unit: str, low: float, high: float) -> Self:
        """Return a column that has the next number, while columns are declared."""
        number = len(cls.__members__)
        column = int.__new__(cls, number)
        column._value_ = number
        column.meaning, column.unit, column.low, column.high = meaning, unit, low, high
        return column

    @property
    def label(self) -> str:
        """Name of the column as users see it."""
        return self.name.lower()
