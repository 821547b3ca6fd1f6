"""``multipartner network``: who sits with whom at a date, as a file for programs that draw networks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from experiments.cli.explain import Question, moment, world_at
from experiments.cli.terminal import screen
from experiments.execution.extra_tables import edges_of
from experiments.storage.extra_files import graphml
from experiments.storage.ownership import new_file
from experiments.storage.parts import write_whole
from experiments.storage.schemas import kind_name
from simulation.core.columns import Actor, Membership
from simulation.world import World

STRONGEST = 2_000
"""Ties that are written unless all are asked for: more are slow to draw, and hide what matters."""


def _seats(world: World) -> list[str]:
    """Return the ids of the partnerships in which each actor sits, with | between them."""
    member, names = world.column(Membership.MEMBER), world.partnership_ids
    return ["|".join(names[p] for p in np.flatnonzero(seats) if p < len(names)) for seats in member.T]


def write_network(question: Question, out: Path, *, every: bool) -> None:
    """Run a history again up to a date and write the network of co-members there as GraphML."""
    place = new_file(out)
    world = world_at(question, asks_about_an_actor=False)
    edges = pd.DataFrame(edges_of(world))
    count = len(edges)
    if not every:
        edges = edges.sort_values(["weight", "actor", "other"], ascending=[False, True, True]).head(STRONGEST)
    actors = pd.DataFrame(
        {
            "actor": world.ids,
            "name": world.names,
            "kind": [kind_name(code) for code in world.kind.tolist()],
            "capacity": world.column(Actor.CAPACITY),
            "partnerships": _seats(world),
        }
    )
    write_whole(place, graphml(edges, actors))
    part = "" if len(edges) == count else f", the strongest of {count}; --all writes all"
    said = f"{place}: {len(actors)} actors and {len(edges)} ties at {moment(world.step)}{part}"
    screen(soft_wrap=True).print(said, highlight=False, markup=False)
