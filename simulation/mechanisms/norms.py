"""Norms: what a partnership stands for moves toward those who contribute, and draws its members along."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.measures.ties import count_states, tie_in
from simulation.rules.growth import next_deviation
from simulation.rules.influence import moved_position, norm_shift, passed_on


def weight_of(tables: Tables, settings: Floats, p: int, j: int) -> float:
    """Return j's weight in what p stands for: its deliveries, and as a lead a part of all deliveries besides."""
    weight = tables.memberships[Membership.DELIVERED, p, j]
    if int(tables.partnerships[Partnership.LEAD, p]) == j:
        kept = 1.0 - tables.partnerships[Partnership.INDEPENDENCE, p]
        weight += settings[Setting.NORM_LEAD] * kept * tables.partnerships[Partnership.DELIVERED, p]
    return weight


def move_norm(tables: Tables, settings: Floats, p: int) -> None:
    """Move p's norm one quarter, and write whose doing it is."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    weights = tables.partnerships[Partnership.DELIVERED, p]
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if lead >= 0 and tables.memberships[Membership.MEMBER, p, lead] > 0.0:
        weights = weight_of(tables, settings, p, lead) - tables.memberships[Membership.DELIVERED, p, lead] + weights
    norm = tables.partnerships[Partnership.NORM, p]
    moved = 0.0
    for k in range(size):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        position = tables.actors[Actor.POSITION, j]
        shift = norm_shift(settings[Setting.NORM_PULL], weight_of(tables, settings, p, j), weights, position, norm)
        tables.memberships[Membership.INFLUENCE, p, j] = abs(shift)
        moved += shift
    tables.partnerships[Partnership.NORM, p] = norm + QUARTER * moved


def fill_company(tables: Tables, company: Floats, bonds: Floats) -> None:
    """Write for each actor the mean norm of its partnerships, weighted by ties, and the sum of these weights."""
    company[:] = 0.0
    bonds[:] = 0.0
    states = count_states(tables)
    for p in range(int(tables.globals[Globals.ROWS])):
        weight = tie_in(tables, p, states)
        if weight > 0.0:
            for k in range(int(tables.partnerships[Partnership.SIZE, p])):
                j = int(tables.memberships[Membership.ROSTER, p, k])
                company[j] += weight * tables.partnerships[Partnership.NORM, p]
                bonds[j] += weight
    for i in range(bonds.shape[0]):
        company[i] = company[i] / bonds[i] if bonds[i] > 0.0 else tables.actors[Actor.POSITION, i]


def count_influence(tables: Tables, settings: Floats, bonds: Floats) -> None:
    """Write each actor's direct influence, weighted by deliveries, and what its shifts of norms pass on to others."""
    tables.actors[Actor.INFLUENCE] = 0.0
    tables.actors[Actor.INDIRECT] = 0.0
    states = count_states(tables)
    means, delivered = 0.0, 0.0
    for i in range(tables.actors.shape[1]):
        means += tables.actors[Actor.CAPACITY, i]
    for p in range(int(tables.globals[Globals.ROWS])):
        delivered += tables.partnerships[Partnership.DELIVERED, p]
    for p in range(int(tables.globals[Globals.ROWS])):
        size = int(tables.partnerships[Partnership.SIZE, p])
        if tables.partnerships[Partnership.ALIVE, p] == 0.0 or delivered <= 0.0 or means <= 0.0:
            continue
        weight = tie_in(tables, p, states)
        heard = 0.0
        for k in range(size):
            j = int(tables.memberships[Membership.ROSTER, p, k])
            part = tables.actors[Actor.CAPACITY, j] / means
            heard += passed_on(1.0, settings[Setting.NORM_FRIENDS], weight, bonds[j], part)
        share = tables.partnerships[Partnership.DELIVERED, p] / delivered
        for k in range(size):
            j = int(tables.memberships[Membership.ROSTER, p, k])
            shift = tables.memberships[Membership.INFLUENCE, p, j]
            part = tables.actors[Actor.CAPACITY, j] / means
            own = passed_on(1.0, settings[Setting.NORM_FRIENDS], weight, bonds[j], part)
            tables.actors[Actor.INFLUENCE, j] += share * shift
            tables.actors[Actor.INDIRECT, j] += shift * max(0.0, heard - own)


def scatter_positions(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move every state's position by what nobody foresees; its return is that of :func:`moved_position`."""
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            luck = uniform(seed, Purpose.POSITION, step, int(tables.actors[Actor.IDENTITY, i]), 0)
            tables.actors[Actor.POSITION, i] = next_deviation(
                tables.actors[Actor.POSITION, i], 1.0, settings[Setting.NORM_SPREAD], normal_quantile(luck), QUARTER
            )


def move_norms(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move every norm, then every position; influence is the movement that an actor brought about."""
    n_actors = tables.actors.shape[1]
    for p in range(int(tables.globals[Globals.ROWS])):
        tables.memberships[Membership.INFLUENCE, p] = 0.0
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            move_norm(tables, settings, p)
    company, bonds = np.zeros(n_actors), np.zeros(n_actors)
    fill_company(tables, company, bonds)
    count_influence(tables, settings, bonds)
    for i in range(n_actors):
        tables.actors[Actor.POSITION, i] = moved_position(
            tables.actors[Actor.POSITION, i],
            company[i],
            tables.actors[Actor.BASE_POSITION, i],
            settings[Setting.NORM_FRIENDS],
            settings[Setting.NORM_RETURN],
            QUARTER,
        )
    if settings[Setting.NORM_SPREAD] != 0.0:
        scatter_positions(tables, settings, seed, step)


PHASE = Phase(
    "norms",
    move_norms,
    "norms move toward contributors, positions toward the norms of partnerships",
    (Partnership.NORM, Membership.INFLUENCE, Actor.POSITION, Actor.INFLUENCE, Actor.INDIRECT),
)
