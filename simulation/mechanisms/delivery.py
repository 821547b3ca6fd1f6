"""Delivery: pledges become deliveries; accountability helps, specific reciprocity answers shortfalls in kind."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.decision.delivered import part_delivered
from simulation.rules.cost import most_effort
from simulation.rules.delivery import pace_of_memory, share_within_means
from simulation.rules.legitimacy import moved_toward


def offer_in_partnership(tables: Tables, settings: Floats, p: int, promised: Floats) -> None:
    """Write what each member of p would deliver, whatever its means, and add it to what it has promised in all."""
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        paid = part_delivered(tables, settings, p, j) * tables.memberships[Membership.PLEDGED, p, j]
        tables.memberships[Membership.DELIVERED, p, j] = paid
        promised[j] += paid


def within_means(tables: Tables, settings: Floats, i: int, promised: float) -> float:
    """Return the part of its promises that actor i can pay; a power may release more than the usual resources.

    Games may set no limit to effort: then everything promised is paid.
    """
    released = max(1.0, tables.levers[Lever.EFFORT_SHARE, i])
    most = most_effort(settings[Setting.LIMIT], tables.actors[Actor.CAPACITY, i])
    left = most * released * tables.actors[Actor.ATTENTION, i]
    for g in range(tables.issues.shape[1]):
        left -= tables.portfolios[Portfolio.ALONE, g, i]
    return share_within_means(promised, left)


def deliver_in_partnership(tables: Tables, settings: Floats, p: int, kept: Floats) -> None:
    """Write what each member of p delivers within its means, their sum, and what is remembered of p's reliability."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    delivered = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        paid = kept[j] * tables.memberships[Membership.DELIVERED, p, j]
        tables.memberships[Membership.DELIVERED, p, j] = paid
        tables.portfolios[Portfolio.DELIVERED, g, j] += paid
        delivered += paid
    tables.partnerships[Partnership.DELIVERED, p] = delivered
    pledged = tables.partnerships[Partnership.PLEDGED, p]
    if pledged > 0.0:
        tables.partnerships[Partnership.RELIABILITY, p] = moved_toward(
            tables.partnerships[Partnership.RELIABILITY, p],
            delivered / pledged,
            pace_of_memory(settings[Setting.MEMORY]),
            QUARTER,
        )


def deliver_pledges(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write all deliveries; what an actor does alone it does in full, and nobody pays more than it has."""
    n_actors = tables.actors.shape[1]
    for p in range(int(tables.globals[Globals.ROWS])):
        tables.memberships[Membership.DELIVERED, p] = 0.0
    promised, kept = np.zeros(n_actors), np.zeros(n_actors)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            offer_in_partnership(tables, settings, p, promised)
    for i in range(n_actors):
        kept[i] = within_means(tables, settings, i, promised[i])
        for g in range(tables.issues.shape[1]):
            tables.portfolios[Portfolio.DELIVERED, g, i] = tables.portfolios[Portfolio.ALONE, g, i]
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            deliver_in_partnership(tables, settings, p, kept)


PHASE = Phase(
    "delivery",
    deliver_pledges,
    "pledges become deliveries, more where goals are measurable and binding; shortfalls are remembered",
    (Membership.DELIVERED, Partnership.DELIVERED, Partnership.RELIABILITY, Portfolio.DELIVERED),
)
