"""Which differences make a difference: Shapley values of groups of settings, history by history.

The worth of a set of groups is an outcome of the scenario in which these groups are as in the second scenario and the
rest as in the first. A group's part is the mean of what it adds over all orders in which groups may be changed, one by
one (Exact [shapley1953]); the parts add up to the whole difference. What two groups add together beyond what each adds
is their interaction (Adapted [grabisch1999]: the interaction index of pairs).
"""

from __future__ import annotations

from math import comb

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def _masks(n: int) -> npt.NDArray[np.int64]:
    return np.arange(1 << n)


def _sizes(masks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.array([int(mask).bit_count() for mask in masks])


def shapley_values(worths: Floats) -> Floats:
    """Return the part of each group, shape (n, histories).

    Parameters
    ----------
    worths : outcome by set of groups and history, shape (2^n, histories); bit k of the row says that group k is changed

    Examples
    --------
    >>> shapley_values(np.array([[0.0], [1.0], [2.0], [5.0]])).ravel().tolist()
    [2.0, 3.0]
    """
    n = int(worths.shape[0]).bit_length() - 1
    masks = _masks(n)
    sizes = _sizes(masks)
    parts = np.zeros((n, worths.shape[1]))
    for k in range(n):
        without = masks[(masks >> k & 1) == 0]
        weights = np.array([1.0 / (n * comb(n - 1, int(size))) for size in sizes[without]])
        parts[k] = weights @ (worths[without | 1 << k] - worths[without])
    return parts


def interactions(worths: Floats) -> Floats:
    """Return what each pair of groups adds together beyond what each adds, shape (n, n, histories); 0 with itself.

    Examples
    --------
    >>> interactions(np.array([[0.0], [1.0], [2.0], [5.0]]))[0, 1].tolist()
    [2.0]
    """
    n = int(worths.shape[0]).bit_length() - 1
    masks = _masks(n)
    sizes = _sizes(masks)
    found = np.zeros((n, n, worths.shape[1]))
    for a in range(n):
        for b in range(a):
            one, other = 1 << a, 1 << b
            without = masks[(masks & (one | other)) == 0]
            weights = np.array([1.0 / ((n - 1) * comb(n - 2, int(size))) for size in sizes[without]])
            both = worths[without | one | other] - worths[without | one] - worths[without | other] + worths[without]
            found[a, b] = found[b, a] = weights @ both
    return found
