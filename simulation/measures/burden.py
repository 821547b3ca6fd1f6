"""Who pays: concentration and inequality of delivered effort."""

from __future__ import annotations

from simulation.core.columns import Floats
from simulation.core.ordering import sort_rising


def gini(values: Floats) -> float:
    """Return the Gini coefficient of non-negative numbers: Exact [gini1912]; 0 for nothing paid by anybody.

    Parameters
    ----------
    values : array of shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> gini(np.array([1.0, 1.0, 1.0])), gini(np.array([0.0, 0.0, 3.0])).__round__(4)
    (0.0, 0.6667)
    """
    ordered = values.copy()
    sort_rising(ordered)
    total = 0.0
    ranked = 0.0
    n = ordered.shape[0]
    for k in range(n):
        total += ordered[k]
        ranked += (2.0 * (k + 1) - n - 1.0) * ordered[k]
    return max(0.0, ranked / (n * total)) if total > 0.0 else 0.0


def top_share(values: Floats, k: int) -> float:
    """Return the part of the total that the k largest carry, 0 where there is no total.

    Examples
    --------
    >>> import numpy as np
    >>> top_share(np.array([1.0, 2.0, 7.0]), 1)
    0.7
    """
    ordered = values.copy()
    sort_rising(ordered)
    total = 0.0
    top = 0.0
    n = ordered.shape[0]
    for rank in range(n):
        total += ordered[rank]
        if rank >= n - k:
            top += ordered[rank]
    return min(1.0, top / total) if total > 0.0 else 0.0
