"""Mediation: a third party with ties to both sides of a war tries to end it."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Tables, War
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.measures.ties import count_states, tie_in
from simulation.rules.conflict import mediators_hold


def fill_ties(tables: Tables, i: int, states: float, ties: Floats) -> None:
    """Write everybody's ties to actor i."""
    ties[:] = 0.0
    for seat in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, seat])
        weight = tie_in(tables, p, states)
        if weight > 0.0:
            for k in range(int(tables.partnerships[Partnership.SIZE, p])):
                ties[int(tables.memberships[Membership.ROSTER, p, k])] += weight


def mediate_in(tables: Tables, settings: Floats, w: int, states: float, to_one: Floats, to_other: Floats) -> None:
    """Find the state whose weaker tie to the two sides is strongest, and write what it can do."""
    a, b = int(tables.wars[War.A, w]), int(tables.wars[War.B, w])
    fill_ties(tables, a, states, to_one)
    fill_ties(tables, b, states, to_other)
    best, mediator = 0.0, -1
    for i in range(tables.actors.shape[1]):
        is_third = i not in (a, b) and int(tables.actors[Actor.KIND, i]) == Kind.STATE
        hold = mediators_hold(to_one[i], to_other[i])
        if is_third and hold > best:
            best, mediator = hold, i
    tables.wars[War.MEDIATION, w] = settings[Setting.MEDIATION_STRENGTH] * best
    tables.wars[War.MEDIATOR, w] = mediator
    if mediator >= 0 and settings[Setting.MEDIATION_STRENGTH] > 0.0:
        tables.actors[Actor.MEDIATING, mediator] = 1.0


def mediate_wars(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Find a mediator for each war that goes on; who mediates has less attention for the rest."""
    n_actors = tables.actors.shape[1]
    tables.actors[Actor.MEDIATING] = 0.0
    states = count_states(tables)
    to_one, to_other = np.zeros(n_actors), np.zeros(n_actors)
    for w in range(tables.wars.shape[1]):
        tables.wars[War.MEDIATION, w] = 0.0
        tables.wars[War.MEDIATOR, w] = -1.0
        if tables.wars[War.ACTIVE, w] > 0.0:
            mediate_in(tables, settings, w, states, to_one, to_other)


PHASE = Phase(
    "mediation",
    mediate_wars,
    "states with ties to both sides of a war mediate",
    (War.MEDIATION, War.MEDIATOR, Actor.MEDIATING),
)
