"""Finding the lowest and putting in order, as small kernels: they compile faster than a general sort."""

from __future__ import annotations

import math

from simulation.core.columns import Floats, Ints


def lowest(values: Floats) -> int:
    """Return the first position of the smallest number; -1 if all are infinite or there are none.

    Examples
    --------
    >>> import numpy as np
    >>> lowest(np.array([2.0, 1.0, 1.0])), lowest(np.array([math.inf]))
    (1, -1)
    """
    best = math.inf
    position = -1
    for k in range(values.shape[0]):
        if values[k] < best:
            best = values[k]
            position = k
    return position


def sort_rising(values: Floats) -> None:
    """Put the numbers in rising order in place, by Shell's method with Ciura's gaps.

    Examples
    --------
    >>> import numpy as np
    >>> a = np.array([3.0, 1.0, 2.0])
    >>> sort_rising(a)
    >>> a.tolist()
    [1.0, 2.0, 3.0]
    """
    n = values.shape[0]
    for gap in (701, 301, 132, 57, 23, 10, 4, 1):
        for k in range(gap, n):
            moving = values[k]
            place = k
            while place >= gap and values[place - gap] > moving:
                values[place] = values[place - gap]
                place -= gap
            values[place] = moving


def sort_rows(rows: Ints, n: int, keys: Floats) -> None:
    """Put the first n rows in rising order of their keys in place, equal keys by row; for a million rows, too.

    Examples
    --------
    >>> import numpy as np
    >>> rows = np.array([0, 1, 2, 3])
    >>> sort_rows(rows, 3, np.array([0.5, 0.1, 0.5, 0.0]))
    >>> rows.tolist()
    [1, 0, 2, 3]
    """
    gap = n
    while gap > 1:
        gap = max(1, gap * 5 // 11)
        for k in range(gap, n):
            moving = rows[k]
            place = k
            while place >= gap and follows(rows[place - gap], moving, keys):
                rows[place] = rows[place - gap]
                place -= gap
            rows[place] = moving


def follows(row: int, other: int, keys: Floats) -> bool:
    """Tell whether a row comes after another in rising order of keys, equal keys by row."""
    return keys[row] > keys[other] or (keys[row] == keys[other] and row > other)
