"""One history looked at closely: where everybody stands at a date, who sits where, and why, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.analysis.wording import significant
from experiments.dashboard.charts import Dot, Floats
from simulation.core.codes import ISSUES
from simulation.core.columns import Actor, Membership, Partnership, Portfolio
from simulation.parameters import Scenario
from simulation.world import World

LEAST_TIE = 0.5
"""Two partnerships are tied where they share more than this part of all that sit in either."""


def _effort(world: World) -> Floats:
    return np.asarray(world.column(Portfolio.DELIVERED).sum(axis=0))


def _seats(world: World) -> Floats:
    return np.asarray((world.column(Membership.MEMBER) * world.column(Partnership.ALIVE)[:, None]).sum(axis=0))


def _column(column: Actor) -> Callable[[World], Floats]:
    return lambda world: np.asarray(world.column(column))


COLOURED_BY: dict[str, tuple[str, Callable[[World], Floats]]] = {
    "effort": ("delivers, US$bn/yr", _effort),
    "burden": ("delivers, % of its means", lambda world: 100.0 * _effort(world) / np.maximum(_means(world), 1e-9)),
    "seats": ("seats in partnerships", _seats),
    "position": ("position in the UN", _column(Actor.POSITION)),
    "trust": ("trust in it", _column(Actor.TRUST)),
    "multi_alignment": ("ties spread over poles", _column(Actor.MULTI_ALIGNMENT)),
}
"""What actors on the map may be coloured by."""


def _means(world: World) -> Floats:
    return np.asarray(world.column(Actor.CAPACITY))


def world_at(scenario: Scenario, seed: int, year: float) -> World:
    """Return one history of a scenario at a date: what the ensemble's history of that seed was then."""
    world = World(scenario, seed)
    quarters = min(world.steps, round(4 * (year - float(world.years[0]))))
    if quarters > 0:
        world.advance(quarters)
    return world


def map_dots(world: World, by: str) -> list[Dot]:
    """Return the states, and those others that deliver, where their capitals or homes are."""
    values, effort = COLOURED_BY[by][1](world), _effort(world)
    roster = world.roster
    most = float(effort.max()) or 1.0
    dots = []
    for i in range(roster.n_states):
        size = 6.0 + 34.0 * float(np.sqrt(max(effort[i], 0.0) / most))
        said = f"{roster.names[i]}: {COLOURED_BY[by][0]} {significant(float(values[i]))}"
        place = float(roster.longitude[i]), float(roster.latitude[i])
        dots.append(Dot(roster.ids[i], said, *place, round(size, 1), float(values[i])))
    return sorted(dots, key=lambda dot: -dot.size)


@cache
def coasts() -> list[list[list[float]]]:
    """Return outlines of land, each a list of [longitude, latitude]."""
    table = pd.read_csv(Path(__file__).parent / "data" / "coasts.csv")
    return [part[["longitude", "latitude"]].to_numpy(float).tolist() for _, part in table.groupby("line")]


def running(world: World) -> list[int]:
    """Return the rows of partnerships that run."""
    return [int(row) for row in np.flatnonzero(world.column(Partnership.ALIVE)[: len(world.partnership_ids)])]


def network(world: World) -> tuple[list[Dot], list[tuple[int, int, float]]]:
    """Return partnerships in a ring, issue by issue, and the ties between those that share most of their members."""
    rows = running(world)
    issue = world.column(Partnership.ISSUE).astype(int)
    rows.sort(key=lambda row: (int(issue[row]), row))
    delivered, sizes = world.column(Partnership.DELIVERED), world.column(Partnership.SIZE)
    most = max((float(delivered[row]) for row in rows), default=1.0) or 1.0
    dots = []
    for k, row in enumerate(rows):
        angle = 2 * np.pi * k / len(rows)
        full = partnership_name(world, row)
        said = (
            f"{full}: {int(sizes[row])} members, {significant(float(delivered[row]))} US$bn/yr on {ISSUES[issue[row]]}"
        )
        size = 6.0 + 16.0 * float(np.sqrt(max(float(delivered[row]), 0.0) / most))
        place, value = (float(np.sin(angle)), float(-np.cos(angle))), float(delivered[row])
        dots.append(Dot(world.partnership_ids[row], said, *place, round(size, 1), value, int(issue[row]), full))
    return dots, _ties(world.column(Membership.MEMBER)[rows])


def _ties(member: Floats) -> list[tuple[int, int, float]]:
    shared = member @ member.T
    size = member.sum(axis=1)
    either = size[:, None] + size[None, :] - shared
    part = np.triu(np.divide(shared, either, out=np.zeros_like(shared), where=either > 0), 1)
    return [(int(a), int(b), float(part[a, b])) for a, b in zip(*np.nonzero(part > LEAST_TIE), strict=True)]


def partnership_name(world: World, row: int) -> str:
    """Return the full name of a partnership, its id where it was founded during the run."""
    names = world.roster.partnership_names
    return (
        names[row]
        if row < len(names) and world.partnership_ids[row] in world.roster.partnership_ids
        else (world.partnership_ids[row])
    )


def actor_name(world: World, identifier: str) -> str:
    """Return the full name of an actor."""
    return str(world.roster.names[world.ids.index(identifier)])


@dataclass(frozen=True)
class Member:
    """One seat: who, what is pledged and what delivered [US$bn/yr]."""

    id: str
    name: str
    pledged: float
    delivered: float


def members_of(world: World, row: int) -> list[Member]:
    """Return the members of a partnership, largest delivery first."""
    member = np.flatnonzero(world.column(Membership.MEMBER)[row])
    pledged, delivered = (world.column(each)[row] for each in (Membership.PLEDGED, Membership.DELIVERED))
    found = [Member(world.ids[i], world.roster.names[i], float(pledged[i]), float(delivered[i])) for i in member]
    return sorted(found, key=lambda each: (-each.delivered, each.name))


def seats_of(world: World, actor: str) -> list[str]:
    """Return the partnerships in which an actor sits, by id."""
    i = world.ids.index(actor)
    return [world.partnership_ids[row] for row in running(world) if world.column(Membership.MEMBER)[row, i]]


def why(world: World, actor: str, partnership: str) -> list[str]:
    """Return in sentences why an actor is in a partnership or not: the engine's own decision, told."""
    return list(world.explain(actor, partnership).sentences)
