"""Stationary laws of Markov chains in logarithms: exact however small the chances are.

States are eliminated one by one without a subtraction (Grassmann, Taksar and Heyman), and all numbers are logarithms,
so that a chance of exp(-1000) keeps all its digits.
"""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import Floats
from simulation.core.numba.compiling import compiled

NEGLIGIBLE = 745.0
"""Difference of logarithms from which the smaller number adds nothing."""


def log_sum(a: float, b: float) -> float:
    """Return ``ln(e^a + e^b)``.

    Examples
    --------
    >>> log_sum(0.0, -math.inf), log_sum(-1000.0, -1000.0) == math.log(2.0) - 1000.0
    (0.0, True)
    """
    high, low = (a, b) if a >= b else (b, a)
    if low == -math.inf or high - low > NEGLIGIBLE:
        return high
    return high + math.log1p(math.exp(low - high))


def eliminate(rates: Floats, logs: Floats) -> None:
    """Write the logarithms of the stationary law, up to a common factor, shape (S,); ``rates`` are used up.

    Parameters
    ----------
    rates : logarithms of the rates from row to column, shape (S, S), -inf for none; the diagonal does not count
    logs : overwritten; from every state the first one must be within reach
    """
    for k in range(rates.shape[0] - 1, 0, -1):
        away = -math.inf
        for j in range(k):
            away = log_sum(away, rates[k, j])
        for i in range(k):
            if rates[i, k] == -math.inf:
                continue
            rates[i, k] -= away
            for j in range(k):
                if j != i and rates[k, j] != -math.inf:
                    rates[i, j] = log_sum(rates[i, j], rates[i, k] + rates[k, j])
    logs[0] = 0.0
    for k in range(1, rates.shape[0]):
        logs[k] = -math.inf
        for i in range(k):
            if rates[i, k] != -math.inf:
                logs[k] = log_sum(logs[k], logs[i] + rates[i, k])


def within_reach(rates: Floats) -> Floats:
    """Return whether each state can be reached from the first one, shape (S,)."""
    reached = np.zeros(rates.shape[0])
    waiting = [0]
    reached[0] = 1.0
    while waiting:
        for state in np.flatnonzero((rates[waiting.pop()] > -np.inf) & (reached == 0.0)):
            reached[state] = 1.0
            waiting.append(int(state))
    return reached


def stationary(rates: Floats) -> Floats:
    """Return the stationary law of a chain from the logarithms of its rates, shape (S,); it sums to 1.

    What cannot be reached from the first state has no chance; the first state must be within reach of all others.

    Examples
    --------
    >>> far = -1000.0
    >>> rates = np.array([[-np.inf, far, -np.inf], [0.0, -np.inf, 0.0], [-np.inf, far + np.log(3.0), -np.inf]])
    >>> stationary(rates).round(12).tolist()
    [0.75, 0.0, 0.25]
    """
    kept = np.flatnonzero(within_reach(rates))
    logs = np.zeros(kept.size)
    compiled(eliminate)(np.ascontiguousarray(rates[np.ix_(kept, kept)]), logs)
    weights = np.exp(logs - logs.max())
    law = np.zeros(rates.shape[0])
    law[kept] = weights / weights.sum()
    return law
