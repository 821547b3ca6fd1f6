"""Agency as a table: what each actor's deliveries brought about, against its means and its capability.

The difference that a world without an actor would make is found by runs that leave it out (``roster.absent``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Tables
from simulation.start.actors import parts_of_sum

if TYPE_CHECKING:
    from pandas import DataFrame

UNITS = {
    "results": "US$bn",
    "results_share": "share",
    "capacity_share": "share",
    "capability": "share",
    "beyond_means": "share",
    "beyond_capability": "share",
}


def agency_table(tables: Tables, ids: Sequence[str]) -> DataFrame:
    """Return a row an actor, the most effective first; units in ``attrs["units"]``.

    Columns: kind, openness, results since the start, their share of all results, share of all capacity, capability
    (states), and how far the share of results is above that of capacity and above capability.
    """
    from pandas import DataFrame

    actors = tables.actors
    results, capacity = parts_of_sum(actors[Actor.RESULTS]), parts_of_sum(actors[Actor.CAPACITY])
    frame = DataFrame(
        {
            "actor": list(ids),
            "kind": [Kind(int(kind)).label for kind in actors[Actor.KIND]],
            "openness": actors[Actor.OPENNESS],
            "results": actors[Actor.RESULTS],
            "results_share": results,
            "capacity_share": capacity,
            "capability": actors[Actor.CAPABILITY],
            "beyond_means": results - capacity,
            "beyond_capability": results - actors[Actor.CAPABILITY],
        }
    ).sort_values(["results", "actor"], ascending=[False, True], ignore_index=True)
    frame.attrs["units"] = UNITS
    return frame
