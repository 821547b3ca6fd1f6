"""Alignment: poles by capability, exposure to each by ties, and to whom a state turns."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import MOST_POLES, Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Pole, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.measures.ties import count_states, tie_in
from simulation.rules.conflict import alignment_score
from simulation.rules.delivery import kind_diversity
from simulation.rules.polarity import of_most_possible


def find_poles(tables: Tables, least: float) -> int:
    """Write the poles, the most capable first; return how many there are."""
    actors = tables.actors
    actors[Actor.POLE] = -1.0
    tables.poles[Pole.ROW] = -1.0
    tables.poles[Pole.PRESSURE] = 0.0
    found = 0
    while found < MOST_POLES:
        top, best = -1, 0.0
        for i in range(actors.shape[1]):
            is_free = int(actors[Actor.KIND, i]) == Kind.STATE and actors[Actor.POLE, i] < 0.0
            if is_free and actors[Actor.CAPABILITY, i] > best:
                top, best = i, actors[Actor.CAPABILITY, i]
        if top < 0 or best < least:
            break
        tables.poles[Pole.ROW, found] = top
        tables.poles[Pole.PRESSURE, found] = tables.levers[Lever.PRESSURE, top]
        actors[Actor.POLE, top] = found
        found += 1
    return found


def fill_exposures(tables: Tables, poles: int) -> None:
    """Write everybody's share of ties to poles that runs to each pole, and how spread they are."""
    states = count_states(tables)
    tables.exposures[:] = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        weight = tie_in(tables, p, states)
        if weight == 0.0:
            continue
        for h in range(poles):
            pole = int(tables.poles[Pole.ROW, h])
            if tables.memberships[Membership.MEMBER, p, pole] > 0.0:
                for k in range(int(tables.partnerships[Partnership.SIZE, p])):
                    j = int(tables.memberships[Membership.ROSTER, p, k])
                    if j != pole:
                        tables.exposures[h, j] += weight
    for i in range(tables.actors.shape[1]):
        total = 0.0
        squares = 0.0
        for h in range(poles):
            total += tables.exposures[h, i]
        for h in range(poles):
            tables.exposures[h, i] = tables.exposures[h, i] / total if total > 0.0 else 0.0
            squares += tables.exposures[h, i] * tables.exposures[h, i]
        spread = kind_diversity(squares, 1.0) if total > 0.0 else 0.0
        tables.actors[Actor.MULTI_ALIGNMENT, i] = of_most_possible(spread, poles)


def turn(tables: Tables, settings: Floats, i: int, poles: int, scores: Floats) -> None:
    """Let i turn to the pole whose pull is strongest, if it leads by more than inertia; a pole stands by itself."""
    for h in range(poles):
        distance = tables.actors[Actor.POSITION, i] - tables.actors[Actor.POSITION, int(tables.poles[Pole.ROW, h])]
        scores[h] = alignment_score(tables.exposures[h, i], distance, settings[Setting.ALIGNMENT_AFFINITY])
    now = int(tables.actors[Actor.ALIGNED, i])
    if now >= poles:
        now = -1
    best = int(tables.actors[Actor.POLE, i])
    if best < 0:
        best = now
        for h in range(poles):
            if best < 0 or scores[h] > scores[best] + (settings[Setting.ALIGNMENT_INERTIA] if best == now else 0.0):
                best = h
    if now >= 0 and best != now and int(tables.actors[Actor.KIND, i]) == Kind.STATE:
        tables.globals[Globals.REALIGNED] += 1.0
    tables.actors[Actor.ALIGNED, i] = best


def align_actors(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Find the poles, then everybody's exposure to them and alignment."""
    poles = find_poles(tables, settings[Setting.POLE_SHARE])
    tables.globals[Globals.POLES] = poles
    fill_exposures(tables, poles)
    scores = np.zeros(MOST_POLES)
    for i in range(tables.actors.shape[1]):
        turn(tables, settings, i, poles, scores)


PHASE = Phase(
    "alignment",
    align_actors,
    "poles are found by capability; exposure to them and alignment follow ties and votes",
    (
        Actor.POLE,
        Actor.ALIGNED,
        Actor.MULTI_ALIGNMENT,
        Pole.ROW,
        Pole.PRESSURE,
        Globals.POLES,
        Globals.REALIGNED,
    ),
)
