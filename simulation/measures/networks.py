"""Measures of any set of shares and of any network, by the equations that the outcome row uses."""

from __future__ import annotations

import numpy as np

from simulation.core.adding import added
from simulation.core.columns import Floats, Ints
from simulation.rules.delivery import kind_diversity
from simulation.rules.polarity import concentration, effective_number, modularity_part


def share_concentration(shares: Floats) -> float:
    """Return the concentration of shares that sum to 1, those that are 0 included: CON, 0 to 1.

    Parameters
    ----------
    shares : array of shape (n,)

    Examples
    --------
    >>> round(share_concentration(np.array([0.5, 0.3, 0.2])), 6)
    0.264575
    """
    return concentration(float(shares @ shares), float(shares.size))


def effective_shares(shares: Floats) -> float:
    """Return the effective number of shares: as many equal ones would be as concentrated.

    Examples
    --------
    >>> round(effective_shares(np.array([0.5, 0.3, 0.2])), 6)
    2.631579
    """
    return effective_number(float(shares @ shares))


def ties_to_blocs(weights: Floats, blocs: Ints) -> Floats:
    """Return how strongly each actor is tied to each bloc, shape (blocs, N); nobody is tied to itself.

    Parameters
    ----------
    weights : symmetric tie weights, shape (N, N)
    blocs : bloc of each actor, numbered from 0, shape (N,)

    Examples
    --------
    >>> ties_to_blocs(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0, 1])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    tied = weights * (1.0 - np.eye(len(blocs)))
    return np.array([tied[:, blocs == bloc].sum(axis=1) for bloc in range(int(blocs.max()) + 1)])


def modularity(weights: Floats, blocs: Ints) -> float:
    """Return the modularity of a network that falls into blocs: ties within them beyond what chance would give.

    Examples
    --------
    >>> pairs = np.kron(np.eye(2), np.ones((2, 2)))
    >>> modularity(pairs, np.array([0, 0, 1, 1]))
    0.5
    """
    ties = ties_to_blocs(weights, blocs)
    total = float(ties.sum())
    parts = (
        modularity_part(float(ties[bloc, blocs == bloc].sum()), float(ties[:, blocs == bloc].sum()), total)
        for bloc in range(ties.shape[0])
    )
    return added(parts)


def participation(weights: Floats, blocs: Ints) -> Floats:
    """Return how evenly each actor's ties are spread over blocs, ``1 - sum of squared shares``, shape (N,).

    Examples
    --------
    >>> participation(np.ones((3, 3)), np.array([0, 1, 2])).tolist()
    [0.5, 0.5, 0.5]
    """
    ties = ties_to_blocs(weights, blocs)
    return np.array([kind_diversity(float(column @ column), float(column.sum())) for column in ties.T])
