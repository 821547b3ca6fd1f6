"""Adding numbers to the same bits on every Python: from 3.12 on the built-in sum compensates for rounding."""

from __future__ import annotations

from collections.abc import Iterable


def added(numbers: Iterable[float]) -> float:
    """Return the sum of numbers, added one after the other as kernels add them.

    Examples
    --------
    >>> added([0.1] * 10), added([])
    (0.9999999999999999, 0.0)
    """
    total = 0.0
    for number in numbers:
        total += number
    return total
