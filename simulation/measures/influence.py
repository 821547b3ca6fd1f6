"""Influence, trust, coercion and wars as the outcome row shows them."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.measures.outcomes import Outcome


def measure_influence(tables: Tables, usa: int, row: Floats) -> None:
    """Write the influence of the United States, how far norms are from them, and how far they drifted."""
    if usa >= 0:
        row[Outcome.INFLUENCE_USA] = tables.actors[Actor.INFLUENCE, usa]
        row[Outcome.INDIRECT_INFLUENCE_USA] = tables.actors[Actor.INDIRECT, usa]
        row[Outcome.REACH_USA] = tables.actors[Actor.REACH, usa]
    delivered, alive = 0.0, 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        norm = tables.partnerships[Partnership.NORM, p]
        paid = tables.partnerships[Partnership.DELIVERED, p]
        delivered += paid
        alive += 1.0
        row[Outcome.NORM_DRIFT] += abs(norm - tables.partnerships[Partnership.AIM, p])
        if usa >= 0:
            row[Outcome.NORM_DISTANCE_USA] += paid * abs(norm - tables.actors[Actor.POSITION, usa])
    row[Outcome.NORM_DISTANCE_USA] = row[Outcome.NORM_DISTANCE_USA] / delivered if delivered > 0.0 else 0.0
    row[Outcome.NORM_DRIFT] = row[Outcome.NORM_DRIFT] / alive if alive > 0.0 else 0.0


def measure_geopolitics(tables: Tables, row: Floats) -> None:
    """Write wars, demands, what rivalry takes, and trust."""
    world = tables.globals
    row[Outcome.TENSION] = world[Globals.TENSION]
    row[Outcome.WARS] = world[Globals.WARS]
    row[Outcome.WARS_BEGUN] = world[Globals.WARS_BEGUN]
    row[Outcome.WARS_ENDED] = world[Globals.WARS_ENDED]
    row[Outcome.WARS_MEDIATED] = world[Globals.WARS_MEDIATED]
    row[Outcome.WARS_PEACE_CHANCE] = world[Globals.PEACE_CHANCE]
    row[Outcome.ULTIMATA] = world[Globals.ULTIMATA]
    row[Outcome.YIELDED] = world[Globals.YIELDED]
    row[Outcome.RESISTED] = world[Globals.RESISTED]
    trusted, means = 0.0, 0.0
    for i in range(tables.actors.shape[1]):
        capacity = tables.actors[Actor.CAPACITY, i]
        trusted += capacity * tables.actors[Actor.TRUST, i]
        means += capacity
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            diverted = capacity * (1.0 - tables.actors[Actor.ATTENTION, i])
            row[Outcome.SECURITY] += tables.actors[Actor.SECURITY_CAPACITY, i] + diverted
    row[Outcome.TRUST] = min(1.0, trusted / means) if means > 0.0 else 0.0


def measure_money_between(tables: Tables, row: Floats) -> None:
    """Write transfers between members, penalties on outsiders, and what hosting costs."""
    usa = int(tables.globals[Globals.USA])
    stable, alive = 0.0, 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        alive += 1.0
        surplus = tables.partnerships[Partnership.SURPLUS, p]
        row[Outcome.SURPLUS] += surplus
        stable += 1.0 if surplus >= 0.0 else 0.0
        if tables.partnerships[Partnership.SHARED, p] > 0.0 or tables.partnerships[Partnership.LEVIES, p] > 0.0:
            for i in range(tables.actors.shape[1]):
                row[Outcome.TRANSFERS] += max(0.0, tables.memberships[Membership.TRANSFER, p, i])
                row[Outcome.PENALTIES] += max(0.0, tables.memberships[Membership.PENALTY, p, i])
    row[Outcome.STABLE] = stable / alive if alive > 0.0 else 0.0
    for i in range(tables.actors.shape[1]):
        row[Outcome.HOSTING] += tables.actors[Actor.HOSTING, i]
    row[Outcome.HOSTING_USA] = tables.actors[Actor.HOSTING, usa] if usa >= 0 else 0.0
    row[Outcome.SPENDING_USA] = row[Outcome.EFFORT_USA] + row[Outcome.HOSTING_USA]
    row[Outcome.PARTNERSHIPS] = alive


def measure_lifecycle(tables: Tables, row: Floats) -> None:
    """Write how many partnerships began, ended and became independent this quarter."""
    world = tables.globals
    row[Outcome.BIRTHS] = world[Globals.FOUNDINGS]
    row[Outcome.PROPOSALS] = world[Globals.PROPOSALS]
    row[Outcome.REFUSED] = world[Globals.REFUSED]
    row[Outcome.DEATHS] = world[Globals.DISSOLVED]
    row[Outcome.SPIN_OFFS] = world[Globals.SPIN_OFFS]
    if world[Globals.DISSOLVED] > 0.0:
        row[Outcome.LIFETIME] = world[Globals.LIFETIMES] / world[Globals.DISSOLVED]
