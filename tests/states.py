"""Constructed states: a small world of 2025, phases run one by one, and what a seat is worth by term."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.core.columns import Actor, Membership, Partnership, Portfolio
from simulation.decision.seats import seat, unseat
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World


def world_of(base: str = "today", **overrides: Any) -> World:
    """Return the forty largest economies in 2025; overrides by dotted name, two underscores for a dot."""
    named = {key.replace("__", "."): value for key, value in overrides.items()}
    return World(load_scenario(base, {"roster.states": 40, "years": 5, **named}), 0)


def run_phases(world: World, *names: str, step: int = 1) -> None:
    """Run the named phases in the order of the schedule."""
    assert set(names) <= {phase.name for phase in PHASES}
    for phase in PHASES:
        if phase.name in names:
            phase.run(world.tables, world.settings, world.seed, step)


def actor(world: World, name: str) -> int:
    """Return the row of an actor."""
    return world.ids.index(name)


def partnership(world: World, name: str) -> int:
    """Return the row of a partnership."""
    return world.roster.partnership_ids.index(name)


def sit(world: World, p: int, i: int, *, inside: bool = True) -> None:
    """Seat an actor, or take its seat, where it is not so already."""
    is_member = world.column(Membership.MEMBER)[p, i] > 0.0
    if inside and not is_member:
        seat(world.tables, p, i)
    if is_member and not inside:
        unseat(world.tables, p, i)


def only_members(world: World, p: int, names: tuple[str, ...]) -> None:
    """Make exactly these the members."""
    for i, name in enumerate(world.ids):
        sit(world, p, i, inside=name in names)


def term(world: World, who: str, where: str, meaning: str) -> float:
    """Return what membership changes in the term with this meaning [US$bn/yr]."""
    return world.explain(who, where).terms[meaning]


def ties(world: World) -> np.ndarray:
    """Return the ties between all actors from the list of members alone, shape (N, N)."""
    member = world.column(Membership.MEMBER)
    states = float((world.kind == 0).sum())
    sizes = member.sum(axis=1)
    weights = np.where((sizes > 1) & (sizes <= 0.5 * states), 1.0 / np.maximum(sizes - 1.0, 1.0), 0.0)
    weights *= world.column(Partnership.ALIVE)
    found = (member * weights[:, None]).T @ member
    np.fill_diagonal(found, 0.0)
    return found


def effective_effort(world: World) -> float:
    """Return the effective effort of all actors on all issues, from deliveries alone [US$bn/yr]."""
    delivered, effect = world.column(Membership.DELIVERED), world.column(Actor.EFFECTIVENESS)
    return float((delivered @ effect).sum() + (world.column(Portfolio.ALONE) @ effect).sum())
