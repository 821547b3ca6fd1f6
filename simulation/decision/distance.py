"""Network access with exact distances, for small games: two actors are neighbours if they share a partnership."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Globals, Partnership, Tables
from simulation.decision.coalition import is_inside


def reach_neighbours(tables: Tables, p: int, j: int, changed: int, inside: bool, steps: np.ndarray) -> None:
    """Mark everybody that shares a partnership with j and is unmarked as one step further than j."""
    for q in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, q] == 0.0:
            continue
        who = changed if q == p else -1
        if is_inside(tables, q, j, who, inside):
            for k in range(tables.actors.shape[1]):
                if steps[k] < 0.0 and is_inside(tables, q, k, who, inside):
                    steps[k] = steps[j] + 1.0


def network_access(tables: Tables, decay: float, p: int, i: int, changed: int, inside: bool) -> float:
    """Return ``sum over j of decay^distance(i, j)``: Exact [jackson1996], the connections model.

    Parameters
    ----------
    tables : state
    decay : worth of a tie one step further
    p, changed, inside : the imagined membership
    i : row of the actor whose access it is
    """
    n_actors = tables.actors.shape[1]
    steps = np.full(n_actors, -1.0)
    steps[i] = 0.0
    access = 0.0
    for distance in range(n_actors):
        found = 0.0
        for j in range(n_actors):
            if steps[j] == distance:
                reach_neighbours(tables, p, j, changed, inside, steps)
        for j in range(n_actors):
            if steps[j] == distance + 1.0:
                found += 1.0
        if found == 0.0:
            break
        access += found * decay ** (distance + 1.0)
    return access
